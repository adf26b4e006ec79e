"""Says when a question that was practised is worth asking again."""

from __future__ import annotations

from datetime import date, timedelta

from bot.practising.domain.memory import Memory
from bot.practising.domain.plan import PracticePlan


def returns_on(memory: Memory, plan: PracticePlan, *, today: date) -> date | None:
    """The first practice day after today on which the question has begun to fade; None once the interview is over.

    At the latest that is the day of the interview, where it is asked in earnest. A plan with a date may ask a question
    some days earlier or later, as its minutes allow.
    """
    day = max(memory.due_on, today + timedelta(days=1))
    while day.weekday() not in plan.weekdays:
        day += timedelta(days=1)
    if plan.interview_on is None:
        return day
    return min(day, plan.interview_on) if plan.interview_on > today else None
