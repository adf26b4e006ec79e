"""Keeps two bots off one SQLite file, and every bot off a database while its key is changed."""

from __future__ import annotations

import asyncio
import fcntl
import os
import secrets
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.database.asynchronous import AsyncConnection, AsyncEngine
from bot.storage.database.errors import DatabaseInUse

ADVISORY_LOCK = 0x6D6F636B
"""The number of the advisory lock that every running bot takes in a PostgreSQL database ("mock")."""


LIVING = "live-"
"""The names of processes whose lives show in the database begin so; those of older builds do not."""


def new_name() -> str:
    """A name for this process among those that share a database."""
    return f"{LIVING}{secrets.token_hex(8)}"


def life_of(process: str) -> str:
    """What a process keeps locked while it lives."""
    return f"life of {process}"


class FileLock:
    """A lock for the one process that works with a SQLite file; the system frees it however the process ends."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._descriptor: int | None = None

    def acquire(self, *, where: str) -> None:
        """Raises DatabaseInUse, OSError."""
        there = self._database.resolve()  # else two names of one file would be two locks
        descriptor = os.open(there.with_name(f"{there.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise DatabaseInUse(where=where) from error
        self._descriptor = descriptor

    def release(self) -> None:
        """Safe to call without the lock. The file stays: without it, two processes could lock two files."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class SessionLock:
    """A lock on PostgreSQL, shared by all bots or for one process alone; it lasts as long as its connection.

    With it comes a lock of the process's own, by which others see that it lives: PostgreSQL frees it as soon as the
    process has died, however that happened.
    """

    def __init__(self, engine: AsyncEngine, process: str) -> None:
        self._engine = engine
        self._process = process
        self._connection: AsyncConnection | None = None
        self._turn = asyncio.Lock()

    async def keep(self, *, alone: bool, where: str) -> None:
        """Take the locks again if their connection was lost. Raises as `acquire`."""
        async with self._turn:  # the connection answers one at a time; who is refused would take it for lost
            if self._connection is not None:
                try:
                    if await self._connection.scalar(text("SELECT 1")) == 1:
                        return
                except SQLAlchemyError:
                    await self.release()
            await self.acquire(alone=alone, where=where)

    async def acquire(self, *, alone: bool, where: str) -> None:
        """Take both locks.

        None is taken while the database has not noticed that an earlier session of this process is gone: until then
        that one shows that it lives. The next `keep` takes them.

        Raises:
            DatabaseInUse: somebody has the database alone, or this process wants it alone.
        """
        function = "pg_try_advisory_lock" if alone else "pg_try_advisory_lock_shared"
        connection = await self._engine.open_connection()
        try:
            # No transaction: it would keep the database from cleaning up as long as the bot runs.
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            taken = await connection.scalar(text(f"SELECT {function}(:lock)"), {"lock": ADVISORY_LOCK})
            life = text("SELECT pg_try_advisory_lock(hashtextextended(:life, 0))")
            lives = taken and await connection.scalar(life, {"life": life_of(self._process)})
        except BaseException:
            await _end(connection)
            raise
        if lives:
            self._connection = connection
            return
        await _end(connection)
        if not taken:
            raise DatabaseInUse(where=where)

    async def release(self) -> None:
        """Safe to call without the lock."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            await _end(connection)


async def _end(connection: AsyncConnection) -> None:
    await connection.invalidate()  # a lock belongs to its session and ends with it
    await connection.close()
