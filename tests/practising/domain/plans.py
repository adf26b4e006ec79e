"""Builders of plans and of the questions in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from bot.interviewing.domain.rating import Rating
from bot.practising.domain.memory import Memory, RatedAttempt, replayed
from bot.practising.domain.plan import Outlook, PlannedQuestion, PracticePlan, QuestionKey

MONDAY = date(2026, 11, 30)


def a_plan(days: int | None = None, *, minutes: int = 20, weekdays: str = "0123456") -> PracticePlan:
    """A plan for an interview so many days after Monday."""
    return PracticePlan(
        interview_on=None if days is None else MONDAY + timedelta(days=days),
        minutes_a_day=minutes,
        weekdays=frozenset(map(int, weekdays)),
    )


def a_memory(*attempts: tuple[int, Rating]) -> Memory | None:
    """What attempts have left that were so many days before Monday."""
    return replayed(RatedAttempt(on=MONDAY - timedelta(days=ago), rating=rating) for ago, rating in attempts)


def a_planned(number: int, *, minutes: int = 2, memory: Memory | None = None) -> PlannedQuestion:
    return PlannedQuestion(key=key(number), minutes=minutes, memory=memory)


def key(number: int) -> QuestionKey:
    return QuestionKey("stripe", f"q{number:03}")


def new_questions(count: int, *, minutes: int = 2) -> list[PlannedQuestion]:
    return [a_planned(number, minutes=minutes) for number in range(count)]


def planned_on(outlook: Outlook, day: date) -> Sequence[QuestionKey]:
    return next((each.questions for each in outlook.days if each.on == day), ())


@st.composite
def any_plan(draw: st.DrawFn, *, dated: bool = True, longest: int = 40) -> PracticePlan:
    return PracticePlan(
        interview_on=MONDAY + timedelta(days=draw(st.integers(1, longest))) if dated else None,
        minutes_a_day=draw(st.integers(1, 45)),
        weekdays=draw(st.frozensets(st.integers(0, 6), min_size=1) | st.just(frozenset(range(7)))),
    )


@st.composite
def any_questions(draw: st.DrawFn, *, most: int = 25, practised: bool = True) -> list[PlannedQuestion]:
    attempts = st.lists(st.tuples(st.integers(1, 60), st.sampled_from(Rating)), max_size=3 if practised else 0)
    drawn = draw(st.lists(st.tuples(st.integers(1, 8), attempts), min_size=1, max_size=most))
    return [a_planned(number, minutes=each, memory=a_memory(*past)) for number, (each, past) in enumerate(drawn)]
