"""Community answers come in the order of what is sure about them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.content import ShareId
from bot.sharing.domain.ranking import SHOWN_AT_MOST, Ranked, best_first, least_helpful
from tests.builders import NOON


@pytest.mark.parametrize(
    ("helpful", "votes", "bound"),
    [(0, 0, 0.0), (0, 7, 0.0), (1, 1, 0.2065), (1, 2, 0.0945), (8, 10, 0.4902), (10, 10, 0.7225), (90, 100, 0.8256)],
)
def test_the_bound_is_that_of_wilson(helpful: int, votes: int, bound: float) -> None:
    assert least_helpful(helpful, votes) == pytest.approx(bound, abs=0.00005)


def answer(share: int, helpful: int = 0, votes: int = 0, *, hours: int = 0) -> Ranked:
    return Ranked(share=ShareId(share), helpful=helpful, votes=votes, approved_at=NOON + timedelta(hours=hours))


def test_many_votes_come_before_one_that_is_perfect_and_new_ones_before_old_ones() -> None:
    one_of_one, eight_of_ten, refused = answer(1, 1, 1), answer(2, 8, 10), answer(3, 0, 4, hours=1)
    old, new = answer(4), answer(5, hours=2)

    assert best_first([old, refused, one_of_one, new, eight_of_ten]) == [2, 1, 5, 3, 4]


def test_equal_votes_go_by_the_newer_approval_and_then_by_the_newer_answer() -> None:
    assert best_first([answer(1, 3, 4, hours=1), answer(3, 3, 4), answer(2, 3, 4)]) == [1, 3, 2]


def test_no_more_are_shown_than_one_compares_with() -> None:
    assert len(best_first([answer(each) for each in range(1, 100)])) == SHOWN_AT_MOST
