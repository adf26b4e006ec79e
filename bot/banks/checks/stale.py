"""Finds claims that were last looked up too long ago to be repeated in an interview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.banks.checks.finding import Finding, Rule, in_quotes, warning
from bot.banks.format.loader import LoadedBank


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Month:
    """A month of a year; the earlier is the smaller."""

    year: int
    month: int

    @classmethod
    def before(cls, day: date, *, months: int) -> Self:
        """The month so many months before that of `day`; the year 1 at the earliest."""
        year, month = divmod(max(day.year * 12 + day.month - 1 - months, 12), 12)
        return cls(year=year, month=month + 1)

    @classmethod
    def of(cls, text: str) -> Self:
        """The month that a source names as `2026-11`."""
        year, month = text.split("-")
        return cls(year=int(year), month=int(month))


def stale(loaded: LoadedBank, since: Month) -> Iterator[Finding]:
    """A warning for each source of a question that was last looked up in a month before `since`."""
    for question_at, question in enumerate(loaded.bank.questions):
        for at, source in enumerate(question.sources):
            if Month.of(source.checked) < since:
                path = ("questions", question_at, "sources", at, "checked")
                what = f"{in_quotes(source.claim)} was last looked up in {source.checked}"
                yield warning(Rule.STALE, loaded, path, what, f"look it up again: {source.where}")
