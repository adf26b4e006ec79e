"""A candidate's answers are found page by page, newest first, however they are limited."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.core.content import InterviewId, MessageId, UserId, first_id_at
from bot.interviewing.domain.model import BankReference
from bot.interviewing.domain.rating import Rating
from bot.practising.domain.history.answers import AnswerId, HistoryFilter, PageEdge, PastAnswer, Scope
from bot.reviewing.domain.model import Assessment, Attempt, CommentState, Grade, Side
from bot.storage.storage import Storage
from tests.builders import (
    CANDIDATE,
    GITHUB,
    NOON,
    STRIPE,
    a_comment,
    a_part,
    a_question,
    a_review,
    a_round,
    later,
)
from tests.storage.plans import read_row_by_row, sent
from tests.storage.practising.answered import ended, reviewed
from tests.storage.statements import statements

OTHER = UserId(1009)
GOOD = Assessment(grade=Grade.GOOD, covered=(0, 2))
MIXED = Assessment(grade=Grade.MIXED)
ALL = HistoryFilter()


def message_at(moment: datetime) -> MessageId:
    return MessageId(first_id_at(moment))


async def interviewed(
    storage: Storage, begun: datetime = NOON, candidate: UserId = CANDIDATE, bank: BankReference = STRIPE
) -> InterviewId:
    """An interview with two answers, a minute apart; one question was skipped, one answer deleted, one never asked."""
    rounds = (
        a_round(1, bank=bank, parts=(a_part(message_at(begun)), a_part(message_at(begun) + 7))),
        a_round(
            2,
            bank=bank,
            parts=(a_part(message_at(begun + timedelta(minutes=1)), "The second."),),
            hints=2,
            examples_seen=True,
            attempt=3,
            ticks=frozenset({1, 3}),
            rating=Rating.SHAKY,
        ),
        a_round(3, bank=bank, skipped=True),
        a_round(4, bank=bank),
        a_round(5, bank=bank, asked_at=None),
    )
    return await ended(storage, rounds, begun=begun, candidate=candidate)


async def found(
    storage: Storage,
    shown: HistoryFilter = ALL,
    cursor: PageEdge | None = None,
    *,
    most: int = 9,
    of: UserId = CANDIDATE,
) -> list[PastAnswer]:
    async with storage.unit_of_work() as uow:
        return [*await uow.history.behind(of, shown, cursor, most=most)]


def ids(answers: list[PastAnswer]) -> list[tuple[int, int]]:
    return [tuple(each.id) for each in answers]


async def test_the_newest_answer_comes_first(storage: Storage) -> None:
    second = await interviewed(storage, NOON + timedelta(days=1))
    first = await interviewed(storage)
    await interviewed(storage, candidate=OTHER, begun=NOON + timedelta(days=2))

    answers = await found(storage)

    assert ids(answers) == [(second, 2), (second, 1), (first, 2), (first, 1)]
    shown = answers[2]
    assert (shown.at, shown.bank, shown.bank_number) == (NOON + timedelta(minutes=1), STRIPE, 2)
    assert (shown.question.text, shown.attempt, shown.hints) == (a_question(2).text, 3, 2)
    assert (shown.ticks, shown.rating, shown.examples_seen) == ({1, 3}, Rating.SHAKY, True)
    assert (shown.grade, shown.feedback) == (None, 0)
    assert await found(storage, of=UserId(7)) == []


async def test_an_answer_to_a_parked_interview_stands_where_it_was_written(storage: Storage) -> None:
    parked = await interviewed(storage)
    other = await interviewed(storage, NOON + timedelta(seconds=30))

    assert ids(await found(storage)) == [(other, 2), (parked, 2), (other, 1), (parked, 1)]


async def test_pages_lead_on_from_an_answer_both_ways(storage: Storage) -> None:
    for day in range(3):
        await interviewed(storage, NOON + timedelta(days=day))
    everything = await found(storage)

    older = await found(storage, cursor=PageEdge(message=everything[1].first_message), most=2)
    newer = await found(storage, cursor=PageEdge(message=everything[4].first_message, newer=True), most=2)

    assert ids(older) == ids(everything[2:4])
    assert ids(newer) == ids(everything[2:4])[::-1], "the nearest comes first"
    assert await found(storage, cursor=PageEdge(message=everything[-1].first_message)) == []
    assert len(await found(storage, cursor=PageEdge(message=MessageId(2**63 - 1)))) == 6


async def test_it_is_limited_to_a_bank_or_a_question(storage: Storage) -> None:
    stripe = await interviewed(storage)
    github = await interviewed(storage, NOON + timedelta(days=1), bank=GITHUB)
    grown = await interviewed(storage, NOON + timedelta(days=2), bank=replace(STRIPE, size=40, title="Stripe, Inc."))

    def about(interview: InterviewId, scope: Scope, number: int = 1) -> HistoryFilter:
        return HistoryFilter(scope=scope, about=AnswerId(interview, number))

    assert ids(await found(storage, about(github, Scope.BANK))) == [(github, 2), (github, 1)]
    assert ids(await found(storage, about(stripe, Scope.BANK))) == [(grown, 2), (grown, 1), (stripe, 2), (stripe, 1)]
    assert ids(await found(storage, about(stripe, Scope.QUESTION, 2))) == [(grown, 2), (stripe, 2)]
    assert await found(storage, about(InterviewId(9999), Scope.BANK)) == []


async def test_somebody_elses_answer_limits_to_nothing(storage: Storage) -> None:
    await interviewed(storage)
    of_other = await interviewed(storage, NOON + timedelta(days=1), OTHER)

    for scope in (Scope.BANK, Scope.QUESTION):
        assert await found(storage, HistoryFilter(scope=scope, about=AnswerId(of_other, 1))) == []


@pytest.mark.parametrize(
    ("comments", "grade", "feedback"),
    [
        ([a_comment(1, assessment=GOOD)], Grade.GOOD, 1),
        ([a_comment(1, assessment=GOOD), a_comment(2, assessment=MIXED)], Grade.MIXED, 2),
        ([a_comment(1, assessment=GOOD), a_comment(2), a_comment(3, side=Side.CANDIDATE)], Grade.GOOD, 2),
        ([a_comment(1)], None, 1),
        ([a_comment(1, assessment=GOOD, state=CommentState.WAITING)], None, 0),
        ([a_comment(1, assessment=GOOD, state=CommentState.WITHDRAWN)], None, 0),
    ],
    ids=["graded", "the latest", "said no more", "no grade", "on its way", "taken back"],
)
async def test_what_coaches_said_is_shown_and_limited_to(
    storage: Storage, comments: list[Any], grade: Grade | None, feedback: int
) -> None:
    interview = await interviewed(storage)
    await reviewed(storage, a_review(interview=interview, comments=tuple(comments)))

    [second, first] = await found(storage)

    assert (first.grade, first.feedback, second.feedback) == (grade, feedback, 0)
    assert ids(await found(storage, HistoryFilter(with_feedback=True))) == ([(interview, 1)] if feedback else [])
    for each in Grade:
        limited = await found(storage, HistoryFilter(grade=each))
        assert ids(limited) == ([(interview, 1)] if each is grade else [])


async def test_feedback_is_about_the_attempt_that_was_sent_last(storage: Storage) -> None:
    first = await interviewed(storage)
    again = await interviewed(storage, NOON + timedelta(minutes=15))
    tries = (
        Attempt(number=1, interview=first, question=1, sent_at=later(10)),
        Attempt(number=2, interview=again, question=1, sent_at=later(1000)),
    )
    said = (a_comment(1, assessment=MIXED), a_comment(2, assessment=GOOD))  # after 600 and 1200 seconds
    await reviewed(storage, a_review(attempts=tries, comments=said))

    grades = {each.id.interview: each.grade for each in await found(storage) if each.id.number == 1}

    assert grades == {first: Grade.MIXED, again: Grade.GOOD}
    assert ids(await found(storage, HistoryFilter(grade=Grade.MIXED))) == [(first, 1)]


async def test_the_words_of_answers_are_read_together(storage: Storage) -> None:
    interview = await interviewed(storage)
    wanted = {AnswerId(interview, 1), AnswerId(interview, 2), AnswerId(interview, 3)}

    async with storage.unit_of_work() as uow:
        words = await uow.history.parts(wanted)

    assert {answer.number: len(parts) for answer, parts in words.items()} == {1: 2, 2: 1}
    assert words[AnswerId(interview, 2)][0].text == "The second."


async def test_each_practised_question_is_named_once(storage: Storage) -> None:
    await interviewed(storage)
    latest = await interviewed(storage, NOON + timedelta(days=1))
    await interviewed(storage, NOON + timedelta(days=2), candidate=OTHER)

    async with storage.unit_of_work() as uow:
        practised = await uow.history.practised(CANDIDATE)

    assert [(tuple(each.latest), each.answers, each.text) for each in practised] == [
        ((latest, 2), 2, a_question(2).text),
        ((latest, 1), 2, a_question(1).text),
    ]


@pytest.mark.parametrize(
    "shown",
    [ALL, HistoryFilter(scope=Scope.BANK, about=AnswerId(InterviewId(1), 1))],
    ids=["all", "a bank"],
)
async def test_a_page_takes_two_statements_and_no_whole_table(storage: Storage, shown: HistoryFilter) -> None:
    await reviewed(storage, a_review(interview=await interviewed(storage), comments=(a_comment(1, assessment=GOOD),)))
    await found(storage)  # the texts of its questions are in memory then

    with statements(storage) as count, sent(storage) as explained:
        assert await found(storage, shown)

    assert len(count) == 2
    assert await read_row_by_row(storage, explained) == {}


async def test_what_is_limited_to_feedback_reads_no_whole_table(storage: Storage) -> None:
    await reviewed(storage, a_review(interview=await interviewed(storage), comments=(a_comment(1, assessment=GOOD),)))

    with statements(storage) as count, sent(storage) as explained:
        assert await found(storage, HistoryFilter(grade=Grade.GOOD))
        async with storage.unit_of_work() as uow:
            await uow.history.practised(CANDIDATE)

    assert len(count) == 4
    assert await read_row_by_row(storage, explained) == {}
