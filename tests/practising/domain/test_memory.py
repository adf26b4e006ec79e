"""Memories fade as FSRS says, by local days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from math import exp, log

import pytest
from fsrs import Card, Scheduler
from fsrs import Rating as FsrsRating
from hypothesis import given
from hypothesis import strategies as st

from bot.interviewing.domain.rating import Rating
from bot.practising.domain.forgetting import after_one_more
from bot.practising.domain.memory import Memory, RatedAttempt, practised, recall, replayed
from tests.practising.domain.plans import MONDAY


def attempts(*rated: tuple[int, Rating]) -> list[RatedAttempt]:
    return [RatedAttempt(on=MONDAY + timedelta(days=day), rating=rating) for day, rating in rated]


def remembered(*rated: tuple[int, Rating]) -> Memory:
    memory = replayed(attempts(*rated))
    assert memory is not None
    return memory


@pytest.mark.parametrize(
    ("rating", "days"), [(Rating.STUCK, 1), (Rating.SHAKY, 1), (Rating.SOLID, 2), (Rating.EASY, 8)]
)
def test_a_first_attempt_comes_again_the_sooner_the_worse_it_was(rating: Rating, days: int) -> None:
    assert remembered((0, rating)).due_on == MONDAY + timedelta(days=days)


def test_a_question_that_was_never_practised_is_not_remembered() -> None:
    assert replayed([]) is None
    assert recall(None, MONDAY) == 0


def test_a_memory_fades_to_nine_tenths_in_its_stability() -> None:
    memory = remembered((0, Rating.EASY))

    assert recall(memory, MONDAY) == 1
    assert recall(memory, MONDAY + timedelta(days=8)) == pytest.approx(0.9, abs=0.01)
    assert recall(memory, MONDAY + timedelta(days=30)) < 0.85


def test_practice_at_any_hour_of_the_day_counts_a_whole_day() -> None:
    """Counted by hours, somebody who practises a minute earlier each day would stay at two days for ever."""
    memory = remembered((0, Rating.SOLID), (2, Rating.SOLID))

    assert memory.due_on - memory.last_on > timedelta(days=2)


def test_the_order_in_which_days_are_told_changes_nothing() -> None:
    past = attempts((0, Rating.SHAKY), (3, Rating.SOLID), (9, Rating.STUCK))

    assert len({replayed(each) for each in permutations(past)}) == 1


def test_an_attempt_dated_before_the_last_counts_for_the_day_of_the_last() -> None:
    memory = practised(remembered((5, Rating.SOLID)), *attempts((4, Rating.SOLID)))

    assert memory.last_on == MONDAY + timedelta(days=5)
    assert memory.due_on > memory.last_on


@given(
    steps=st.lists(st.tuples(st.integers(0, 90), st.sampled_from(Rating)), min_size=1, max_size=12),
    later=st.integers(0, 400),
)
def test_a_memory_is_what_fsrs_makes_of_the_same_attempts(steps: list[tuple[int, Rating]], later: int) -> None:
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, noon, memory = Card(card_id=1), datetime(2026, 11, 30, 12, tzinfo=UTC), None
    for gap, rating in steps:
        noon += timedelta(days=gap)
        card, _ = scheduler.review_card(card, FsrsRating(rating), noon)
        memory = practised(memory, RatedAttempt(on=noon.date(), rating=rating))

    assert memory is not None
    assert (memory.stability, memory.difficulty, memory.due_on) == (card.stability, card.difficulty, card.due.date())
    day = noon + timedelta(days=later)
    assert recall(memory, day.date()) == pytest.approx(scheduler.get_card_retrievability(card, day))


@given(
    stability=st.floats(0.01, 2000),
    difficulty=st.floats(1, 10),
    days=st.integers(1, 400),
)
def test_what_a_planner_expects_lies_between_what_fsrs_makes_of_success_and_failure(
    stability: float, difficulty: float, days: int
) -> None:
    memory = Memory(stability=stability, difficulty=difficulty, last_on=MONDAY, due_on=MONDAY)
    day = MONDAY + timedelta(days=days)
    kept, lost = (practised(memory, RatedAttempt(on=day, rating=each)) for each in (Rating.SOLID, Rating.STUCK))
    chance = recall(memory, day)

    log_stability, harder = after_one_more(log(stability), difficulty, days)

    assert exp(log_stability) == pytest.approx(
        exp(chance * log(kept.stability) + (1 - chance) * log(lost.stability)), rel=1e-6
    )
    assert harder == pytest.approx(chance * kept.difficulty + (1 - chance) * lost.difficulty, abs=1e-2)


def test_a_date_is_all_that_is_kept_of_a_moment() -> None:
    assert type(remembered((0, Rating.SOLID)).due_on) is date
