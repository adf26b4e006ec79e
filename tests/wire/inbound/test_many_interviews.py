"""With twenty thousand interviews to catch up with, whoever does something right after the start is served at once."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from playground.server import Playground
from tests.chaos.running.bank import BANK, bank_text
from tests.wire.conftest import NewCandidate, config_for, running
from tests.wire.inbound.reconnecting import MESSAGES
from tests.wire.journey import Journey, heard
from tests.wire.stored import Database

MANY = 20_000


def multiply(database: Path, of: Journey, others: Sequence[tuple[str, str]]) -> None:
    """Store the interview of one candidate for many more, given with their channels, most recently active first."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.row_factory = sqlite3.Row
        (newest,) = connection.execute("SELECT max(newest_message) FROM candidates").fetchone()
        candidate = connection.execute("SELECT * FROM candidates WHERE id = ?", (of.person.id,)).fetchone()
        interview = connection.execute("SELECT * FROM interviews WHERE candidate_id = ?", (of.person.id,)).fetchone()
        asked = connection.execute("SELECT * FROM rounds WHERE interview_id = ?", (interview["id"],)).fetchone()
        for at, (person, channel) in enumerate(others):
            known = {"id": int(person), "dm_channel": int(channel), "newest_message": newest + len(others) - at}
            number = interview["id"] + MANY + at
            insert(connection, "candidates", dict(candidate) | known)
            insert(connection, "interviews", dict(interview) | {"id": number, "candidate_id": int(person)})
            insert(connection, "rounds", dict(asked) | {"interview_id": number})


def insert(connection: sqlite3.Connection, table: str, values: dict[str, object]) -> None:
    names = ", ".join(values)
    places = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", [*values.values()])  # noqa: S608 - our own names


def histories(playground: Playground) -> list[str]:
    """The channels whose histories were asked for."""
    return [each.params["channel_id"] for each in playground.requests if (each.method, each.route) == ("GET", MESSAGES)]


async def test_who_was_active_longest_ago_and_acts_first_waits_for_nobody(
    playground: Playground, new_candidate: NewCandidate, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    banks = tmp_path / "banks"
    banks.mkdir()
    (banks / f"{BANK}.yaml").write_text(bank_text(), encoding="utf-8")
    config = config_for(playground, tmp_path, banks=banks)
    writes, presses, commands = [await new_candidate(name) for name in ("Ann", "Bea", "Cleo")]
    async with running(playground, config):
        questions = [await each.mock(BANK, questions="1") for each in (writes, presses, commands)]
        await Database(tmp_path).settled()
    people = [playground.add_user(f"Candidate {number}").id for number in range(MANY)]
    others = [(each, playground.world.dm_with(each).id) for each in reversed(people)]
    multiply(tmp_path / "bot.sqlite3", writes, others)
    playground.requests.clear()

    with caplog.at_level(logging.INFO, logger="bot"):
        async with running(playground, config):
            _, hint, status = await asyncio.gather(
                writes.answer(), presses.press(questions[1], "Hint"), commands.command("status")
            )
            before_them = len(histories(playground))
            await playground.until(lambda: len(histories(playground)) >= before_them + 20, what="the catch-up")

    assert "question 1 of 1" in heard(status).lower()
    assert heard(hint)
    assert before_them <= MANY / 20
    assert histories(playground).count(writes.dm) == 1
    own = {each.dm for each in (writes, presses, commands)}
    caught_up_with = [each for each in histories(playground) if each not in own]
    assert set(caught_up_with) <= {channel for _, channel in others[: len(caught_up_with) + 5]}
    told = [(each.read, each.left) for each in caplog.records if each.message == "catching up"]  # type: ignore[attr-defined]
    assert told[0] == (0, MANY + 3)
