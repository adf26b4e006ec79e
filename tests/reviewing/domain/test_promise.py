"""The promise says what was measured, and nothing where too little was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.reviewing.domain.promise import Past, Promise, promise

GOAL = timedelta(hours=24)


def figures(*answered: float, unanswered: Sequence[float] = ()) -> Promise | None:
    """For reviews that waited so many hours."""
    hours = [[timedelta(hours=each) for each in waits] for waits in (answered, unanswered)]
    return promise(Past(answered=hours[0], unanswered=hours[1]), goal=GOAL)


def test_nine_reviews_say_nothing_and_ten_do() -> None:
    assert figures(*[2] * 9) is None
    assert figures(*[2] * 10) == Promise(goal=GOAL, within=10, total=10, median=timedelta(hours=2))


def test_what_waits_past_the_goal_is_a_miss_and_what_waits_for_less_says_nothing() -> None:
    result = figures(*[2] * 10, unanswered=[25, 23, 24])

    assert result is not None
    assert (result.within, result.total) == (10, 11)


def test_feedback_after_the_goal_is_a_miss() -> None:
    result = figures(*[2] * 9, 24.1, 24)

    assert result is not None
    assert (result.within, result.total) == (10, 11)


def test_where_half_have_no_feedback_there_is_no_median() -> None:
    result = figures(*[2] * 5, unanswered=[30] * 6)

    assert result is not None
    assert result.median is None
    assert (result.within, result.total) == (5, 11)


def test_the_median_is_the_wait_in_the_middle_and_a_miss_waits_longest() -> None:
    result = figures(9, 1, 8, 2, 7, 3, 6, 4, 5, unanswered=[30])
    less = figures(9, 1, 8, 2, 7, 3, 6, 4, unanswered=[30] * 8)

    assert result is not None
    assert less is not None
    assert result.median == timedelta(hours=5)
    assert less.median == timedelta(hours=9)
