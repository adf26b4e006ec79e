"""Finds claims that were last looked up too long ago to be repeated in an interview."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.banks.checks.finding import Finding, Rule, in_quotes, warning
from bot.banks.format.loader import LoadedBank


def month_before(day: date, *, months: int) -> str:
    """The month so many months before that of `day`, as sources name it; the year 1 at the earliest."""
    year, month = divmod(max(day.year * 12 + day.month - 1 - months, 12), 12)
    return f"{year:04}-{month + 1:02}"


def stale(loaded: LoadedBank, since: str) -> Iterator[Finding]:
    """A warning for each source of a question that was last looked up in a month before `since`, such as 2026-11."""
    for question_at, question in enumerate(loaded.bank.questions):
        for at, source in enumerate(question.sources):
            if source.checked < since:  # of the same form, the earlier month is the smaller text
                path = ("questions", question_at, "sources", at, "checked")
                what = f"{in_quotes(source.claim)} was last looked up in {source.checked}"
                yield warning(Rule.STALE, loaded, path, what, f"look it up again: {source.where}")
