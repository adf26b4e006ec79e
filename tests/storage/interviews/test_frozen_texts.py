"""What interviews freeze is stored once, read once, and kept for as long as an interview refers to it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select, text

from bot.core.content import UserId
from bot.core.recent import Recent
from bot.interviewing.domain.model import Interview, Round
from bot.storage.schema.frozen import frozen_texts
from bot.storage.schema.interviews import interviews, rounds
from bot.storage.storage import Storage
from playground.world.bell import PATIENCE
from tests.builders import a_question, a_round, an_interview
from tests.databases import a_vault
from tests.storage.statements import statements

OTHER = UserId(2)
TEXTS = 4
"""Of `an_interview`: an introduction and three questions."""


async def stored(storage: Storage, interview: Interview) -> Interview:
    async with storage.unit_of_work() as uow:
        added = await uow.interviews.add(interview)
        await uow.commit()
    return added


async def read(storage: Storage, interview: Interview) -> Interview | None:
    async with storage.unit_of_work() as uow:
        return await uow.interviews.get(interview.id)


async def discard(storage: Storage, interview: Interview) -> None:
    async with storage.unit_of_work() as uow:
        await uow.interviews.discard(interview.id)
        await uow.commit()


async def removed(storage: Storage, limit: int = 100) -> int:
    async with storage.unit_of_work() as uow:
        count = await uow.interviews.remove_unused_texts(limit)
        await uow.commit()
    return count


async def texts_in(storage: Storage) -> int:
    async with storage.engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(frozen_texts)) or 0


def edited(interview: Interview, number: int = 1) -> Interview:
    """The same with another version of one question."""
    return interview.with_turn(a_round(number, question=a_question(number, text="Put better?")))


def reversed_questions(interview: Interview) -> Interview:
    numbered = enumerate(reversed(interview.rounds), start=1)
    return replace(interview, rounds=tuple(replace(each, number=number) for number, each in numbered))


async def test_a_second_interview_of_a_bank_stores_no_text_again(storage: Storage) -> None:
    wordy = tuple(a_round(number, question=a_question(number, text="x" * 600)) for number in (1, 2, 3))
    first = await stored(storage, an_interview(rounds=wordy, introduction="y" * 1500))

    second = await stored(storage, replace(first, candidate=OTHER))

    assert await texts_in(storage) == TEXTS
    async with storage.engine.connect() as connection:
        for table in (interviews, rounds):
            rows = (await connection.execute(select(table))).all()
            assert rows
            assert all(len(repr(row)) < 700 for row in rows), "no row has a text of its own"
    assert await read(storage, second) == second


async def test_another_version_of_a_question_is_a_text_of_its_own(storage: Storage) -> None:
    before = await stored(storage, an_interview())
    after = await stored(storage, edited(an_interview(candidate=OTHER)))

    assert await texts_in(storage) == TEXTS + 1
    assert await read(storage, before) == before
    assert await read(storage, after) == after


async def test_a_question_may_be_asked_twice_in_an_interview(storage: Storage) -> None:
    twice = an_interview(rounds=(a_round(1), replace(a_round(1), number=2)))

    added = await stored(storage, twice)

    assert await read(storage, added) == added


async def test_starting_an_interview_asks_once_for_its_texts_and_stores_what_is_missing_at_once(
    storage: Storage,
) -> None:
    async with storage.unit_of_work() as uow:
        with statements(storage) as new:
            await uow.interviews.add(an_interview(questions=20))
        with statements(storage) as known:
            await uow.interviews.add(an_interview(questions=20, candidate=OTHER))

    assert written(known) == ["candidates", "interviews", "rounds"]
    assert written(new) == ["candidates", "bank_references", "frozen_texts", "interviews", "rounds"]
    assert [len(known), len(new)] == [5, 8]  # a new bank is looked for, stored, and looked for again


def written(sent: list[str]) -> list[str]:
    """The tables into which rows were inserted, in order."""
    return [each.split()[2] for each in sent if each.startswith("INSERT INTO")]


async def test_a_text_is_read_once(emptied_url: str) -> None:
    async with Storage(emptied_url, a_vault()) as storage:
        first, second = await stored(storage, an_interview()), await stored(storage, an_interview(candidate=OTHER))

    async with Storage(emptied_url, a_vault()) as storage:
        counts = []
        for each in (first, second, first):
            with statements(storage) as sent:
                assert await read(storage, each) == each
            counts.append(sum("frozen_texts" in statement for statement in sent))

    assert counts == [1, 0, 0]


async def test_what_an_undone_transaction_has_stored_is_stored_again(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        await uow.interviews.add(an_interview())
    assert await texts_in(storage) == 0

    added = await stored(storage, edited(an_interview()))

    assert await texts_in(storage) == TEXTS
    assert await read(storage, added) == added


async def test_only_what_nobody_refers_to_is_removed(storage: Storage) -> None:
    kept = await stored(storage, an_interview())
    gone = await stored(storage, edited(an_interview(candidate=OTHER, introduction="Another.")))
    assert await removed(storage) == 0

    await discard(storage, gone)

    assert await removed(storage) == 2
    assert await texts_in(storage) == TEXTS
    assert await read(storage, kept) == kept


async def test_what_is_removed_at_once_is_limited(storage: Storage) -> None:
    await discard(storage, await stored(storage, an_interview()))

    assert [await removed(storage, 3) for _ in range(3)] == [3, TEXTS - 3, 0]


async def test_what_was_removed_is_stored_again(storage: Storage) -> None:
    await discard(storage, await stored(storage, an_interview()))
    assert await removed(storage) == TEXTS

    added = await stored(storage, an_interview())

    assert await read(storage, added) == added


def test_the_texts_that_were_used_last_are_remembered() -> None:
    recent: Recent[bytes, str] = Recent(limit=2)
    recent.put(b"1", "one")
    recent.put(b"2", "two")

    assert recent.get(b"1") == "one"
    recent.put(b"3", "three")

    assert [recent.get(each) for each in (b"1", b"2", b"3")] == ["one", None, "three"]


@pytest.mark.postgres
@pytest.mark.parametrize("first_commits", [True, False])
async def test_two_processes_store_a_new_bank_at_once(postgres_url: str, *, first_commits: bool) -> None:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        theirs = reversed_questions(an_interview(candidate=OTHER))
        async with one.unit_of_work() as first:
            added = await first.interviews.add(an_interview())
            trying = await waits_for_lock(one, stored(other, theirs))
            if first_commits:
                await first.commit()

        both = [await trying, *([added] if first_commits else [])]
        for storage in (one, other):
            assert [await read(storage, each) for each in both] == both
        assert await texts_in(one) == TEXTS


@pytest.mark.postgres
async def test_processes_that_store_a_new_bank_in_any_order_never_wait_for_each_other(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        for attempt in range(5):
            new: list[Round] = [a_round(n, question=a_question(n, text=f"New in {attempt}?")) for n in range(1, 31)]
            asked = [an_interview(rounds=tuple(new), candidate=UserId(100 * attempt + n)) for n in range(4)]
            added = await asyncio.gather(
                stored(one, asked[0]),
                stored(other, reversed_questions(asked[1])),
                stored(one, reversed_questions(asked[2])),
                stored(other, asked[3]),
            )
            assert [await read(one, each) for each in added] == list(added)


@pytest.mark.postgres
async def test_what_another_process_is_about_to_refer_to_is_not_removed(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        await discard(one, await stored(one, edited(an_interview())))

        async with one.unit_of_work() as uow:
            added = await uow.interviews.add(an_interview())
            assert await removed(other) == 1, "the other version of a question"
            await uow.commit()

        assert await read(other, added) == added


@pytest.mark.postgres
async def test_what_another_process_is_removing_is_stored_again(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        await discard(one, await stored(one, an_interview()))

        async with one.unit_of_work() as uow:
            assert await uow.interviews.remove_unused_texts(100) == TEXTS
            trying = await waits_for_lock(one, stored(other, an_interview()))
            await uow.commit()

        added = await trying
        assert await read(one, added) == added


@pytest.mark.postgres
async def test_an_interview_that_goes_while_it_is_read_is_none(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        added = await stored(one, an_interview())
        async with one.engine.begin() as connection:
            await connection.exec_driver_sql("LOCK TABLE frozen_texts IN ACCESS EXCLUSIVE MODE")
            trying = await waits_for_lock(one, read(other, added))
            await connection.exec_driver_sql("DELETE FROM interviews")
            await connection.exec_driver_sql("DELETE FROM frozen_texts")

        assert await trying is None


async def waits_for_lock(storage: Storage, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """Begin some work and come back once it waits for what another transaction has locked."""
    task = asyncio.create_task(work)
    async with asyncio.timeout(PATIENCE), storage.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        while not await connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            assert not task.done(), "it does not wait"
            await asyncio.sleep(0.01)
    return task
