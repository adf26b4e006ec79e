"""Stores many rows at once, past the bot."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from itertools import chain
from typing import Any, Protocol

import asyncpg

Row = Mapping[str, Any]


class Bulk(Protocol):
    async def rows(self, table: str) -> Sequence[Row]:
        """The rows that are there, by their keys."""

    async def copy(self, table: str, rows: Iterable[Row]) -> None:
        """Store rows with the same columns."""

    async def finish(self) -> None:
        """Let the database do what it does by itself in the course of a year."""

    def time(self, moment: datetime, *, table: str) -> object:
        """A time as the database is given it for that table."""


@asynccontextmanager
async def bulk_of(url: str) -> AsyncIterator[Bulk]:
    """For a SQLite file or a PostgreSQL database that a bot has migrated."""
    if url.startswith("postgres"):
        connection = await asyncpg.connect(url)
        try:
            yield _Postgres(connection)
        finally:
            await connection.close()
        return
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        yield _Sqlite(file)


class _Sqlite:
    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file
        file.row_factory = sqlite3.Row
        file.execute("PRAGMA synchronous = OFF")
        file.execute("PRAGMA cache_size = -200000")

    async def rows(self, table: str) -> Sequence[Row]:
        return [dict(each) for each in self._file.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]  # noqa: S608 - ours

    async def copy(self, table: str, rows: Iterable[Row]) -> None:
        columns, values = _columns(rows)
        names, marks = ", ".join(f'"{each}"' for each in columns), ", ".join("?" * len(columns))
        with self._file:
            self._file.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608 - ours

    async def finish(self) -> None:
        self._file.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def time(self, moment: datetime, *, table: str) -> object:
        if table == "outbox":
            return round(moment.timestamp() * 1_000_000)
        return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


class _Postgres:
    def __init__(self, connection: asyncpg.Connection[asyncpg.Record]) -> None:
        self._connection = connection

    async def rows(self, table: str) -> Sequence[Row]:
        return [dict(each) for each in await self._connection.fetch(f"SELECT * FROM {table} ORDER BY 1, 2")]  # noqa: S608

    async def copy(self, table: str, rows: Iterable[Row]) -> None:
        columns, values = _columns(rows)
        await self._connection.copy_records_to_table(table, records=values, columns=columns, timeout=3600)

    async def finish(self) -> None:
        for table in ("interviews", "outbox", "reviews", "sheets"):
            highest = f"(SELECT max(id) FROM {table})"  # noqa: S608 - ours
            await self._connection.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {highest})")
        await self._connection.execute("VACUUM ANALYZE", timeout=3600)

    def time(self, moment: datetime, *, table: str) -> object:  # noqa: ARG002 - it is the same in all
        return moment


def _columns(rows: Iterable[Row]) -> tuple[list[str], Iterable[tuple[Any, ...]]]:
    """The columns of the first row, and the values of all in their order."""
    iterator = iter(rows)
    first = next(iterator)
    columns = list(first)
    return columns, (tuple(each[name] for name in columns) for each in chain([first], iterator))
