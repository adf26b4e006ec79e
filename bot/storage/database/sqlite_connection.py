"""Connects to SQLite such that a statement goes to the connection's thread once, or not at all.

With aiosqlite's own cursor it goes there four times: to make the cursor, to run the statement, to read its rows and to
close it. Each time two threads wait for each other, which takes longer than most statements. So those that find a few
rows by their keys are run where they are, in the event loop; what may take long or wait for somebody is not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

import aiosqlite

Result = TypeVar("Result")
_Run = Callable[[sqlite3.Cursor], Any]


class Connection(aiosqlite.Connection):
    """An open database, as SQLAlchemy uses it: statements one after the other, and all rows of each at once."""

    _is_quick = False
    _patience = 0.0

    @classmethod
    async def open(cls, path: Path, *, patience: float = 0.0, **options: Any) -> Self:
        """`patience`: the seconds to wait for other processes. `options` are those of `sqlite3.connect`.

        Raises:
            sqlite3.Error: it cannot be opened.
        """
        # One of them uses it at a time: whoever has the connection waits for each statement.
        connect = partial(sqlite3.connect, path, check_same_thread=False, timeout=patience, **options)
        connection = cls(connect, iter_chunk_size=1)
        connection._patience = patience
        connection._thread.daemon = True  # it must not keep a process alive that ends without closing
        await connection
        return connection

    @contextmanager
    def quick(self) -> Iterator[None]:
        """Statements of the block are run in the event loop, each within a fraction of a millisecond."""
        self._is_quick = True
        try:
            yield
        finally:
            self._is_quick = False

    def wait_for_nobody(self) -> None:
        """From now on a statement that would wait for another process fails, until `wait_for_others`."""
        self._conn.execute("PRAGMA busy_timeout = 0")

    def wait_for_others(self) -> None:
        """The way it is when it was opened."""
        self._conn.execute(f"PRAGMA busy_timeout = {round(self._patience * 1000)}")

    def at_once(self, statement: str) -> None:
        """Run a statement in the event loop. Raises sqlite3.OperationalError if it would wait for another process."""
        self._conn.execute(statement)

    async def begin_immediate(self) -> None:
        """Begin to write, once no other process does. Nobody is waited for after that."""
        await self.in_thread(self._begin_immediate)

    def _begin_immediate(self, connection: sqlite3.Connection) -> None:
        self.wait_for_others()
        try:
            connection.execute("BEGIN IMMEDIATE")
        finally:
            self.wait_for_nobody()

    def cursor(self) -> Cursor:  # type: ignore[override]
        return Cursor(self)

    async def in_thread(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do some work in the connection's thread, after all that was begun before; a quick statement here."""
        if self._is_quick:
            return work(self._conn)
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
