"""Connects to SQLite such that each statement goes to the connection's thread once.

With aiosqlite's own cursor it goes there four times: to make the cursor, to run the statement, to read its rows and to
close it. Each time two threads wait for each other, which takes longer than most statements.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

import aiosqlite

Result = TypeVar("Result")
_Run = Callable[[sqlite3.Cursor], Any]


class Connection(aiosqlite.Connection):
    """An open database, as SQLAlchemy uses it: statements one after the other, and all rows of each at once."""

    @classmethod
    async def open(cls, path: Path, **options: Any) -> Self:
        """`options` are those of `sqlite3.connect`.

        Raises:
            sqlite3.Error: it cannot be opened.
        """
        connection = cls(partial(sqlite3.connect, path, **options), iter_chunk_size=1)
        connection._thread.daemon = True  # it must not keep a process alive that ends without closing
        await connection
        return connection

    def cursor(self) -> Cursor:  # type: ignore[override]
        return Cursor(self)

    async def in_thread(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do some work in the connection's thread, after all that was begun before."""
        result: Result = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return result


class Cursor:
    """Runs a statement and holds its rows."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        await self._connection.in_thread(partial(self._run, lambda cursor: cursor.execute(sql, parameters)))
        return self

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> Self:
        await self._connection.in_thread(partial(self._run, lambda cursor: cursor.executemany(sql, parameters)))
        return self

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """There is nothing left to close."""

    def _run(self, statement: _Run, connection: sqlite3.Connection) -> None:
        cursor = connection.cursor()
        try:
            statement(cursor)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()
