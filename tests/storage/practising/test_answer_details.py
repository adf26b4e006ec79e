"""How long answers take aloud is read without opening them, whatever was stored when."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update

from bot.core.content import InterviewId
from bot.interviewing.domain.model import Interview
from bot.storage.schema.interviews import parts
from bot.storage.storage import Storage
from tests.builders import a_follow_up, a_part, a_question, a_round, a_voice_message, an_interview
from tests.storage.plans import read_row_by_row, sent
from tests.storage.statements import statements

A_MINUTE = "I would say that. " * 33  # 132 words


async def stored(storage: Storage) -> Interview:
    """Three questions: a text and a voice message, a short text, and nothing."""
    spoken = a_part(502, "", files=(a_voice_message(42.4),))
    rounds = (a_round(1, parts=(a_part(501, A_MINUTE), spoken)), a_round(2, parts=(a_part(503, "Yes."),)), a_round(3))
    async with storage.unit_of_work() as uow:
        added = await uow.interviews.add(an_interview(rounds=rounds))
        await uow.commit()
    return added


async def seconds(storage: Storage, interview: InterviewId) -> dict[int, int]:
    async with storage.unit_of_work() as uow:
        found = await uow.answer_details.of({(interview, number) for number in (1, 2, 3)})
    return {number: each.seconds for (_, number), each in found.items()}


async def test_texts_and_voice_messages_add_up(storage: Storage) -> None:
    interview = await stored(storage)

    assert await seconds(storage, interview.id) == {1: 53 + 42, 2: 1}


async def test_an_answer_to_a_follow_up_does_not_count(storage: Storage) -> None:
    interview = await stored(storage)

    async with storage.unit_of_work() as uow:
        await uow.interviews.save(interview.with_turn(a_follow_up(4, question=2, parts=(a_part(504, A_MINUTE),))))
        await uow.commit()

    assert await seconds(storage, interview.id) == {1: 53 + 42, 2: 1}


async def test_an_edited_message_is_measured_anew(storage: Storage) -> None:
    interview = await stored(storage)
    edited = replace(interview.round(1), parts=(a_part(501, "No."), interview.round(1).parts[1]))

    async with storage.unit_of_work() as uow:
        await uow.interviews.save(interview.with_turn(edited))
        await uow.commit()

    assert await seconds(storage, interview.id) == {1: 1 + 42, 2: 1}


async def test_a_message_of_an_older_build_is_opened(storage: Storage) -> None:
    interview = await stored(storage)

    async with storage.engine.begin() as connection:
        await connection.execute(update(parts).where(parts.c.message_id == 501).values(seconds=None))

    assert await seconds(storage, interview.id) == {1: 53 + 42, 2: 1}


async def test_the_question_is_that_which_was_asked(storage: Storage) -> None:
    interview = await stored(storage)

    async with storage.unit_of_work() as uow:
        found = await uow.answer_details.of({(interview.id, 2), (interview.id, 9), (InterviewId(99), 2)})

    (detail,) = found.values()
    assert found.keys() == {(interview.id, 2)}
    assert (detail.question, detail.bank_title, detail.bank_number) == (a_question(2), "Stripe", 2)


async def test_two_statements_read_it_and_no_whole_table(storage: Storage) -> None:
    interview = await stored(storage)

    with statements(storage) as count, sent(storage) as explained:
        await seconds(storage, interview.id)

    assert len(count) <= 2
    assert {
        name
        for tables in (await read_row_by_row(storage, explained)).values()
        for name in tables
        if name not in {"frozen_texts", "bank_references"}  # which stay small
    } == set()


async def test_nothing_wanted_takes_no_statement(storage: Storage) -> None:
    with statements(storage) as count:
        async with storage.unit_of_work() as uow:
            assert await uow.answer_details.of(()) == {}

    assert count == []
