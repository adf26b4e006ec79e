"""The promise says what was measured, and nothing where too little was."""

from __future__ import annotations

from datetime import timedelta

from bot.reviewing.domain.promise import Past, Promise, promise
from tests.builders import NOON

GOAL = timedelta(hours=24)


def answered(after_hours: float, *, sent_days_ago: float = 5) -> Past:
    sent = NOON - timedelta(days=sent_days_ago)
    return Past(sent_at=sent, answered_at=sent + timedelta(hours=after_hours), over_at=None)


def waiting(hours: float) -> Past:
    return Past(sent_at=NOON - timedelta(hours=hours), answered_at=None, over_at=None)


def figures(*past: Past) -> Promise | None:
    return promise(past, goal=GOAL, now=NOON)


def test_nine_reviews_say_nothing_and_ten_do() -> None:
    nine = [answered(2)] * 9

    assert figures(*nine) is None
    assert figures(*nine, answered(2)) == Promise(goal=GOAL, within=10, total=10, median=timedelta(hours=2))


def test_what_waits_past_the_goal_is_a_miss_and_what_waits_for_less_says_nothing() -> None:
    result = figures(*[answered(2)] * 10, waiting(25), waiting(23))

    assert result is not None
    assert (result.within, result.total) == (10, 11)


def test_feedback_after_the_goal_is_a_miss() -> None:
    result = figures(*[answered(2)] * 9, answered(24.1), answered(24))

    assert result is not None
    assert (result.within, result.total) == (10, 11)


def test_a_review_withdrawn_in_time_says_nothing_and_one_withdrawn_late_is_a_miss() -> None:
    sent = NOON - timedelta(days=3)
    soon = Past(sent_at=sent, answered_at=None, over_at=sent + timedelta(hours=3))
    late = Past(sent_at=sent, answered_at=None, over_at=sent + timedelta(hours=30))

    result = figures(*[answered(2)] * 10, soon, late)

    assert result is not None
    assert (result.within, result.total) == (10, 11)


def test_where_half_have_no_feedback_there_is_no_median() -> None:
    result = figures(*[answered(2)] * 5, *[waiting(30)] * 6)

    assert result is not None
    assert result.median is None
    assert (result.within, result.total) == (5, 11)
