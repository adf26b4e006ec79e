"""Reads what was filled into a form, out of what Discord sent, also if the form was opened before a restart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from bot.client.persistent import LARGEST_ID
from bot.core.content import ServerId, has_something_to_see
from bot.reviewing.domain.model import Assessment, Mark

Values = Mapping[str, str | list[str]]


class FormField(StrEnum):
    """The ids of the fields of all forms."""

    WISH = "wish"
    NAMING = "naming"
    SERVER = "server"
    MARK = "mark"
    COVERED = "covered"
    FEEDBACK = "feedback"
    NEXT_STEP = "next_step"
    REASON = "reason"
    NAME = "name"
    BIO = "bio"
    TEXT = "text"


class Naming(StrEnum):
    """What coaches may see of a candidate."""

    ALIAS = "alias"
    NAME = "name"


def read_form(data: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """The submitted values by the id of their field. What does not look as Discord sends it is left out."""
    values: dict[str, str | list[str]] = {}
    for component in _inputs(data.get("components")):
        match component:
            case {"custom_id": str(field), "values": list(chosen)}:
                values.setdefault(field, [each for each in chosen if isinstance(each, str)])
            case {"custom_id": str(field), "value": str(value)}:
                values.setdefault(field, value)
            case _:
                pass
    return values


def text_in(values: Values, field: FormField) -> str:
    """What was written into a field, or which option was chosen; empty if nothing."""
    match values.get(field):
        case str(value) | [str(value)]:
            return value.strip()
        case _:
            return ""


def shows_name(values: Values) -> bool:
    """Whether the candidate wants their name shown. Whoever chose nothing stays anonymous."""
    return text_in(values, FormField.NAMING) == Naming.NAME


def server_in(values: Values) -> ServerId | None:
    """The chosen server; None where there was no choice."""
    chosen = text_in(values, FormField.SERVER)
    if not (chosen.isascii() and chosen.isdecimal() and len(chosen) <= len(str(LARGEST_ID))):
        return None
    return ServerId(int(chosen)) if int(chosen) <= LARGEST_ID else None


def assessment_in(values: Values, *, points: int) -> Assessment:
    """What a coach said beside the feedback; `points` is the number of key points that there were to choose from."""
    mark = text_in(values, FormField.MARK)
    chosen = values.get(FormField.COVERED)
    next_step = text_in(values, FormField.NEXT_STEP)
    return Assessment(
        mark=Mark(mark) if mark in set(Mark) else None,
        covered=tuple(each for each in range(points) if isinstance(chosen, list) and str(each) in chosen),
        next_step=next_step if has_something_to_see(next_step) else "",
    )


def _inputs(components: object) -> Iterator[object]:
    """The fields inside labels and rows."""
    for component in components if isinstance(components, list) else ():
        match component:
            case {"component": inner}:
                yield inner
            case {"components": list(row)}:
                yield from row
            case _:
                yield component
