"""What each release has left behind is brought to today's version, on both databases, and nothing of it is lost.

`python -m tests.releases BUILD` records what a build leaves behind; tests/releases/fixtures is never changed to suit a
later one.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.core.content import InterviewId, ReviewId
from bot.storage.schema.all_tables import ALL_TABLES
from bot.storage.storage import Storage
from tests.databases import a_vault
from tests.releases.stored import (
    RELEASES,
    Stored,
    in_postgres,
    in_sqlite,
    left_by,
    place,
    place_in_postgres,
    version_of,
)
from tests.storage.database.earlier import rows
from tests.storage.database.schemas import postgres_schema, sqlite_schema

OLDEST = RELEASES[0]
NO_SENSE = "-rows"
"""What a build's tests have put into every column; only the tables can make something of it."""

RELEASED = {"a process"}
"""Who had claimed a parcel: the bot that opens a SQLite file knows that this process is gone."""


def test_there_is_a_release_for_every_stretch_of_migrations() -> None:
    """Every table of today is filled in one of them, so each later migration meets it filled."""
    assert version_of(OLDEST) == "0001"
    filled = Counter(table for each in RELEASES for table, rows in left_by(each).rows.items() if rows)

    assert set(ALL_TABLES.tables) <= set(filled)


@pytest.mark.parametrize("release", RELEASES)
async def test_on_sqlite_nothing_is_lost_and_the_bot_goes_on(release: str, tmp_path: Path, sqlite_url: str) -> None:
    path = tmp_path / "old.sqlite3"
    place(release, path)

    async with Storage(f"sqlite:///{path}", a_vault()) as storage:
        async with storage.engine.connect() as connection:
            assert (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all() == []
        await all_can_be_read(storage, release)

    nothing_is_lost(left_by(release), in_sqlite(path))
    assert sqlite_schema(path) == sqlite_schema(Path(sqlite_url.removeprefix("sqlite:///")))


@pytest.mark.postgres
@pytest.mark.parametrize("release", RELEASES)
async def test_on_postgresql_nothing_is_lost_and_the_bot_goes_on(
    release: str, empty_postgres_url: str, emptied_postgres_url: str
) -> None:
    await place_in_postgres(release, empty_postgres_url)

    async with Storage(empty_postgres_url, a_vault()) as storage:
        await all_can_be_read(storage, release)

    nothing_is_lost(left_by(release), await in_postgres(empty_postgres_url))
    assert await postgres_schema(empty_postgres_url) == await postgres_schema(emptied_postgres_url)


def nothing_is_lost(before: Stored, after: Stored) -> None:
    kept = {table: rows for table, rows in before.rows.items() if table in after.rows}
    assert {table: after.rows[table] for table in kept} == kept
    assert set(before.rows) - set(after.rows) == set(), "a table has another name: compare its rows, too"
    assert before.sealed <= after.sealed
    assert set(before.texts) - set(after.texts) - RELEASED == set()


async def all_can_be_read(storage: Storage, release: str) -> None:
    """Each interview, review and parcel is read as today's bot reads it, which opens all that is sealed in it."""
    if release.endswith(NO_SENSE):
        return
    interviews = await rows(storage, "SELECT id FROM interviews")
    reviews = await rows(storage, "SELECT id FROM reviews")
    destinations = await rows(storage, "SELECT DISTINCT destination FROM outbox WHERE state = 'waiting'")
    async with storage.unit_of_work() as uow:
        for (interview,) in interviews:
            assert await uow.interviews.get(InterviewId(interview)) is not None
        for (review,) in reviews:
            assert await uow.reviews.get(ReviewId(review)) is not None
        for (destination,) in destinations:
            assert await uow.outbox.waiting_for(destination)
