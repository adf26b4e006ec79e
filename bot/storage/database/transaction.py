"""Runs the statements of a unit of work and turns every kind of conflict into `ConcurrentUpdate`."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import CursorResult, Executable, Table, func, select
from sqlalchemy.exc import DBAPIError

from bot.core.transactions import ConcurrentUpdate
from bot.storage.database.asynchronous import AsyncConnection
from bot.storage.database.inserts import DialectInsert, Insert, insert_of
from bot.storage.database.sqlite_connection import Connection as SqliteConnection
from bot.storage.database.uninterrupted import to_the_end

Rows = Sequence[Mapping[str, Any]]

_SERIALIZATION_FAILURE = "40001"
_DEADLOCK_DETECTED = "40P01"


class Transaction:
    """The open transaction that the repositories of one unit of work share."""

    def __init__(
        self,
        connection: AsyncConnection,
        *,
        begin: Callable[[], Awaitable[None]] | None = None,
        sqlite: SqliteConnection | None = None,
    ) -> None:
        """`begin`: begins the next transaction after a commit. `sqlite`: the driver's connection."""
        self._connection = connection
        self._begin = begin
        self._sqlite = sqlite
        self.is_open = True

    async def execute(self, statement: Executable, values: Rows | Mapping[str, Any] | None = None) -> CursorResult[Any]:
        """Run a statement, or run it once for each of `values` if there are any.

        Raises:
            ConcurrentUpdate: another transaction is in the way.
        """
        await self._require_open()
        with conflicts_translated():
            return await to_the_end(self._connection.execute(statement, values))

    async def quick(self, statement: Executable, values: Rows | Mapping[str, Any] | None = None) -> CursorResult[Any]:
        """Do what `execute` does with a statement that finds a few rows by their keys.

        Raises:
            ConcurrentUpdate: as for `execute`.
        """
        if self._sqlite is None:
            return await self.execute(statement, values)
        await self._require_open()
        with conflicts_translated(), self._sqlite.quick():
            return await self._connection.execute(statement, values)  # nothing in it waits: it cannot be cancelled

    def built(self, build: Callable[[Insert], Executable]) -> Executable:
        """What `build` makes with the INSERT of this dialect, which knows ON CONFLICT. It is made once."""
        return _built(build, self._connection.dialect.name)

    async def lock(self, matter: str) -> None:
        """Take a lock until this transaction ends, once no other transaction has it. Safe to call twice.

        Raises:
            ConcurrentUpdate: the other transaction waits for a lock of this one.
        """
        if self._connection.dialect.name == "postgresql":  # on SQLite there is no other transaction
            await self.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(matter, 0))))

    async def is_locked(self, matter: str) -> bool:
        """True if another session has taken the lock of `lock` for this. True on SQLite, too: nobody can know there."""
        if self._connection.dialect.name != "postgresql":
            return True
        free = select(func.pg_try_advisory_xact_lock_shared(func.hashtextextended(matter, 0)))
        return not (await self.execute(free)).scalar_one()

    async def _require_open(self) -> None:
        if not self.is_open and self._begin is not None:
            self.is_open = True  # from here on: cancelled while it begins, it has begun all the same
            with conflicts_translated():
                await self._begin()

    def insert(self, table: Table) -> DialectInsert:
        """An insert with ON CONFLICT, in the dialect of the database."""
        return insert_of(self._connection.dialect.name)(table)


@cache
def _built(build: Callable[[Insert], Executable], dialect: str) -> Executable:
    return build(insert_of(dialect))


@contextmanager
def conflicts_translated() -> Iterator[None]:
    """Raise ConcurrentUpdate instead of the driver's errors about conflicts, wrapped by SQLAlchemy or not."""
    try:
        yield
    except Exception as error:
        if _is_conflict(error.orig if isinstance(error, DBAPIError) else error):
            raise ConcurrentUpdate from error
        raise


def _is_conflict(cause: BaseException | None) -> bool:
    if isinstance(cause, sqlite3.Error):
        # The low byte is the primary code, the rest a detail.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return getattr(cause, "sqlstate", None) in {_SERIALIZATION_FAILURE, _DEADLOCK_DETECTED}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The columns whose values differ."""
    return {name: value for name, value in after.items() if before[name] != value}
