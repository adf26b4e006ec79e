"""Runs the statements of a unit of work and turns every kind of conflict into `ConcurrentUpdate`."""

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
    """The open transaction that the repositories of one unit of work share."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, values: Rows | None = None) -> CursorResult[Any]:
        """Run a statement, or run it once for each of `values` if there are any.

        Raises:
            ConcurrentUpdate: another transaction is in the way.
        """
        with conflicts_translated():
            return await to_the_end(self._connection.execute(statement, values))

    async def lock(self, matter: str) -> None:
        """Take a lock until this transaction ends, once no other transaction has it. Safe to call twice.

        Raises:
            ConcurrentUpdate: the other transaction waits for a lock of this one.
        """
        if self._connection.dialect.name == "postgresql":  # on SQLite there is no other transaction
            await self.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(matter, 0))))

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An insert with ON CONFLICT, in the dialect of the database."""
        if self._connection.dialect.name == "sqlite":
            return sqlite.insert(table)
        return postgresql.insert(table)


@contextmanager
def conflicts_translated() -> Iterator[None]:
    """Raise ConcurrentUpdate instead of the driver's errors about conflicts."""
    try:
        yield
    except DBAPIError as error:
        if _is_conflict(error):
            raise ConcurrentUpdate from error
        raise


def _is_conflict(error: DBAPIError) -> bool:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        # The low byte is the primary code, the rest a detail.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return getattr(cause, "sqlstate", None) in {_SERIALIZATION_FAILURE, _DEADLOCK_DETECTED}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The columns whose values differ."""
    return {name: value for name, value in after.items() if before[name] != value}
