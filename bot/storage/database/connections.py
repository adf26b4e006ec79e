"""Lends connections to units of work, one after the other, each with a transaction that the driver begins and ends.

To take a connection out of SQLAlchemy's pool, have it begin and end a transaction and put it back costs more than the
statements of most units of work; on PostgreSQL the pool also asks each time whether the connection still stands.
"""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any, Protocol

from sqlalchemy.exc import DBAPIError

from bot.storage.database.asynchronous import AsyncConnection, AsyncEngine
from bot.storage.database.engine import BEGINS_ITSELF
from bot.storage.database.sqlite_connection import Connection as SqliteConnection
from bot.storage.database.transaction import Transaction, conflicts_translated
from bot.storage.database.uninterrupted import to_the_end

KEPT = 10
"""The most connections that stay open while nobody uses them."""


_A_READING = 200
"""Milliseconds: our own figures are read beside all transactions, and take a few of them."""


class TransactionUndone(Exception):
    """There was nothing to commit: the database has undone the transaction because a statement in it failed."""


def comes_from_database(error: object) -> bool:
    """True for what databases, their drivers and SQLAlchemy raise, except conflicts, which have been translated."""
    if isinstance(error, (DBAPIError, sqlite3.Error, TransactionUndone)):
        return True
    return type(error).__module__.partition(".")[0] == "asyncpg"  # not imported where SQLite is used


class Lent(Protocol):
    """A connection that one unit of work has for itself."""

    @property
    def transaction(self) -> Transaction: ...

    @property
    def is_broken(self) -> bool:
        """True if the connection has ended."""

    async def begin(self) -> None: ...
    async def commit(self) -> None:
        """Raises TransactionUndone."""

    async def rollback(self) -> None: ...
    async def empty_log(self) -> bool:
        """Leave nothing in SQLite's write-ahead log of what was overwritten in the file; between two transactions.

        False: somebody else, such as a backup, reads from it. Then the next commits overwrite it, or the end of the
        process.
        """

    async def close(self) -> None:
        """Give the connection back to SQLAlchemy, without an open transaction."""

    async def discard(self) -> None:
        """End a connection about which nothing is certain."""


class Connections:
    """The connections of one engine for its units of work."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._idle: list[Lent] = []
        self._making = 0
        """How many wait for the pool: what is given back meanwhile goes to them."""

    async def take(self) -> Lent:
        """A connection with an open transaction.

        Raises:
            ConcurrentUpdate: another process kept the database locked all the time.
        """
        while True:
            idle = await self._free()
            lent = idle or await self._made()
            try:
                with conflicts_translated():
                    await lent.begin()
            except BaseException as error:
                # The first that is heard of a connection which ended while nobody used it: nothing was done in it yet.
                had_ended = lent is idle and lent.is_broken and isinstance(error, Exception)
                await to_the_end(lent.discard())
                if not had_ended:
                    raise
            else:
                return lent

    async def give_back(self, lent: Lent) -> None:
        """The transaction of this connection has ended."""
        if lent.is_broken:
            await to_the_end(lent.discard())
        elif self._making or len(self._idle) >= KEPT:
            await to_the_end(lent.close())
        else:
            self._idle.append(lent)

    async def close(self) -> None:
        """Close what is not in use."""
        while self._idle:
            await self._idle.pop().close()

    async def _free(self) -> Lent | None:
        while self._idle:
            lent = self._idle.pop()
            if not lent.is_broken:
                return lent
            await to_the_end(lent.discard())
        return None

    async def _made(self) -> Lent:
        """A new one; if this task is cancelled, it is not left to the garbage collector."""
        making = asyncio.ensure_future(self._new())
        try:
            return await to_the_end(making)
        except asyncio.CancelledError:
            if making.done() and making.exception() is None:
                await to_the_end(making.result().discard())
            raise

    async def _new(self) -> Lent:
        self._making += 1
        try:
            connection = await self._engine.open_connection()
        finally:
            self._making -= 1
        driver = (await connection.get_raw_connection()).driver_connection
        if isinstance(driver, SqliteConnection):
            return _LentSqlite(await connection.execution_options(**{BEGINS_ITSELF: True}), driver)
        return _LentPostgres(await connection.execution_options(isolation_level="AUTOCOMMIT"), driver)


class _OfPool:
    """A connection that came from SQLAlchemy's pool."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @property
    def is_broken(self) -> bool:
        return self._connection.invalidated

    async def close(self) -> None:
        await self._connection.close()

    async def discard(self) -> None:
        await self._connection.invalidate()
        await self._connection.close()


class _LentSqlite(_OfPool):
    def __init__(self, connection: AsyncConnection, driver: SqliteConnection) -> None:
        super().__init__(connection)
        self._driver = driver
        self._driver.wait_for_nobody()
        self.transaction = Transaction(connection, begin=self.begin, sqlite=driver)

    async def begin(self) -> None:
        # A transaction that begins with a read cannot write any more once another process has written.
        try:
            self._driver.at_once("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            await to_the_end(self._driver.begin_immediate())  # a backup or a shell is writing

    async def commit(self) -> None:
        if not self._driver.in_transaction:  # as below
            raise TransactionUndone
        await to_the_end(self._driver.commit())

    async def rollback(self) -> None:
        if self._driver.in_transaction:  # SQLite itself undoes it after some errors
            self._driver.at_once("ROLLBACK")

    async def empty_log(self) -> bool:
        return await to_the_end(self._driver.in_thread(_emptied))

    async def close(self) -> None:
        self._driver.wait_for_others()
        await super().close()


class _LentPostgres(_OfPool):
    def __init__(self, connection: AsyncConnection, driver: Any) -> None:
        super().__init__(connection)
        self._driver = driver
        self.transaction = Transaction(connection, begin=self.begin)

    @property
    def is_broken(self) -> bool:
        return super().is_broken or bool(self._driver.is_closed())

    async def begin(self) -> None:
        await to_the_end(self._driver.execute("BEGIN"))

    async def commit(self) -> None:
        # After a statement that failed, PostgreSQL answers COMMIT with ROLLBACK, which is no error.
        if await to_the_end(self._driver.execute("COMMIT")) != "COMMIT":
            raise TransactionUndone

    async def rollback(self) -> None:
        await to_the_end(self._driver.execute("ROLLBACK"))

    async def empty_log(self) -> bool:
        return True  # PostgreSQL reuses its log by itself; see docs/privacy.md


def _emptied(connection: sqlite3.Connection) -> bool:
    connection.execute(f"PRAGMA busy_timeout = {_A_READING}")
    try:
        is_busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute("PRAGMA busy_timeout = 0")
    return not is_busy
