"""What a candidate has answered is read with what coaches said of it, however much others have answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.core.content import InterviewId, UserId, first_id_at
from bot.interviewing.domain.model import Mode, Phase
from bot.interviewing.domain.rating import Rating
from bot.practising.domain.past_attempt import PastAttempt
from bot.practising.domain.plan import QuestionKey
from bot.reviewing.domain.model import Assessment, Attempt, CommentState, Grade, Side
from bot.storage.storage import Storage
from tests.builders import (
    CANDIDATE,
    NOON,
    a_comment,
    a_follow_up,
    a_part,
    a_review,
    a_round,
    an_interview,
    later,
)
from tests.storage.plans import read_row_by_row, sent
from tests.storage.practising.answered import ended, reviewed
from tests.storage.statements import statements

OTHER = UserId(1009)
STRONG = Assessment(grade=Grade.STRONG, covered=(0, 2))
MIXED = Assessment(grade=Grade.MIXED, covered=(1,))


def written(moment: datetime) -> tuple[Any, ...]:
    return (a_part(message=first_id_at(moment)),)


async def interviewed(storage: Storage, begun: datetime = NOON, candidate: UserId = CANDIDATE) -> InterviewId:
    """An interview of four questions: two were answered, one skipped, one never asked."""
    rounds = (
        a_round(1, parts=(*written(later(0) if begun == NOON else begun), a_part(first_id_at(begun) + 7)), hints=2),
        a_round(
            2,
            parts=written(begun + timedelta(minutes=1)),
            assisted=True,
            examples_seen=True,
            attempt=3,
            ticks=frozenset({1, 3}),
            rating=Rating.SHAKY,
        ),
        a_round(3, skipped=True),
        a_round(4, asked_at=None),
    )
    return await ended(storage, rounds, begun=begun, candidate=candidate)


async def attempts(storage: Storage, candidate: UserId = CANDIDATE) -> list[PastAttempt]:
    async with storage.unit_of_work() as uow:
        return [*await uow.past_attempts.of(candidate)]


async def test_who_answered_a_follow_up_only_has_not_tried_the_question(storage: Storage) -> None:
    said = an_interview(questions=1).with_turn(a_follow_up(2, parts=(a_part(700),)))
    async with storage.unit_of_work() as uow:
        await uow.interviews.add(said)
        await uow.commit()

    assert await attempts(storage) == []


async def test_every_answer_is_there_oldest_first(storage: Storage) -> None:
    second = await interviewed(storage, NOON + timedelta(days=1))
    first = await interviewed(storage)
    await interviewed(storage, candidate=OTHER, begun=NOON + timedelta(days=2))

    found = await attempts(storage)

    assert [(each.interview, each.number) for each in found] == [(first, 1), (first, 2), (second, 1), (second, 2)]
    assert found[0] == PastAttempt(
        interview=first, number=1, bank="stripe", question="question-1", at=NOON, attempt=1, hints=2
    )
    assert found[1].at == NOON + timedelta(minutes=1)
    assert (found[1].assisted, found[1].attempt) == (True, 3)
    assert (found[1].ticks, found[1].rating) == ({1, 3}, Rating.SHAKY)
    assert await attempts(storage, UserId(7)) == []


async def test_hints_that_came_after_a_live_interview_did_not_help(storage: Storage) -> None:
    rounds = (a_round(1, parts=(a_part(501),), hints=2),)
    async with storage.unit_of_work() as uow:
        await uow.interviews.add(an_interview(rounds=rounds, mode=Mode.LIVE, phase=Phase.ENDED, ended_at=later(900)))
        await uow.commit()

    (found,) = await attempts(storage)

    assert found.hints == 0


@pytest.mark.parametrize(
    ("comments", "grade", "covered"),
    [
        ([a_comment(1, assessment=STRONG)], Grade.STRONG, (0, 2)),
        ([a_comment(1, assessment=STRONG), a_comment(2, assessment=MIXED)], Grade.MIXED, (1,)),
        ([a_comment(1, assessment=STRONG), a_comment(2)], Grade.STRONG, (0, 2)),
        ([a_comment(1, assessment=STRONG), a_comment(2, side=Side.CANDIDATE)], Grade.STRONG, (0, 2)),
        ([a_comment(1, assessment=Assessment(covered=(1,)))], None, (1,)),
        ([a_comment(1, assessment=Assessment(next_step="Slow down."))], None, ()),
        ([a_comment(1, assessment=STRONG, state=CommentState.WAITING)], None, ()),
        ([a_comment(1, assessment=STRONG, state=CommentState.WITHDRAWN)], None, ()),
    ],
    ids=["graded", "the latest", "said no more", "a reply", "key points", "a next step", "on its way", "taken back"],
)
async def test_a_coachs_grade_counts_once_it_is_delivered(
    storage: Storage, comments: list[Any], grade: Grade | None, covered: tuple[int, ...]
) -> None:
    interview = await interviewed(storage)
    await reviewed(storage, a_review(interview=interview, comments=tuple(comments)))

    first, second = await attempts(storage)

    assert (first.grade, first.covered) == (grade, covered)
    assert (second.grade, second.covered) == (None, ())


async def test_feedback_is_about_the_attempt_that_was_sent_last(storage: Storage) -> None:
    first = await interviewed(storage)
    again = await interviewed(storage, NOON + timedelta(minutes=15))
    tries = (
        Attempt(number=1, interview=first, question=1, sent_at=later(10)),
        Attempt(number=2, interview=again, question=1, sent_at=later(1000)),
    )
    said = (a_comment(1, assessment=MIXED), a_comment(2, assessment=STRONG))  # after 600 and 1200 seconds
    await reviewed(storage, a_review(attempts=tries, comments=said))

    grades = {each.interview: each.grade for each in await attempts(storage) if each.number == 1}

    assert grades == {first: Grade.MIXED, again: Grade.STRONG}


async def test_two_statements_read_it_and_no_whole_table(storage: Storage) -> None:
    await reviewed(storage, a_review(interview=await interviewed(storage), comments=(a_comment(1),)))

    with statements(storage) as count, sent(storage) as explained:
        await attempts(storage)

    assert len(count) == 2
    assert await read_row_by_row(storage, explained) == {}


async def test_answers_that_have_not_changed_are_read_once(storage: Storage) -> None:
    await reviewed(storage, a_review(interview=await interviewed(storage), comments=(a_comment(1, assessment=STRONG),)))
    first = await attempts(storage)

    with statements(storage) as count, sent(storage) as explained:
        again = await attempts(storage)

    assert again == first
    assert len(count) == 2
    assert not any("min(parts.message_id)" in each for each in count)
    assert await read_row_by_row(storage, explained) == {}


async def test_what_is_remembered_follows_every_change(storage: Storage) -> None:
    one = await interviewed(storage)
    other = await interviewed(storage, NOON + timedelta(days=1))
    before = await attempts(storage)

    async with storage.unit_of_work() as uow:
        read = await uow.interviews.get(one)
        assert read is not None
        await uow.interviews.save(read.with_turn(replace(read.round(1), rating=Rating.SOLID, ticks=frozenset({2}))))
        await uow.interviews.discard(other)
        assert [each.rating for each in await uow.past_attempts.of(CANDIDATE)] == [Rating.SOLID, Rating.SHAKY]
    undone = await attempts(storage)
    async with storage.unit_of_work() as uow:
        read = await uow.interviews.get(one)
        assert read is not None
        await uow.interviews.save(read.with_turn(replace(read.round(1), rating=Rating.EASY)))
        await uow.interviews.discard(other)
        await uow.commit()
    await interviewed(storage, NOON + timedelta(days=2))

    assert undone == before
    assert [each.rating for each in await attempts(storage)] == [Rating.EASY, Rating.SHAKY, None, Rating.SHAKY]


async def test_what_a_coach_says_is_heard_of_answers_that_are_remembered(storage: Storage) -> None:
    interview = await interviewed(storage)
    assert [each.grade for each in await attempts(storage)] == [None, None]

    await reviewed(storage, a_review(interview=interview, comments=(a_comment(1, assessment=STRONG),)))

    assert [each.grade for each in await attempts(storage)] == [Grade.STRONG, None]


async def test_those_at_some_questions_are_read_alone(storage: Storage) -> None:
    first = await interviewed(storage)
    again = await interviewed(storage, NOON + timedelta(minutes=15))
    await interviewed(storage, candidate=OTHER, begun=NOON + timedelta(days=2))
    tries = (
        Attempt(number=1, interview=first, question=1, sent_at=later(10)),
        Attempt(number=2, interview=again, question=1, sent_at=later(1000)),
    )
    said = (a_comment(1, assessment=MIXED), a_comment(2, assessment=STRONG))  # after 600 and 1200 seconds
    await reviewed(storage, a_review(attempts=tries, comments=said))
    wanted = [QuestionKey("stripe", "question-1"), QuestionKey("github", "question-2")]

    async with storage.unit_of_work() as uow:
        found = await uow.past_attempts.at(CANDIDATE, wanted)

    assert found == [each for each in await attempts(storage) if each.number == 1]
    assert [(each.interview, each.grade) for each in found] == [(first, Grade.MIXED), (again, Grade.STRONG)]


async def test_those_that_no_coach_has_take_one_statement_and_no_whole_table(storage: Storage) -> None:
    await interviewed(storage)
    async with storage.unit_of_work() as uow:
        with statements(storage) as count:
            await uow.past_attempts.at(CANDIDATE, [QuestionKey("stripe", "question-1")])
    assert len(count) == 1
    interview = await interviewed(storage, NOON + timedelta(days=1))
    await reviewed(storage, a_review(interview=interview, comments=(a_comment(1),)))

    async with storage.unit_of_work() as uow:
        with statements(storage) as count, sent(storage) as explained:
            await uow.past_attempts.at(CANDIDATE, [QuestionKey("stripe", "question-1")])

    assert len(count) == 2
    assert await read_row_by_row(storage, explained) == {}
