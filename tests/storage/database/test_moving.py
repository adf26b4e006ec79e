"""What interviews of version 0007 hold themselves is moved to where it is stored once, whatever interrupts the move."""

from __future__ import annotations

import asyncio
import logging
import signal
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.core.content import InterviewId, UserId
from bot.interviewing.domain.model import Interview
from bot.storage.database import migrating, moving, progress
from bot.storage.database.engine import create_engine, parse_url
from bot.storage.database.errors import DatabaseTooNew
from bot.storage.database.progress import Pace, UpgradeProgress
from bot.storage.interviews.snapshot_codec import encode_snapshot
from bot.storage.storage import Storage
from tests.builders import a_question, a_round, an_interview
from tests.databases import a_vault
from tests.storage.database.earlier import Statement, in_old_database, rows

INTERVIEWS = """
INSERT INTO interviews (id, candidate_id, server, locale, bank_slug, bank_title, bank_size, introduction, mode, phase,
                        position, questions, started_at, ended_at, version)
VALUES (:id, :candidate, NULL, 'en-US', 'stripe', 'Stripe', 3, :introduction, 'practice', 'asked', 1, 3, '{noon}', NULL,
        4)
"""
ROUNDS = """
INSERT INTO rounds (interview_id, number, bank_number, question_id, snapshot, attempt, skipped, hints, examples_seen,
                    reveal_asked, assisted, asked_at)
VALUES (:id, :number, :number, :question, :snapshot, 1, FALSE, 0, FALSE, FALSE, FALSE, '{noon}')
"""
EDITED = a_round(2, question=a_question(2, text='Is it {"put"} better, as "\N{EYES}" may say?'))
THERE = [
    an_interview(
        id=InterviewId(number),
        candidate=UserId(number),
        introduction="Read this first." if number < 5 else "",
        version=4,
    ).with_turn(EDITED if number % 2 else a_round(2))
    for number in range(1, 7)
]
TEXTS = 3 + 1 + 2
"""Three questions, another version of one, and two introductions."""
MOVED = len(THERE) * 4
"""Rows: three rounds and the introduction of each interview."""


def as_0007_stored(interviews: Iterable[Interview]) -> list[Statement]:
    made: list[Statement] = []
    for each in interviews:
        about = {"id": each.id, "candidate": each.candidate, "introduction": each.introduction}
        made.append(("INSERT INTO candidates (id) VALUES (:candidate)", {"candidate": each.candidate}))
        made.append((INTERVIEWS, about))
        for asked in each.rounds:
            snapshot = encode_snapshot(asked.question, asked.author)
            number = {"id": each.id, "number": asked.number}
            made.append((ROUNDS, {**number, "question": asked.question.id, "snapshot": snapshot}))
    return made


@pytest.fixture
async def filled_url(old_url: str) -> str:
    """A database of each kind, as version 0007 filled it."""
    await in_old_database(old_url, "0007", as_0007_stored(THERE))
    return old_url


async def all_are_there(url: str) -> None:
    """Every interview is as it was, each text is stored once, and a new interview finds those of its bank."""
    async with Storage(url, a_vault()) as storage:
        async with storage.unit_of_work() as uow:
            assert [await uow.interviews.get(each.id) for each in THERE] == THERE
            await uow.interviews.add(replace(THERE[0], candidate=UserId(99)))
            await uow.commit()
        assert await rows(storage, "SELECT count(*) FROM frozen_texts") == [(TEXTS,)]


async def test_every_interview_of_an_older_version_is_read_as_before(filled_url: str) -> None:
    assert await migrating.upgrade(filled_url) == "0007"

    await all_are_there(filled_url)


async def test_the_log_tells_how_far_it_has_come(filled_url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    told: list[UpgradeProgress] = []

    await migrating.upgrade(filled_url, pace=Pace(rows=5, report_every=0), told=told.append)

    logged = [record for record in caplog.records if record.name == progress.__name__ and hasattr(record, "moved")]
    steps = [0, 5, 10, 15, 18, 23, 24]
    assert list(dict.fromkeys((each.moved, each.left) for each in logged)) == [(n, MOVED - n) for n in steps]
    assert {each.migration for each in logged} == {"1 of 25"}
    assert list(dict.fromkeys(each.moved for each in told if each.rows)) == steps
    begun = [each.step for each in told if not each.rows]
    assert sorted(set(begun)) == list(migrating.following("0007"))
    assert {each.migrations for each in told} == {25}
    assert THERE[0].introduction not in caplog.text


async def test_an_upgrade_that_is_soon_done_is_told_in_two_lines(
    old_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    await in_old_database(old_url, "0007", [])
    caplog.set_level(logging.INFO)

    await migrating.upgrade(old_url, pace=Pace(report_every=3600))

    begun, ended = caplog.records
    assert (begun.found, begun.needed, begun.migrations) == ("0007", migrating.head(), 25)  # type: ignore[attr-defined]
    assert (ended.found, ended.now) == ("0007", migrating.head())  # type: ignore[attr-defined]


DYING = """
import asyncio, os, signal, sys
from sqlalchemy import Engine, event
from bot.storage.database import migrating
from bot.storage.database.progress import Pace, UpgradeProgress

begins, left = sys.argv[2], int(sys.argv[3])

@event.listens_for(Engine, "after_cursor_execute")
def die(connection, cursor, statement, *_):
    global left
    left -= statement.lstrip().startswith(begins)
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(migrating.upgrade(sys.argv[1], pace=Pace(rows=5)))
"""
"""Kills itself when it has sent a statement that begins like this so many times."""


async def killed(url: str, *at: str) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", DYING, url, *at)
    assert await process.wait() == -signal.SIGKILL


@pytest.mark.parametrize(
    ("statement", "times", "version", "left"),
    [
        ("CREATE TABLE frozen_texts", 1, "0007", None),
        ("INSERT INTO frozen_texts", 1, "0008", (18, 6)),
        ("UPDATE rounds", 3, "0008", (8, 6)),
        ("UPDATE interviews", 1, "0008", (0, 6)),
        ("DROP INDEX", 2, "0008", (0, 0)),
    ],
)
async def test_a_move_that_was_killed_goes_on_at_the_next_start(
    filled_url: str, statement: str, times: int, version: str, left: tuple[int, int] | None
) -> None:
    await killed(filled_url, statement, str(times))

    assert await migrating.current(filled_url) == version
    assert await left_in(filled_url) == left
    assert await migrating.upgrade(filled_url) == version
    await all_are_there(filled_url)


async def left_in(url: str) -> tuple[int, int] | None:
    """How many rounds and interviews are still to be moved; None before there is a place to move them to."""
    engine = create_engine(parse_url(url))
    counts = "SELECT (SELECT count(*) FROM rounds WHERE {}), (SELECT count(*) FROM interviews WHERE {})"
    try:
        async with engine.connect() as connection:
            if await migrating.current(url) == "0007":
                return None
            row = await connection.execute(
                text(counts.format("snapshot_digest IS NULL", "introduction_digest IS NULL"))
            )
            return tuple(row.one())  # type: ignore[return-value]
    finally:
        await engine.dispose()


async def test_a_database_of_which_half_is_moved_is_refused_by_an_older_version(
    filled_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await killed(filled_url, "UPDATE rounds", "3")
    monkeypatch.setattr(migrating, "_known", lambda: [f"{number:04}" for number in range(1, 8)])
    monkeypatch.setattr(migrating, "head", lambda: "0007")

    with pytest.raises(DatabaseTooNew) as refused:
        await Storage(filled_url, a_vault()).open()

    assert (refused.value.found, refused.value.known) == ("0008", "0007")


@pytest.mark.postgres
async def test_processes_that_start_at_once_move_everything_together(empty_postgres_url: str) -> None:
    await in_old_database(empty_postgres_url, "0007", as_0007_stored(THERE))

    found = await asyncio.gather(*(migrating.upgrade(empty_postgres_url, pace=Pace(rows=2)) for _ in range(3)))

    assert "0007" in found
    await all_are_there(empty_postgres_url)


async def test_no_step_is_made_where_another_process_has_brought_the_database_further(database_url: str) -> None:
    engine = create_engine(parse_url(database_url), for_migrations=True)
    try:
        assert await migrating._at(engine, "0008", lambda _: pytest.fail("it was made")) is None
    finally:
        await engine.dispose()


async def test_a_sqlite_file_is_made_smaller(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    long = [replace(each, introduction="x" * 400_000) for each in THERE]
    await in_old_database(f"sqlite:///{path}", "0007", as_0007_stored(long))
    before = path.stat().st_size

    await migrating.upgrade(f"sqlite:///{path}")

    # The tables and indexes of later versions take some of what is gained.
    assert before - path.stat().st_size > 0.8 * (len(THERE) - 1) * 400_000


def test_space_that_cannot_be_given_back_is_no_reason_to_fail(caplog: pytest.LogCaptureFixture) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute("CREATE TABLE big (text)")
        database.execute("INSERT INTO big VALUES (?)", ("x" * 1_000_000,))
        database.execute("DELETE FROM big")
        database.execute("BEGIN")  # in which VACUUM fails, as it does on a full disk

        moving._vacuum(database)

    assert "cannot VACUUM" in caplog.records[-1].reason  # type: ignore[attr-defined]
