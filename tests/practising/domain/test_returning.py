"""A question comes again on a practice day, and after the interview not at all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.interviewing.domain.rating import Rating
from bot.practising.domain.memory import Memory, RatedAttempt, replayed
from bot.practising.domain.plan import PracticePlan
from bot.practising.domain.returning import returns_on

MONDAY = date(2026, 11, 23)


def a_memory(days: int) -> Memory:
    """One that begins to fade so many days after Monday."""
    return Memory(stability=float(days), difficulty=5.0, last_on=MONDAY, due_on=MONDAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("fades_in", "plan", "expected"),
    [
        (3, {}, 3),
        (1, {}, 1),
        (0, {}, 1),
        (3, {"weekdays": frozenset({0, 5})}, 5),
        (3, {"interview_on": MONDAY + timedelta(days=10)}, 3),
        (30, {"interview_on": MONDAY + timedelta(days=10)}, 10),
        (3, {"interview_on": MONDAY}, None),
        (3, {"interview_on": MONDAY - timedelta(days=1)}, None),
    ],
    ids=["as it fades", "tomorrow", "not today", "a practice day", "before", "on the day", "today", "past"],
)
def test_the_day(fades_in: int, plan: dict[str, Any], expected: int | None) -> None:
    found = returns_on(a_memory(fades_in), PracticePlan(**plan), today=MONDAY)

    assert found == (None if expected is None else MONDAY + timedelta(days=expected))


def test_the_better_it_went_the_later() -> None:
    days = []
    for rating in Rating:
        memory = replayed([RatedAttempt(on=MONDAY, rating=rating)])
        assert memory is not None
        days.append(returns_on(memory, PracticePlan(), today=MONDAY) or MONDAY)

    assert days == sorted(days)
    assert days[0] < days[-1]
