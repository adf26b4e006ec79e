"""The contest of the schedule benchmark is fair: the same learners, the same minutes, each rival by its own rule."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fsrs import Rating

from benchmarks.schedule.contest import FIRST_DAY, RIVALS, Cell, Outcome, remembered
from benchmarks.schedule.learners import Learner
from benchmarks.schedule.ours import Ours
from benchmarks.schedule.rivals import Leitner, Method, PlainFsrs, RoundRobin

SMALL = Cell(questions=8, days=3, minutes=6)


def ratings(method: Method, *, days: int) -> None:
    """Answer on each day the first question that is wanted, and get stuck."""
    for number in range(days):
        today = FIRST_DAY + timedelta(days=number)
        method.learn(next(iter(method.wanted(today))), Rating.Again, today)


def test_a_learner_has_the_same_luck_whatever_else_they_practise() -> None:
    for seed in range(20):
        lone, busy = Learner(seed, questions=5), Learner(seed, questions=5)
        busy.attempt(1, FIRST_DAY)
        assert lone.attempt(4, FIRST_DAY) is busy.attempt(4, FIRST_DAY)


def test_learners_differ() -> None:
    day = FIRST_DAY + timedelta(days=5)
    made = [Learner(seed, questions=3) for seed in range(5)]
    for each in made:
        each.attempt(0, FIRST_DAY)

    assert len({each.recall_on(day) for each in made}) > 1
    assert all(0 < each.recall_on(day) < 1 / 3 for each in made)


def test_plain_fsrs_asks_what_is_due_before_what_is_new() -> None:
    method = PlainFsrs([2] * 4)
    method.learn(2, Rating.Again, FIRST_DAY)
    method.learn(3, Rating.Easy, FIRST_DAY)

    assert list(method.wanted(FIRST_DAY + timedelta(days=1))) == [2, 0, 1]


def test_leitners_boxes_put_a_failed_question_back_into_the_first() -> None:
    method = Leitner([2] * 3)
    method.learn(0, Rating.Good, FIRST_DAY)
    method.learn(1, Rating.Again, FIRST_DAY)

    assert list(method.wanted(FIRST_DAY + timedelta(days=1))) == [1, 2]
    assert list(method.wanted(FIRST_DAY + timedelta(days=2))) == [1, 0, 2]


def test_round_robin_asks_one_after_the_other() -> None:
    method = RoundRobin([2] * 3)
    ratings(method, days=4)

    assert list(method.wanted(FIRST_DAY)) == [1, 2, 0]


@pytest.mark.parametrize("rival", RIVALS)
def test_nobody_has_more_minutes_than_the_cell_allows(rival: str) -> None:
    spent: dict[int, int] = {}

    class Watched:
        def __init__(self, minutes: list[int]) -> None:
            self.minutes, self.method = minutes, RIVALS[rival](minutes)

        def wanted(self, today):
            return self.method.wanted(today)

        def learn(self, question, rating, on) -> None:
            spent[on.toordinal()] = spent.get(on.toordinal(), 0) + self.minutes[question]
            self.method.learn(question, rating, on)

    remembered(SMALL, 1, Watched)

    assert len(spent) == SMALL.days
    assert all(each <= SMALL.minutes for each in spent.values())


def test_ours_plans_for_the_date_and_remembers_something() -> None:
    chance = remembered(
        SMALL, 1, lambda minutes: Ours(minutes, interview_on=SMALL.interview_on, minutes_a_day=SMALL.minutes)
    )

    assert 0.3 < chance < 1


def test_ahead_is_counted_against_the_best_of_the_others_learner_by_learner() -> None:
    outcome = Outcome(
        cell=SMALL, ours=[0.9, 0.8], rivals={"FSRS 0.9": [0.5, 0.5], "Leitner": [0.1, 0.1], "round robin": [0.8, 0.78]}
    )

    ahead, error = outcome.ahead()

    assert outcome.best == "round robin"
    assert (round(ahead, 6), round(error, 6)) == (6.0, 4.0)
