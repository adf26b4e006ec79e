"""Of several processes on one PostgreSQL one answers at a time; a commit of any other wakes its sender."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import text

from bot.core.transactions import DatabaseAway
from bot.interviewing.domain.effects import AskQuestion
from bot.interviewing.usecases.outgoing import interview_parcels
from bot.storage.database.ownership import life_of
from bot.storage.processes.answering import Answering
from bot.storage.processes.standing import ProcessStanding
from bot.storage.storage import CLOSES_WITHIN, Storage
from playground.world.bell import PATIENCE
from tests.builders import NOON, an_interview, later
from tests.databases import a_vault
from tests.servers_of_postgres import PostgresOf

pytestmark = pytest.mark.postgres

FULL = "DO $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$"
Two = tuple[Storage, Storage]


@pytest.fixture
async def two(postgres_url: str) -> AsyncIterator[Two]:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        yield one, other


def answering(storage: Storage) -> Answering:
    assert storage.answering is not None
    return storage.answering


async def until(condition: asyncio.Task[bool]) -> bool:
    async with asyncio.timeout(PATIENCE):
        return await condition


async def store(storage: Storage, cause: str) -> None:
    async with storage.unit_of_work() as uow:
        await uow.inbox.first_sight(cause)
        await uow.commit()


async def test_one_answers_and_another_one_once_it_has_ended(two: Two) -> None:
    one, other = two
    stopped = asyncio.Event()
    assert await answering(one).begin(stopped)
    standing_by = asyncio.create_task(answering(other).begin(stopped))
    done, _ = await asyncio.wait([standing_by], timeout=0.5)
    assert not done

    await answering(one).end()

    assert await until(standing_by)
    assert answering(other).follows_a_dead_one
    assert not answering(one).follows_a_dead_one

    waiting = asyncio.create_task(answering(one).begin(stopped))
    stopped.set()
    assert not await until(waiting)


async def test_when_all_sessions_end_one_answers_and_the_other_does_not(two: Two, postgres_url: str) -> None:
    one, other = two
    stopped = asyncio.Event()
    assert await answering(one).begin(stopped)
    standing_by = asyncio.create_task(answering(other).begin(stopped))
    keeping = asyncio.create_task(answering(one).keep())

    for _ in range(3):
        await PostgresOf(postgres_url).end_sessions()
        await store(one, "message:1")

    await asyncio.wait([standing_by, keeping], timeout=2)
    # Whoever of the two was faster: the one that lost has been told, and follows nobody who has died.
    assert standing_by.done() == keeping.done()
    assert not answering(other).follows_a_dead_one
    stopped.set()
    keeping.cancel()
    await asyncio.gather(standing_by, keeping, return_exceptions=True)


async def test_who_cannot_prove_that_it_answers_stores_nothing(
    two: Two, postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    one, _ = two
    caplog.set_level("INFO", logger="bot.storage")
    server = PostgresOf(postgres_url)
    await answering(one).begin(asyncio.Event())
    keeping = asyncio.create_task(answering(one).keep())

    await server.stop()
    with pytest.raises(DatabaseAway):
        await one.show_life()
    outcomes = await asyncio.gather(*(store(one, f"message:{each}") for each in range(5)), return_exceptions=True)
    assert [type(each) for each in outcomes] == [DatabaseAway] * 5
    with pytest.raises(DatabaseAway):  # which nobody logs a second time
        await one.show_life()
    storing = asyncio.create_task(store(one, "message:6"))
    await server.start()
    await storing

    told = [each.getMessage() for each in caplog.records if each.name == "bot.storage.database.outage"]
    assert told == ["the database cannot be used; the bot goes on once it can", "the database can be used again"]
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)


async def test_a_parcel_of_another_process_is_heard_of_and_none_of_its_own(two: Two) -> None:
    one, other = two
    heard = asyncio.Event()
    await answering(one).begin(asyncio.Event())
    answering(one).heard_by(heard.set)
    async with one.unit_of_work() as uow:
        interview = await uow.interviews.add(an_interview())
        [parcel] = interview_parcels(interview, [AskQuestion(number=1)], cause="message:1", due_at=NOON)
        await uow.outbox.put([parcel])
        await uow.commit()
    async with other.unit_of_work() as uow:
        [own] = await uow.outbox.waiting_for(parcel.destination)
        await uow.outbox.claim(own.id, by="other", now=NOON, until=later(60))
        await uow.commit()
    assert not heard.is_set()

    async with other.unit_of_work() as uow:
        await uow.outbox.postpone(own.id, due_at=later(60))
        await uow.outbox.hasten(parcel.destination, now=NOON)
        await uow.commit()

    async with asyncio.timeout(PATIENCE):
        await heard.wait()


async def test_a_database_that_says_nothing_is_not_waited_for_at_the_end(postgres_url: str) -> None:
    storage = Storage(postgres_url, a_vault())
    await storage.open()
    await store(storage, "message:1")
    server = PostgresOf(postgres_url)
    sessions = await server.freeze_sessions()
    try:
        async with asyncio.timeout(2 * CLOSES_WITHIN):
            await storage.close()
    finally:
        server.thaw(sessions)


async def test_a_process_lives_on_while_a_session_of_its_own_ends_late(two: Two, postgres_url: str) -> None:
    """The database has not noticed yet that an earlier session of this process is gone."""
    one, other = two
    await asyncio.gather(*(one.show_life() for _ in range(3)))  # each at its own times
    ghost = await asyncpg.connect(postgres_url)
    life = f"SELECT pg_advisory_lock(hashtextextended('{life_of(one.process)}', 0))"
    locking = asyncio.create_task(ghost.execute(life))
    await asyncio.wait([locking], timeout=0.1)
    await PostgresOf(postgres_url).end_sessions(besides=ghost.get_server_pid())
    await locking

    await one.show_life()
    await one.show_life()
    await ghost.close()
    await one.show_life()

    async with other.engine.connect() as connection:
        free = text("SELECT pg_try_advisory_lock(hashtextextended(:life, 0))")
        assert not await connection.scalar(free, {"life": life_of(one.process)})


async def test_a_full_disk_ends_no_process_that_stands_by(two: Two) -> None:
    """PostgreSQL then cannot even begin a session; it says so once here."""
    one, _ = two
    failures = [FULL]

    async def show_life() -> None:
        if failures:
            async with one.engine.begin() as connection:
                await connection.exec_driver_sql(failures.pop())

    standing = Answering(one.engine, standing=ProcessStanding(), show_life=show_life, is_own=lambda _: True)

    assert await standing.begin(asyncio.Event())
    await standing.end()
