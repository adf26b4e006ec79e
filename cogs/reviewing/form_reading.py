"""Reads what candidates and coaches chose in the forms of reviews."""

from __future__ import annotations

from enum import StrEnum

from bot.client.form_values import FormField, Values, text_in
from bot.client.persistent import LARGEST_ID
from bot.core.content import ServerId, has_something_to_see
from bot.reviewing.domain.model import Assessment, Grade


class Naming(StrEnum):
    """Whether coaches see the candidate's alias or name."""

    ALIAS = "alias"
    NAME = "name"


def shows_name(values: Values) -> bool:
    """True if the candidate chose to show their name; without a choice they stay anonymous."""
    return text_in(values, FormField.NAMING) == Naming.NAME


def server_in(values: Values) -> ServerId | None:
    """The chosen server; None if there was no choice."""
    chosen = text_in(values, FormField.SERVER)
    if not (chosen.isascii() and chosen.isdecimal() and len(chosen) <= len(str(LARGEST_ID))):
        return None
    return ServerId(int(chosen)) if int(chosen) <= LARGEST_ID else None


def assessment_in(values: Values, *, points: int) -> Assessment:
    """The assessment in a form for feedback that offered so many key `points`."""
    grade = text_in(values, FormField.GRADE)
    chosen = values.get(FormField.COVERED)
    next_step = text_in(values, FormField.NEXT_STEP)
    return Assessment(
        grade=Grade(grade) if grade in set(Grade) else None,
        covered=tuple(each for each in range(points) if isinstance(chosen, list) and str(each) in chosen),
        next_step=next_step if has_something_to_see(next_step) else "",
    )
