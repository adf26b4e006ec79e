"""Which questions an interview asks, and in which order."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from bot.banks.format.model import Bank, Difficulty
from bot.interviewing.domain.errors import NoSuchStart, NothingFits, NothingFitsFrom, TopicNotInBank
from bot.interviewing.domain.model import Order
from bot.interviewing.domain.plan import Plan
from bot.interviewing.domain.selection import Seen, choose_questions
from tests.builders import NOON, a_bank, a_question


def choose(bank: Bank, seen: dict[str, Seen] | None = None, **options: object) -> tuple[int, ...]:
    plan = Plan(bank="stripe", **options)  # type: ignore[arg-type] # the options differ from test to test
    return choose_questions(bank, plan, seen=seen or {}, chance=Random(4))


def shown(hours_ago: int, *, answered: int = 0) -> Seen:
    return Seen(answered=answered, last=NOON - timedelta(hours=hours_ago))


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


def test_questions_never_shown_come_first_then_those_passed_over_then_those_answered_least() -> None:
    seen = {
        "question-1": shown(9, answered=2),
        "question-2": shown(1, answered=1),
        "question-3": shown(2),
        "question-4": shown(5),
        "question-6": shown(3, answered=1),
    }

    assert choose(a_bank(7), seen, questions=None) == (5, 7, 4, 3, 6, 2, 1)


def test_the_order_of_the_bank_ignores_what_was_answered() -> None:
    assert choose(a_bank(3), {"question-1": shown(1, answered=3)}, order=Order.IN_ORDER) == (1, 2, 3)


def test_shuffled_asks_each_question_once() -> None:
    chosen = choose(a_bank(8), order=Order.SHUFFLED, questions=None)

    assert sorted(chosen) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert chosen != (1, 2, 3, 4, 5, 6, 7, 8)


def test_topic_and_difficulty_choose_together() -> None:
    assert choose(a_mixed_bank(), topic="webhooks") == (2, 3)
    assert choose(a_mixed_bank(), difficulty=Difficulty.EASY) == (1, 4)
    assert choose(a_mixed_bank(), topic="apis", difficulty=Difficulty.HARD) == (3,)


def test_an_unknown_topic_is_refused_with_the_topics_there_are() -> None:
    for start in (None, 2):
        with pytest.raises(TopicNotInBank) as refusal:
            choose(a_mixed_bank(), topic="cooking", start=start)

        assert refusal.value.topics == ["apis", "motivation", "webhooks"]


def test_a_difficulty_that_nothing_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(NothingFits) as refusal:
        choose(a_mixed_bank(), topic="motivation", difficulty=Difficulty.HARD)

    assert refusal.value.difficulties == "easy"


def test_start_comes_first_and_the_bank_goes_on_from_there() -> None:
    assert choose(a_bank(8), start=6, order=Order.IN_ORDER) == (6, 7, 8)


def test_start_comes_first_even_where_it_was_answered() -> None:
    assert choose(a_bank(4), {"question-3": shown(1, answered=5)}, start=3) == (3, 1, 2, 4)


def test_start_is_the_first_question_from_there_that_fits() -> None:
    assert choose(a_mixed_bank(), topic="apis", start=2) == (3, 1)
    assert choose(a_mixed_bank(), difficulty=Difficulty.EASY, start=2, order=Order.IN_ORDER) == (4,)


def test_a_start_behind_all_that_fits_is_refused_with_the_last_that_does() -> None:
    with pytest.raises(NothingFitsFrom) as refusal:
        choose(a_mixed_bank(), topic="webhooks", start=4)

    assert refusal.value.last == 3


@pytest.mark.parametrize("start", [0, 9])
def test_start_needs_a_question_that_exists(start: int) -> None:
    with pytest.raises(NoSuchStart):
        choose(a_bank(8), start=start)
