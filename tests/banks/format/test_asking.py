"""A question is found by any of the words in which it is asked."""

from __future__ import annotations

import pytest

from bot.banks.format.asking import AskedQuestion, asked_questions, found_by_words, meant_by_words
from tests.banks.builders import a_bank, a_question

OTHERS = ["What draws you to us, of all places?", "¿Por qué acá?"]
BANK = a_bank(
    questions=[
        a_question(id="why-us", text="Why us?", also_asked_as=OTHERS),
        a_question(id="why-now", text="Why now, and not a year ago?"),
        a_question(id="weakness", text="What is your greatest weakness?"),
    ]
)
ASKED = asked_questions(BANK)


def found(typed: str) -> list[tuple[int, str]]:
    return [(question.number, words) for question, words in found_by_words(ASKED, typed, limit=25)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("why us", [(1, "Why us?")]),
        ("What draws", [(1, "What draws you to us, of all places?")]),
        ("WHY", [(1, "Why us?"), (2, "Why now, and not a year ago?")]),
        ("greatest weak", [(3, "What is your greatest weakness?")]),
        ("weakness greatest", [(3, "What is your greatest weakness?")]),
        ("por que aca", [(1, "¿Por qué acá?")]),
        ("eakness", []),
        ("us", []),
        ("w w w", []),
        ("?!…", []),
    ],
)
def test_words_are_found_whatever_their_case_accents_and_marks(typed: str, words: list[tuple[int, str]]) -> None:
    assert found(typed) == words


def test_no_more_are_found_than_are_wanted() -> None:
    assert len(found_by_words(ASKED, "why", limit=1)) == 1


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("stripe#2", 2),
        ("why us?", 1),
        ("What draws you to us", 1),
        ("What draws you… · Stripe no. 1", 1),
        ("your greatest weakness", 3),
        ("What is… · Stripe no. 3", 3),
    ],
)
def test_what_is_picked_or_typed_in_full_means_one_question(typed: str, number: int) -> None:
    assert meant_by_words(ASKED, typed) == ASKED[number - 1]


@pytest.mark.parametrize("typed", ["stripe#4", "other#1", "weakness", "why", "", "strpe", " · Stripe no. 1"])
def test_a_single_word_or_nothing_means_none(typed: str) -> None:
    assert meant_by_words(ASKED, typed) is None


def test_of_two_banks_that_ask_the_same_the_suggested_one_is_meant() -> None:
    other = asked_questions(a_bank(slug="acme", title="Acme"))
    both: tuple[AskedQuestion, ...] = (*asked_questions(a_bank()), *other)

    assert meant_by_words(both, "What is an API?") is None
    assert meant_by_words(both, "What is an API? · Acme no. 1") == other[0]
