"""What a plan asks for: today, and on the days to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from bot.practising.domain.before import schedule_before, spent_minutes
from bot.practising.domain.calendar import Calendar, practice_days
from bot.practising.domain.memory import Memory, recall
from bot.practising.domain.plan import (
    Outlook,
    PlannedQuestion,
    PlanStage,
    PracticeDay,
    PracticePlan,
    QuestionKey,
)

_WELL: Final = 0.8
_FARTHEST: Final = timedelta(days=400)
"""Days after these are not looked at: no question waits longer for its next time that is worth a date."""
_ON_THE_DAY: Final = 0.5
"""The share of the minutes that is practised at most on the day of the interview."""


def outlook(plan: PracticePlan, questions: Sequence[PlannedQuestion], *, today: date) -> Outlook:
    """What the plan asks for.

    Before the interview, the days are chosen so that the expected share of questions that are remembered on the date is
    as large as the minutes allow. Without a date, a question is due when FSRS says so, and new ones take the minutes
    that are left. The minutes of a day are never exceeded, except that a question which is longer is asked alone. What
    was practised today, as the memories tell, has used up its minutes. The day of the interview is a light one: only
    what has been practised before, weakest first, in half of the minutes. After it nothing is due.
    """
    if plan.interview_on is None:
        return _without_date(plan, questions, today)
    if today < plan.interview_on:
        return _before(plan, questions, today=today, interview_on=plan.interview_on)
    if today > plan.interview_on:
        return _seen(PlanStage.OVER, questions, today=today, days=())
    return _seen(PlanStage.ON_THE_DAY, questions, today=today, days=_light_day(plan, questions, today))


def fitting(
    questions: Iterable[PlannedQuestion], keys: Sequence[QuestionKey], *, minutes: int
) -> tuple[QuestionKey, ...]:
    """Those of the keys that fit into so many minutes, in their order; the first alone if none does."""
    length = {each.key: each.minutes for each in questions}
    found = []
    for key in keys:
        if length[key] <= minutes:
            minutes -= length[key]
            found.append(key)
    return tuple(found) or tuple(keys[:1])


def unpractised(questions: Sequence[PlannedQuestion], *, minutes: int) -> tuple[QuestionKey, ...]:
    """New questions for so many minutes, to offer when nothing is due."""
    return fitting(questions, [each.key for each in questions if each.memory is None], minutes=minutes)


def _before(plan: PracticePlan, questions: Sequence[PlannedQuestion], *, today: date, interview_on: date) -> Outlook:
    days = list(practice_days(plan, today, interview_on))
    schedule = schedule_before(questions, days, today=today, interview_on=interview_on, minutes=plan.minutes_a_day)
    expected = schedule.expected()
    return Outlook(
        stage=PlanStage.BEFORE,
        days=tuple(
            _day(day, [questions[number] for number in numbers])
            for day, numbers in zip(days, schedule.days, strict=True)
            if numbers
        ),
        days_left=len(days),
        reached=sum(each > 0 for each in expected),
        well=sum(each >= _WELL for each in expected),
        expected=sum(expected) / len(expected) if expected else 0.0,
        on=today,
    )


def _without_date(plan: PracticePlan, questions: Sequence[PlannedQuestion], today: date) -> Outlook:
    """Each question's next time: the first day with room after it falls due, those first that fell due first."""
    days = list(practice_days(plan, today, today + _FARTHEST))
    calendar = Calendar(days, today=today, minutes=plan.minutes_a_day, spent=spent_minutes(questions, today))
    overdue: list[PlannedQuestion] = []
    later = sorted(
        ((memory.due_on, recall(memory, today), number) for number, memory in _practised(questions)), reverse=True
    )
    new = [each for each in questions if each.memory is None]
    planned = []
    for number, day in enumerate(days):
        while later and later[-1][0] <= day:
            overdue.append(questions[later.pop()[2]])
        asked = [*_taken(overdue, calendar, number), *_taken(new, calendar, number)]
        if asked:
            planned.append(_day(day, asked))
    return _seen(PlanStage.OPEN, questions, today=today, days=tuple(planned))


def _taken(waiting: list[PlannedQuestion], calendar: Calendar, day: int) -> Sequence[PlannedQuestion]:
    """Those of the waiting that fit into the day, in their order; they wait no longer."""
    taken: list[PlannedQuestion] = []
    still: list[PlannedQuestion] = []
    for position, each in enumerate(waiting):
        if not calendar.left(day):
            still += waiting[position:]
            break
        (taken if calendar.take(day, calendar.size(each.minutes)) else still).append(each)
    waiting[:] = still
    return taken


def _practised(questions: Iterable[PlannedQuestion]) -> Iterator[tuple[int, Memory]]:
    return ((number, each.memory) for number, each in enumerate(questions) if each.memory is not None)


def _light_day(plan: PracticePlan, questions: Sequence[PlannedQuestion], today: date) -> tuple[PracticeDay, ...]:
    left = int(plan.minutes_a_day * _ON_THE_DAY) - spent_minutes(questions, today)
    if today.weekday() not in plan.weekdays:
        return ()
    asked = []
    for each in sorted(questions, key=lambda each: recall(each.memory, today)):
        if each.memory is not None and each.memory.last_on < today and each.minutes <= left:
            left -= each.minutes
            asked.append(each)
    return (_day(today, asked),) if asked else ()


def _day(on: date, questions: Sequence[PlannedQuestion]) -> PracticeDay:
    return PracticeDay(
        on=on, questions=tuple(each.key for each in questions), minutes=sum(each.minutes for each in questions)
    )


def _seen(
    stage: PlanStage, questions: Sequence[PlannedQuestion], *, today: date, days: tuple[PracticeDay, ...]
) -> Outlook:
    """An outlook in which nothing counts that is not practised yet."""
    chances = [recall(each.memory, today) for each in questions]
    return Outlook(
        stage=stage,
        days=days,
        days_left=0,
        reached=sum(each.memory is not None for each in questions),
        well=sum(each >= _WELL for each in chances),
        expected=sum(chances) / len(chances) if chances else 0.0,
        on=today,
    )
