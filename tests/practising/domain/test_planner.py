"""What a plan asks for, in the words of those who made one."""

from __future__ import annotations

from datetime import timedelta

from bot.interviewing.domain.rating import Rating
from bot.practising.domain.plan import PlanStage
from bot.practising.domain.planner import fitting, outlook, unpractised
from tests.practising.domain.plans import MONDAY, a_memory, a_plan, a_planned, key, new_questions, planned_on

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


def test_it_never_promises_more_than_fits() -> None:
    seen = outlook(a_plan(6, minutes=20), new_questions(40, minutes=4), today=MONDAY)

    assert seen.stage is PlanStage.BEFORE
    assert seen.days_left == 6
    assert seen.reached == 30
    assert 0 < seen.well <= seen.reached
    assert [len(each.questions) for each in seen.days] == [5] * 6


def test_where_not_all_fit_short_questions_come_first() -> None:
    questions = [a_planned(number, minutes=5 if number % 2 else 2) for number in range(40)]

    seen = outlook(a_plan(2, minutes=10), questions, today=MONDAY)

    assert {int(each.question[1:]) % 2 for day in seen.days for each in day.questions} == {0}
    assert seen.reached == 10


def test_weak_ones_come_again_before_those_that_are_known() -> None:
    weak, known = a_memory((3, Rating.STUCK)), a_memory((9, Rating.EASY), (3, Rating.EASY))
    questions = [a_planned(number, memory=known) for number in range(5)]
    questions += [a_planned(number, memory=weak) for number in range(5, 8)]

    seen = outlook(a_plan(1, minutes=6), questions, today=MONDAY)

    assert set(seen.today) == {key(5), key(6), key(7)}


def test_what_an_earlier_day_has_minutes_for_is_not_left_for_the_last_evening() -> None:
    seen = outlook(a_plan(5, minutes=20), new_questions(10), today=MONDAY)

    assert set(seen.today) == {key(number) for number in range(10)}


def test_what_was_practised_today_is_done_and_has_used_its_minutes() -> None:
    done = [a_planned(number, memory=a_memory((0, Rating.STUCK))) for number in range(8)]

    seen = outlook(a_plan(3, minutes=20), [*done, *new_questions(20)[8:]], today=MONDAY)

    assert len(seen.today) == 2
    assert not set(seen.today) & {each.key for each in done}


def test_a_question_longer_than_the_day_is_asked_alone() -> None:
    seen = outlook(a_plan(4, minutes=3), [a_planned(1, minutes=8), *new_questions(1)], today=MONDAY)

    assert seen.reached == 2
    assert {each.questions for each in seen.days if each.minutes > 3} == {(key(1),)}


def test_on_other_days_of_the_week_nothing_is_due() -> None:
    seen = outlook(a_plan(7, weekdays="13"), new_questions(5), today=MONDAY)

    assert seen.today == ()
    assert seen.next_on == TUESDAY
    assert seen.days_left == 2
    assert set(planned_on(seen, TUESDAY)) == set(seen.coming)


def test_the_day_of_the_interview_is_a_light_one() -> None:
    practised = [a_planned(number, memory=a_memory((number, Rating.SOLID))) for number in range(1, 20)]

    seen = outlook(a_plan(0, minutes=20), [a_planned(0), *practised], today=MONDAY)

    assert seen.stage is PlanStage.ON_THE_DAY
    assert seen.today == tuple(key(number) for number in (19, 18, 17, 16, 15))
    assert seen.next_on is None
    assert seen.days_left == 0


def test_after_the_interview_nothing_is_due_and_the_plan_says_so() -> None:
    seen = outlook(a_plan(0), new_questions(5), today=TUESDAY)

    assert seen.stage is PlanStage.OVER
    assert seen.days == ()


def test_without_a_date_fsrs_says_what_is_due_and_new_ones_take_what_is_left() -> None:
    due, later = a_memory((10, Rating.SOLID)), a_memory((1, Rating.EASY))
    questions = [a_planned(0), a_planned(1, memory=later), a_planned(2, memory=due), a_planned(3)]

    seen = outlook(a_plan(minutes=4), questions, today=MONDAY)

    assert seen.stage is PlanStage.OPEN
    assert seen.today == (key(2), key(0))
    assert planned_on(seen, TUESDAY) == (key(3),)
    assert seen.coming[key(1)] == later.due_on
    assert seen.reached == 2


def test_without_a_date_what_fell_due_first_comes_first_and_the_rest_the_next_day() -> None:
    questions = [a_planned(number, memory=a_memory((10 + number, Rating.SOLID))) for number in range(5)]

    seen = outlook(a_plan(minutes=6), questions, today=MONDAY)

    assert len(seen.today) == 3
    assert len(planned_on(seen, TUESDAY)) == 2
    assert set(seen.coming) == {each.key for each in questions}


def test_nothing_due_says_when_the_next_is() -> None:
    memory = a_memory((1, Rating.EASY))

    seen = outlook(a_plan(), [a_planned(1, memory=memory)], today=MONDAY)

    assert seen.today == ()
    assert memory is not None
    assert seen.next_on == memory.due_on


def test_a_plan_without_questions_has_nothing_due() -> None:
    for plan in (a_plan(), a_plan(3), a_plan(0)):
        seen = outlook(plan, [], today=MONDAY)
        assert (seen.today, seen.expected, seen.reached) == ((), 0.0, 0)


def test_five_minutes_only_takes_the_first_that_fit_and_at_least_one() -> None:
    questions = [a_planned(0, minutes=4), a_planned(1, minutes=3), a_planned(2, minutes=1), a_planned(3, minutes=8)]
    keys = [each.key for each in questions]

    assert fitting(questions, keys, minutes=5) == (key(0), key(2))
    assert fitting(questions, keys[3:], minutes=5) == (key(3),)
    assert fitting(questions, [], minutes=5) == ()


def test_new_questions_are_offered_in_the_order_of_their_bank() -> None:
    questions = [a_planned(0, memory=a_memory((1, Rating.EASY))), *new_questions(5)[1:]]

    assert unpractised(questions, minutes=4) == (key(1), key(2))


def test_what_is_expected_grows_with_practice_and_counts_what_is_new_as_nothing() -> None:
    memory = a_memory((1, Rating.SOLID))
    practised = a_planned(1, memory=memory)

    without = outlook(a_plan(0), [practised, a_planned(2)], today=MONDAY)
    ahead = outlook(a_plan(2), [practised, a_planned(2)], today=MONDAY)

    assert without.expected < 0.5
    assert ahead.expected > 0.8
