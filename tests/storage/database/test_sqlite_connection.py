"""A statement on SQLite goes to the connection's thread once, with all that comes of it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.storage.database.engine import create_engine, parse_url
from bot.storage.database.sqlite_connection import Connection


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Connection]:
    connection = await Connection.open(tmp_path / "some.sqlite3", isolation_level=None)
    await connection.cursor().execute("CREATE TABLE answers (id INTEGER PRIMARY KEY, words TEXT UNIQUE)")
    yield connection
    await connection.close()


async def test_rows_come_with_the_names_of_their_columns(connection: Connection) -> None:
    cursor = await connection.cursor().execute("INSERT INTO answers (words) VALUES (?) RETURNING id, words", ("Yes.",))

    assert [name for name, *_ in cursor.description] == ["id", "words"]
    assert await cursor.fetchall() == [(1, "Yes.")]
    assert await cursor.fetchall() == []


async def test_what_was_changed_is_counted(connection: Connection) -> None:
    cursor = await connection.cursor().executemany("INSERT INTO answers (words) VALUES (?)", [("Yes.",), ("No.",)])
    inserted = cursor.rowcount
    changed = await connection.cursor().execute("UPDATE answers SET words = 'Perhaps.' WHERE words = 'No.'")
    last = await connection.cursor().execute("INSERT INTO answers (words) VALUES ('Never.')")

    assert inserted == 2
    assert changed.rowcount == 1
    assert changed.description is None
    assert last.lastrowid == 3


async def test_an_error_is_sqlites_own_and_the_next_statement_works(connection: Connection) -> None:
    insert = "INSERT INTO answers (words) VALUES ('Yes.')"
    await connection.cursor().execute(insert)

    with pytest.raises(sqlite3.IntegrityError) as error:
        await connection.cursor().execute(insert)

    assert error.value.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_UNIQUE
    assert await (await connection.cursor().execute("SELECT count(*) FROM answers")).fetchall() == [(1,)]


async def test_statements_run_in_the_order_in_which_they_were_begun(connection: Connection) -> None:
    inserts = [connection.cursor().execute("INSERT INTO answers (id) VALUES (?)", (each,)) for each in range(20)]

    await asyncio.gather(*inserts)

    rows = await connection.cursor().execute("SELECT id FROM answers ORDER BY rowid")
    assert [number for (number,) in await rows.fetchall()] == list(range(20))


async def test_the_engine_goes_to_the_thread_once_a_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    visits: list[Connection] = []

    async def counted(connection: Connection, work: Callable[[sqlite3.Connection], object]) -> object:
        visits.append(connection)
        return await uncounted(connection, work)

    uncounted = Connection.in_thread
    engine = create_engine(parse_url(f"sqlite:///{tmp_path / 'some.sqlite3'}"))
    async with engine.connect() as connection:
        await connection.exec_driver_sql("CREATE TABLE answers (id INTEGER PRIMARY KEY)")
        monkeypatch.setattr(Connection, "in_thread", counted)
        result = await connection.exec_driver_sql("INSERT INTO answers (id) VALUES (1), (2) RETURNING id")
        monkeypatch.undo()
    await engine.dispose()

    assert result.all() == [(1,), (2,)]
    assert len(visits) == 1
