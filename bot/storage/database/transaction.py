"""The open transaction of a unit of work: runs statements and says `ConcurrentUpdate` for every kind of conflict."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    CursorResult,
    Executable,
    Table,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.transactions import ConcurrentUpdate
from bot.storage.database.uninterrupted import to_the_end

Rows = Sequence[Mapping[str, Any]]

_SERIALIZATION_FAILURE = "40001"
_DEADLOCK_DETECTED = "40P01"


class Transaction:
    """What the repositories of one unit of work share."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, values: Rows | None = None) -> CursorResult[Any]:
        """Run a statement, once for each of `values` if there are any.

        Raises:
            ConcurrentUpdate: the database refuses because of somebody else's transaction.
        """
        with conflicts_translated():
            return await to_the_end(self._connection.execute(statement, values))

    async def lock(self, matter: str) -> None:
        """Wait until no other transaction holds this lock, and hold it until this one ends. Holding it twice is fine.

        Raises:
            ConcurrentUpdate: the other one waits for a lock of this one.
        """
        if self._connection.dialect.name == "postgresql":  # on SQLite nobody else has a transaction
            await self.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(matter, 0))))

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An insert that knows ON CONFLICT."""
        if self._connection.dialect.name == "sqlite":
            return sqlite.insert(table)
        return postgresql.insert(table)


@contextmanager
def conflicts_translated() -> Iterator[None]:
    """Raise ConcurrentUpdate instead of what the driver says about a conflict."""
    try:
        yield
    except DBAPIError as error:
        if _is_conflict(error):
            raise ConcurrentUpdate from error
        raise


def _is_conflict(error: DBAPIError) -> bool:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        # The low byte is the primary code, the rest says more.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return getattr(cause, "sqlstate", None) in {_SERIALIZATION_FAILURE, _DEADLOCK_DETECTED}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The columns whose values differ."""
    return {name: value for name, value in after.items() if before[name] != value}
