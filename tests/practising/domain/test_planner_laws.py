"""What holds for each plan, whatever its questions, minutes and days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.interviewing.domain.rating import Rating
from bot.practising.domain.memory import RatedAttempt, practised
from bot.practising.domain.plan import Outlook, PlannedQuestion, PracticePlan
from bot.practising.domain.planner import outlook
from tests.practising.domain.plans import MONDAY, a_plan, any_plan, any_questions

A_POINT = 0.01
"""The plan is the best that is found step by step, so that one more minute may by chance be used a trifle worse."""


def looked_at(plan: PracticePlan, questions: Sequence[PlannedQuestion], today: date = MONDAY) -> Outlook:
    return outlook(plan, questions, today=today)


def follow(
    plan: PracticePlan, questions: Sequence[PlannedQuestion], *, chance: Random, until: date
) -> list[PlannedQuestion]:
    """Practise each day what is due, with any ratings."""
    day = MONDAY
    questions = list(questions)
    while day < until:
        for key in outlook(plan, questions, today=day).today:
            number = next(number for number, each in enumerate(questions) if each.key == key)
            attempt = RatedAttempt(on=day, rating=chance.choice(list(Rating)))
            questions[number] = replace(questions[number], memory=practised(questions[number].memory, attempt))
        day += timedelta(days=1)
    return questions


def surely_suffices(plan: PracticePlan, questions: Sequence[PlannedQuestion]) -> bool:
    """True if however the new questions are put into the days, no day has room for none of those that are left."""
    assert plan.interview_on is not None
    span = (MONDAY + timedelta(days=number) for number in range((plan.interview_on - MONDAY).days))
    days = sum(each.weekday() in plan.weekdays for each in span)
    new = [min(each.minutes, plan.minutes_a_day) for each in questions if each.memory is None]
    return sum(new) <= days * (plan.minutes_a_day - max(new, default=0) + 1)


@given(plan=any_plan() | any_plan(dated=False), questions=any_questions())
def test_no_day_has_more_minutes_than_allowed(plan: PracticePlan, questions: list[PlannedQuestion]) -> None:
    length = {each.key: each.minutes for each in questions}

    for day in looked_at(plan, questions).days:
        assert day.minutes == sum(length[key] for key in day.questions)
        assert day.minutes <= plan.minutes_a_day or len(day.questions) == 1
        assert len(set(day.questions)) == len(day.questions) > 0


@given(plan=any_plan() | any_plan(dated=False), questions=any_questions())
def test_days_are_those_of_the_plan(plan: PracticePlan, questions: list[PlannedQuestion]) -> None:
    days = [each.on for each in looked_at(plan, questions).days]

    assert days == sorted(set(days))
    assert all(each >= MONDAY and each.weekday() in plan.weekdays for each in days)
    assert plan.interview_on is None or all(each < plan.interview_on for each in days)


@settings(max_examples=50)
@given(plan=any_plan(longest=14), questions=any_questions(most=15), chance=st.randoms(use_true_random=False))
def test_each_question_is_asked_before_the_date_if_the_minutes_suffice(
    plan: PracticePlan, questions: list[PlannedQuestion], chance: Random
) -> None:
    if not surely_suffices(plan, questions):
        return
    assert plan.interview_on is not None
    assert looked_at(plan, questions).reached == len(questions)

    practised_all = follow(plan, questions, chance=chance, until=plan.interview_on)

    assert all(each.memory is not None for each in practised_all)


@given(plan=any_plan(longest=20), questions=any_questions(), missed=st.integers(1, 19))
def test_missed_days_are_planned_again(plan: PracticePlan, questions: list[PlannedQuestion], missed: int) -> None:
    today = MONDAY + timedelta(days=missed)

    seen = looked_at(plan, questions, today)

    assert all(each.on >= today for each in seen.days)
    assert all(each.minutes <= plan.minutes_a_day or len(each.questions) == 1 for each in seen.days)


@given(plan=any_plan() | any_plan(dated=False), questions=any_questions())
def test_a_plan_is_the_same_each_time(plan: PracticePlan, questions: list[PlannedQuestion]) -> None:
    assert looked_at(plan, questions) == looked_at(plan, list(questions))


@given(plan=any_plan(), questions=any_questions(), more=st.integers(1, 30))
def test_more_minutes_are_no_worse(plan: PracticePlan, questions: list[PlannedQuestion], more: int) -> None:
    longer = replace(plan, minutes_a_day=plan.minutes_a_day + more)

    assert looked_at(longer, questions).expected >= looked_at(plan, questions).expected - A_POINT


@given(plan=any_plan(), questions=any_questions(), weekday=st.integers(0, 6))
def test_one_day_of_the_week_more_is_no_worse(
    plan: PracticePlan, questions: list[PlannedQuestion], weekday: int
) -> None:
    wider = replace(plan, weekdays=plan.weekdays | {weekday})

    assert looked_at(wider, questions).expected >= looked_at(plan, questions).expected - A_POINT


@given(days=st.integers(1, 40), minutes=st.integers(1, 45), questions=any_questions(practised=False))
def test_one_day_more_before_the_interview_is_no_worse(
    days: int, minutes: int, questions: list[PlannedQuestion]
) -> None:
    sooner, later = (looked_at(a_plan(each, minutes=minutes), questions) for each in (days, days + 1))

    assert later.expected >= sooner.expected - A_POINT
    assert later.reached >= sooner.reached


@given(plan=any_plan(), questions=any_questions())
def test_nothing_new_is_left_for_a_day_if_an_earlier_one_has_room(
    plan: PracticePlan, questions: list[PlannedQuestion]
) -> None:
    seen = looked_at(plan, questions)
    minutes = {day.on: day.minutes for day in seen.days}
    new = {each.key: each.minutes for each in questions if each.memory is None}
    first = {key: on for key, on in seen.coming.items() if key in new}

    for key, on in first.items():
        earlier = (MONDAY + timedelta(days=number) for number in range((on - MONDAY).days))
        rooms = [plan.minutes_a_day - minutes.get(day, 0) for day in earlier if day.weekday() in plan.weekdays]
        assert all(room < min(new[key], plan.minutes_a_day) for room in rooms)
