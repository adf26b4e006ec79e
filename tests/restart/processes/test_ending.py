"""A bot that is asked to end is gone within ten seconds, whatever Discord and the database do, and loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from playground.server import Playground
from playground.world.bell import PATIENCE
from tests.restart.processes.on_postgres import SharingBot
from tests.wire.conftest import NewCandidate
from tests.wire.journey import is_panel

pytestmark = pytest.mark.postgres

MESSAGES = "/channels/{channel_id}/messages"
DOCKER_WAITS = 10.0
_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
_LOOK = 0.02


@pytest.fixture
async def one(playground: Playground, tmp_path: Path, postgres_url: str) -> AsyncIterator[SharingBot]:
    bot = SharingBot(playground, tmp_path, postgres_url, "one")
    await bot.start()
    yield bot
    await bot.stop()


@asynccontextmanager
async def answers_locked(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Nothing can be read or written that has to do with answers, as while somebody changes the table by hand."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
            yield connection
    finally:
        await connection.close()


async def until_it_waits(connection: asyncpg.Connection) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await connection.fetchval(_WAITING):  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(_LOOK)


async def test_what_discord_keeps_waiting_is_cut_off_quietly(
    playground: Playground, one: SharingBot, new_candidate: NewCandidate
) -> None:
    candidate = await new_candidate("Petra")
    held = playground.faults.hold_before(
        method="POST", route="/interactions/{interaction_id}/{interaction_token}/callback"
    )
    asking = asyncio.create_task(candidate.command("mock"))
    await held.reached()

    async with asyncio.timeout(DOCKER_WAITS):
        assert await one.stop() == 0
    held.drop()
    asking.cancel()

    assert "not everything was finished in time; the next start goes on with it" in one.log
    assert "Traceback" not in one.log
    assert "did not end in time" not in one.log


async def test_a_database_that_does_not_answer_keeps_no_bot_alive(
    one: SharingBot, new_candidate: NewCandidate, postgres_url: str
) -> None:
    candidate = await new_candidate("Petra")
    await candidate.mock(questions="2")
    async with answers_locked(postgres_url) as connection:
        await candidate.say("An answer.")
        await until_it_waits(connection)

        async with asyncio.timeout(DOCKER_WAITS):
            assert await one.stop() == 0

    assert "Traceback" not in one.log
    await one.start()
    await candidate.sees(is_panel(1))
    assert len(candidate.of_bot(is_panel(1))) == 1
