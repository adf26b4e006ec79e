"""What is meant by what somebody types, and what changed from one attempt to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.content import InterviewId, MessageId, first_id_at
from bot.interviewing.domain.model import Mode
from bot.practising.domain.history.answers import AnsweredQuestion, AnswerId, PastAnswer
from bot.practising.domain.history.changes import KeyPointChange, key_point_change
from bot.practising.domain.history.finding import bank_meant, banks_found, question_meant, questions_found
from tests.builders import GITHUB, NOON, STRIPE, a_question


def a_past_answer(**changes: Any) -> PastAnswer:
    answer = PastAnswer(
        id=AnswerId(InterviewId(7), 1),
        first_message=MessageId(first_id_at(NOON + timedelta(seconds=90))),
        bank=STRIPE,
        bank_number=1,
        question=a_question(),
        mode=Mode.PRACTICE,
        attempt=1,
        hints=0,
        examples_seen=False,
        assisted=False,
        ticks=None,
        rating=None,
        asked_at=NOON,
    )
    return replace(answer, **changes)


def a_practised_question(number: int, text: str, bank: Any = STRIPE) -> AnsweredQuestion:
    answer = AnswerId(InterviewId(number), 1)
    return AnsweredQuestion(latest=answer, bank=bank, bank_number=number, text=text, answers=1)


WEBHOOK = a_practised_question(1, "What happens when a webhook arrives twice?")
RETRY = a_practised_question(2, "When would you retry a webhook?")
OTHER = a_practised_question(3, "What is a rebase?", GITHUB)
PRACTISED = [WEBHOOK, RETRY, OTHER]


@pytest.mark.parametrize(
    ("typed", "bank", "meant"),
    [
        ("rebase", None, OTHER),
        ("WEBHOOK twice", None, WEBHOOK),
        ("stripe 2", None, RETRY),
        ("webhook", None, None),
        ("What happens when a webhook arrives twice?", None, WEBHOOK),
        ("rebase", "stripe", None),
        ("nothing like it", None, None),
        (" ?! ", None, None),
    ],
)
def test_a_question_is_meant_by_its_words(typed: str, bank: str | None, meant: AnsweredQuestion | None) -> None:
    assert question_meant(PRACTISED, typed, bank=bank) == meant


def test_questions_are_offered_by_what_is_typed() -> None:
    assert questions_found(PRACTISED, "", bank=None) == PRACTISED
    assert questions_found(PRACTISED, "webhook", bank=None) == [WEBHOOK, RETRY]
    assert questions_found(PRACTISED, "", bank="github") == [OTHER]


@pytest.mark.parametrize(("typed", "meant"), [("stripe", WEBHOOK), ("GitHub", OTHER), ("git", OTHER), ("i", None)])
def test_a_bank_is_meant_by_its_name_or_a_part_of_it(typed: str, meant: AnsweredQuestion | None) -> None:
    assert bank_meant(PRACTISED, typed) == meant
    assert banks_found(PRACTISED, "") == [WEBHOOK, OTHER], "each once"


def test_key_points_are_gained_and_lost_by_name() -> None:
    before = a_past_answer(ticks=frozenset({1, 2}))
    after = a_past_answer(ticks=frozenset({2, 3}))

    assert key_point_change(before, after) == KeyPointChange(gained=("Names a number",), lost=("Names the goal",))


def test_key_points_of_another_version_of_the_question_are_compared_by_their_words() -> None:
    before = a_past_answer(ticks=frozenset({1, 2}))
    rewritten = a_question(key_points=("Names the risk", "Says who is told", "Names a number"))
    after = a_past_answer(question=rewritten, ticks=frozenset({2, 3}))

    assert key_point_change(before, after) == KeyPointChange(gained=("Names a number",), lost=("Names the risk",))


def test_without_a_comparison_nothing_was_gained_or_lost() -> None:
    assert key_point_change(a_past_answer(), a_past_answer(ticks=frozenset({1}))) is None


def test_what_is_said_of_time_and_hints_is_what_helped() -> None:
    assert a_past_answer().began_after == timedelta(seconds=90)
    assert a_past_answer(asked_at=None).began_after is None
    assert a_past_answer(asked_at=NOON + timedelta(hours=1)).began_after is None, "asked again by hand"
    assert a_past_answer(hints=2).helping_hints == 2
    assert a_past_answer(hints=2, mode=Mode.LIVE).helping_hints == 0
