"""Which questions an interview asks, and in which order."""

from __future__ import annotations

from random import Random

import pytest

from bot.banks.format.model import Bank, Difficulty
from bot.interviewing.domain.errors import NoSuchStart, NothingFits
from bot.interviewing.domain.model import Order
from bot.interviewing.domain.plan import Plan
from bot.interviewing.domain.selection import choose_questions
from tests.builders import a_bank, a_question


def choose(bank: Bank, answered: dict[str, int] | None = None, **options: object) -> tuple[int, ...]:
    plan = Plan(bank="stripe", **options)  # type: ignore[arg-type] # the options differ from test to test
    return choose_questions(bank, plan, answered=answered or {}, chance=Random(4))


def a_mixed_bank() -> Bank:
    questions = (
        a_question(1, topics=("apis",), difficulty=Difficulty.EASY),
        a_question(2, topics=("webhooks",), difficulty=Difficulty.HARD),
        a_question(3, topics=("apis", "webhooks"), difficulty=Difficulty.HARD),
        a_question(4, topics=("motivation",), difficulty=Difficulty.EASY),
    )
    return a_bank().model_copy(update={"questions": questions})


def test_five_questions_are_asked_unless_told_otherwise() -> None:
    assert choose(a_bank(8)) == (1, 2, 3, 4, 5)


def test_all_means_all() -> None:
    assert choose(a_bank(8), questions=None) == (1, 2, 3, 4, 5, 6, 7, 8)


def test_a_small_bank_is_asked_whole() -> None:
    assert choose(a_bank(2)) == (1, 2)


def test_unseen_questions_come_first_then_those_answered_least() -> None:
    answered = {"question-1": 2, "question-2": 1, "question-4": 1}

    assert choose(a_bank(5), answered) == (3, 5, 2, 4, 1)


def test_the_order_of_the_bank_ignores_what_was_answered() -> None:
    assert choose(a_bank(3), {"question-1": 3}, order=Order.IN_ORDER) == (1, 2, 3)


def test_shuffled_asks_each_question_once() -> None:
    chosen = choose(a_bank(8), order=Order.SHUFFLED, questions=None)

    assert sorted(chosen) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert chosen != (1, 2, 3, 4, 5, 6, 7, 8)


def test_topic_and_difficulty_choose_together() -> None:
    assert choose(a_mixed_bank(), topic="webhooks") == (2, 3)
    assert choose(a_mixed_bank(), difficulty=Difficulty.EASY) == (1, 4)
    assert choose(a_mixed_bank(), topic="apis", difficulty=Difficulty.HARD) == (3,)


def test_nothing_that_fits_is_refused_with_the_topics_there_are() -> None:
    with pytest.raises(NothingFits) as refusal:
        choose(a_mixed_bank(), topic="motivation", difficulty=Difficulty.HARD)

    assert refusal.value.topics == "apis, motivation, webhooks"


def test_start_comes_first_and_the_bank_goes_on_from_there() -> None:
    assert choose(a_bank(8), start=6, order=Order.IN_ORDER) == (6, 7, 8)


def test_start_comes_first_even_where_it_was_answered_or_does_not_fit() -> None:
    assert choose(a_bank(4), {"question-3": 5}, start=3) == (3, 1, 2, 4)
    assert choose(a_mixed_bank(), topic="webhooks", start=4) == (4, 2, 3)


@pytest.mark.parametrize("start", [0, 9])
def test_start_needs_a_question_that_exists(start: int) -> None:
    with pytest.raises(NoSuchStart):
        choose(a_bank(8), start=start)
