"""What a process had in hand when it died is sent by another within ten seconds, and what a living one has is not."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.banks.format.catalogue import Catalogue
from bot.outbound.handler import Delivery
from bot.outbound.upkeep.take_over import LOOKED_EVERY, TakeOver
from bot.storage.storage import Storage
from playground.world.bell import PATIENCE
from tests.builders import CANDIDATE, NOON
from tests.databases import a_vault
from tests.usecases.fakes import Conversations, MovableClock
from tests.usecases.process import Process

pytestmark = pytest.mark.postgres

CLAIMS_AND_HANGS = """
import asyncio, sys
from datetime import datetime, timedelta
from bot.storage.storage import Storage
from tests.databases import a_vault

async def main(url, parcel, now):
    async with Storage(url, a_vault()) as storage:
        async with storage.unit_of_work() as uow:
            await uow.outbox.claim(parcel, by=storage.process, now=now, until=now + timedelta(minutes=1))
            await uow.commit()
        print("claimed", flush=True)
        await asyncio.sleep(3600)

asyncio.run(main(sys.argv[1], int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])))
"""


class Several:
    """Processes with storages of their own on one database, in a time that stands still: no claim lapses by itself."""

    def __init__(self, url: str, catalogue: Catalogue) -> None:
        self.url = url
        self.discord = Conversations()
        self.clock = MovableClock()
        self._catalogue = catalogue

    @asynccontextmanager
    async def running(self) -> AsyncIterator[tuple[Process, TakeOver, Storage]]:
        async with Storage(self.url, a_vault()) as storage:
            process = Process(
                unit_of_work=storage.unit_of_work,
                discord=self.discord,
                clock=self.clock,
                catalogue=self._catalogue,
                name=storage.process,
            )
            take_over = TakeOver(
                unit_of_work=storage.unit_of_work,
                process=storage.process,
                show_life=storage.show_life,
                clock=self.clock,
            )
            yield process, take_over, storage


@pytest.fixture
def several(postgres_url: str, catalogue: Catalogue) -> Several:
    return Several(postgres_url, catalogue)


@pytest.mark.parametrize("carried_out", [False, True])
async def test_what_a_process_was_sending_when_it_died_is_sent_once(several: Several, carried_out: bool) -> None:
    async with several.running() as (one, take_over, _):
        async with several.running() as (other, _, _):
            await other.begin()
            stalled = several.discord.stall("send", carried_out=carried_out)
            delivering = asyncio.create_task(other.deliver(CANDIDATE))
            await stalled.reached.wait()
            for _ in range(2):
                await take_over.look()
            assert await one.deliver(CANDIDATE) is Delivery.ELSEWHERE, "the other one lives"
            delivering.cancel()
            await asyncio.gather(delivering, return_exceptions=True)

        await take_over.look()
        assert await one.deliver(CANDIDATE) is Delivery.ELSEWHERE, "it may have lost its connection only"
        await take_over.look()

        assert await one.deliver(CANDIDATE) is Delivery.DELIVERED
        assert several.discord.of_bot(CANDIDATE) == ["question 1"]


async def test_a_process_that_is_killed_holds_nothing_back_for_ten_seconds(several: Several) -> None:
    async with several.running() as (one, take_over, _):
        await one.begin()
        [parcel] = await one.waiting()
        killed = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            CLAIMS_AND_HANGS,
            several.url,
            str(parcel.id),
            NOON.isoformat(),
            stdout=asyncio.subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        assert killed.stdout is not None
        async with asyncio.timeout(PATIENCE):
            assert await killed.stdout.readline() == b"claimed\n"
        assert await one.deliver(CANDIDATE) is Delivery.ELSEWHERE
        killed.kill()
        await killed.wait()

        looking = asyncio.create_task(take_over.run())
        async with asyncio.timeout(10):
            while await one.deliver(CANDIDATE) is not Delivery.DELIVERED:  # noqa: ASYNC110 - the database tells nobody
                await asyncio.sleep(0.1)
        take_over.stop()
        await looking

    assert several.discord.of_bot(CANDIDATE) == ["question 1"]
    assert 2 * LOOKED_EVERY < 10


async def test_a_process_that_loses_its_connection_shows_again_that_it_lives(several: Several) -> None:
    async with several.running() as (one, take_over, _), several.running() as (other, showing, storage):
        await other.begin()
        stalled = several.discord.stall("send")
        delivering = asyncio.create_task(other.deliver(CANDIDATE))
        await stalled.reached.wait()
        await cut_off(one, storage)

        await take_over.look()
        await showing._look_without_fail()
        await take_over.look()

        assert await one.deliver(CANDIDATE) is Delivery.ELSEWHERE
        stalled.released.set()
        assert await delivering is Delivery.DELIVERED
        assert several.discord.of_bot(CANDIDATE) == ["question 1"]


async def cut_off(by: Process, storage: Storage) -> None:
    """End the session in which a process shows that it lives."""
    assert storage._session_lock is not None
    connection = storage._session_lock._connection
    assert connection is not None
    session = await connection.scalar(text("SELECT pg_backend_pid()"))
    async with storage.engine.begin() as another:
        assert await another.scalar(text("SELECT pg_terminate_backend(:session, 5000)"), {"session": session})
    async with by.unit_of_work() as uow:
        assert storage.process in await uow.outbox.dead_claimers(besides=by.name)
