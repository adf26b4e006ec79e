"""Reads a filled-in form from what Discord sent, even if the form was opened before a restart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

Values = Mapping[str, str | list[str]]


class FormField(StrEnum):
    """The ids of the fields of all forms."""

    FOCUS = "wish"
    NAMING = "naming"
    SERVER = "server"
    GRADE = "mark"
    COVERED = "covered"
    FEEDBACK = "feedback"
    NEXT_STEP = "next_step"
    REASON = "reason"
    NAME = "name"
    BIO = "bio"
    TEXT = "text"
    DATE = "date"
    MINUTES = "minutes"
    DAYS = "days"
    ZONE = "zone"
    HOUR = "hour"
    BANKS = "banks"
    WORD = "word"


def read_form(data: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """The submitted values by the ids of their fields. Leaves out components of an unknown shape."""
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
    """The text in a field without white space at its ends, or the one chosen option; empty if there is none."""
    match values.get(field):
        case str(value) | [str(value)]:
            return value.strip()
        case _:
            return ""


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
