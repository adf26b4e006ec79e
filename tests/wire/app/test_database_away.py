"""The database is restarted, cut off and full: people read one clear sentence, and what they wrote is not lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import asyncpg
import pytest

from playground.server import Playground
from playground.world.bell import PATIENCE
from tests.servers_of_postgres import PostgresOf
from tests.wire.app.test_on_postgres import on
from tests.wire.conftest import NewCandidate, running
from tests.wire.journey import heard, is_panel, is_question, says

pytestmark = pytest.mark.postgres

NOT_NOW = "I can't store anything just now"
FULL = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
END
$$;
CREATE TRIGGER no_room BEFORE INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION no_room();
"""


async def test_an_interview_goes_on_after_each_trouble_of_the_database(
    playground: Playground,
    new_candidate: NewCandidate,
    tmp_path: Path,
    postgres_url: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", logger="bot")
    server = PostgresOf(postgres_url)
    candidate = await new_candidate("Petra")
    async with running(playground, on(postgres_url, playground, tmp_path)):
        await candidate.mock(questions="4")

        await server.end_sessions()
        panel = await candidate.answer("After all connections were cut.")
        await candidate.press(panel, "Next question")
        await candidate.sees(is_question(2))

        await server.stop()
        await candidate.say("Written while it was stopped.")
        assert NOT_NOW in heard(await candidate.command("next"))
        await candidate.sees(says("you need not send it twice"))
        await server.start()
        panel = await candidate.sees(is_panel(2))
        await candidate.press(panel, "Next question")
        await candidate.sees(is_question(3))

        await fill_up(postgres_url)
        await candidate.say("Written when it was full.")
        await until_logged(caplog, "the database has no room")
        await make_room(postgres_url)
        await candidate.sees(is_panel(3))

    assert [len(candidate.of_bot(is_panel(number))) for number in (1, 2, 3)] == [1, 1, 1]
    told = [each.getMessage() for each in caplog.records if each.name == "bot.storage.database.outage"]
    away = ["the database cannot be used; the bot goes on once it can", "the database can be used again"]
    assert told[:4] == [*away, *away]
    assert told[4:5] == ["the database has no room; nothing can be stored until you make some"]
    assert len(told) <= 6


async def until_logged(caplog: pytest.LogCaptureFixture, words: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while words not in caplog.text:  # noqa: ASYNC110 - a log tells nobody of changes
            await asyncio.sleep(0.02)


async def fill_up(url: str) -> None:
    """From now on nothing can be stored: PostgreSQL says what it says when the disk is full."""
    await _run(url, FULL)


async def make_room(url: str) -> None:
    await _run(url, "DROP FUNCTION no_room CASCADE")


async def _run(url: str, statements: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statements)
    finally:
        await connection.close()
