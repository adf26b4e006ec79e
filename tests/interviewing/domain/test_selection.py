"""Which questions an interview asks, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

import pytest

from bot.banks.format.model import Bank, Difficulty, Question
from bot.interviewing.domain.errors import (
    NoSuchStart,
    NothingFits,
    NothingFitsFrom,
    QuestionsGone,
    StartNeedsOneBank,
    TopicNotInBank,
)
from bot.interviewing.domain.model import Order
from bot.interviewing.domain.plan import ChosenQuestions, Plan, QuestionReference
from bot.interviewing.domain.selection import LONGEST_INTERVIEW, Seen, SeenQuestions, choose_questions, find_questions
from tests.builders import NOON, a_bank, a_question


def choose(bank: Bank, seen: dict[str, Seen] | None = None, **options: object) -> tuple[int, ...]:
    known = {(bank.slug, question): each for question, each in (seen or {}).items()}
    chosen = choose_several([bank], known, **options)
    return tuple(number for _, number in chosen)


def choose_several(
    banks: Sequence[Bank], seen: SeenQuestions | None = None, **options: object
) -> list[tuple[str, int]]:
    """The questions that are chosen, each by its bank and number."""
    plan = Plan(banks=tuple(bank.slug for bank in banks), **options)  # type: ignore[arg-type] # they differ from test to test
    chosen = choose_questions(banks, plan, seen=seen or {}, chance=Random(4))
    return [(each.bank.slug, each.number) for each in chosen]


def shown(hours_ago: int, *, answered: int = 0) -> Seen:
    return Seen(answered=answered, last=NOON - timedelta(hours=hours_ago))


def only(*questions: Question, **changes: object) -> Bank:
    return a_bank(**changes).model_copy(update={"questions": questions})


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


STRIPE, GITHUB = a_bank(4), a_bank(2, slug="github", title="GitHub")


def test_new_questions_come_from_the_banks_by_turns() -> None:
    assert choose_several([STRIPE, GITHUB], questions=None) == [
        ("stripe", 1),
        ("github", 1),
        ("stripe", 2),
        ("github", 2),
        ("stripe", 3),
        ("stripe", 4),
    ]


def test_turns_begin_with_what_is_new_of_each_bank() -> None:
    """One of which much is known gives as many new questions as the others, before anything that was shown."""
    seen = {("stripe", f"question-{number}"): shown(number, answered=1) for number in (1, 2)}

    chosen = choose_several([STRIPE, GITHUB], seen, questions=None)

    assert chosen[:4] == [("stripe", 3), ("github", 1), ("stripe", 4), ("github", 2)]
    assert chosen[4:] == [("stripe", 2), ("stripe", 1)]  # longest ago first


def test_the_same_id_in_another_bank_is_another_question() -> None:
    seen = {("github", "question-1"): shown(1, answered=3)}

    assert choose_several([STRIPE, GITHUB], seen, questions=None)[-1] == ("github", 1)


def test_in_order_is_bank_after_bank() -> None:
    chosen = choose_several([GITHUB, STRIPE], order=Order.IN_ORDER, questions=3)

    assert chosen == [("github", 1), ("github", 2), ("stripe", 1)]


def test_shuffled_mixes_the_banks() -> None:
    chosen = choose_several([STRIPE, GITHUB], order=Order.SHUFFLED, questions=None)

    assert sorted(chosen) == sorted(choose_several([STRIPE, GITHUB], questions=None))
    assert [slug for slug, _ in chosen] != sorted((slug for slug, _ in chosen), reverse=True)


def test_a_topic_that_one_of_the_banks_has_is_enough() -> None:
    others = only(a_question(1, topics=("soup",)), slug="cooking")

    assert choose_several([STRIPE, others], topic="soup") == [("cooking", 1)]
    with pytest.raises(TopicNotInBank) as refusal:
        choose_several([STRIPE, others], topic="bread")
    assert (refusal.value.topics, refusal.value.others) == (["apis", "soup"], 1)


def test_a_difficulty_that_no_bank_has_is_refused_with_those_that_any_has() -> None:
    medium = only(a_question(1, difficulty=Difficulty.MEDIUM), slug="medium")

    assert choose_several([STRIPE, medium], difficulty=Difficulty.MEDIUM) == [("medium", 1)]
    with pytest.raises(NothingFits) as refusal:
        choose_several([STRIPE, medium], difficulty=Difficulty.HARD)
    assert refusal.value.difficulties == "easy, medium"


def test_a_start_is_a_number_of_one_bank() -> None:
    with pytest.raises(StartNeedsOneBank):
        choose_several([STRIPE, GITHUB], start=1)


def test_an_interview_is_no_longer_than_its_menus() -> None:
    large = [a_bank(80, slug=slug) for slug in ("one", "two")]

    assert len(choose_several(large, questions=None)) == LONGEST_INTERVIEW


def find(*wanted: tuple[str, str]) -> list[tuple[str, int]]:
    references = tuple(QuestionReference(bank=bank, question=question) for bank, question in wanted)
    found = find_questions([STRIPE, GITHUB], ChosenQuestions(questions=references))
    return [(each.bank.slug, each.number) for each in found]


def test_questions_chosen_one_by_one_come_in_that_order_and_once() -> None:
    wanted = (("github", "question-2"), ("stripe", "question-3"), ("github", "question-2"), ("github", "question-1"))

    assert find(*wanted) == [("github", 2), ("stripe", 3), ("github", 1)]


def test_what_is_gone_from_its_bank_is_left_out() -> None:
    assert find(("stripe", "question-9"), ("gone", "question-1"), ("stripe", "question-2")) == [("stripe", 2)]
    with pytest.raises(QuestionsGone):
        find(("stripe", "question-9"), ("gone", "question-1"))
