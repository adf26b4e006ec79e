"""Keeps two bots from working on one SQLite file, and any bot from working while keys are being changed."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.database.errors import DatabaseInUse

ADVISORY_LOCK = 0x6D6F636B
"""Of all advisory locks of a PostgreSQL database, the one that every running bot holds ("mock")."""


class FileLock:
    """Held by the one process that works with a SQLite file; the system frees it however that process ends."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._descriptor: int | None = None

    def acquire(self, *, where: str) -> None:
        """Raises DatabaseInUse, OSError."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise DatabaseInUse(where=where) from error
        self._descriptor = descriptor

    def release(self) -> None:
        """Safe to call without holding it. The file stays: to remove it would let two processes lock two files."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class SessionLock:
    """Held on PostgreSQL, shared by all running bots or by one process alone, for as long as its connection lives."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._connection: AsyncConnection | None = None

    async def acquire(self, *, alone: bool, where: str) -> None:
        """Raises DatabaseInUse."""
        function = "pg_try_advisory_lock" if alone else "pg_try_advisory_lock_shared"
        connection = await self._engine.connect()
        try:
            # Outside a transaction, which would keep the database from cleaning up for as long as the bot runs.
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            taken = await connection.scalar(text(f"SELECT {function}(:lock)"), {"lock": ADVISORY_LOCK})
        except BaseException:
            await connection.close()
            raise
        if not taken:
            await connection.close()
            raise DatabaseInUse(where=where)
        self._connection = connection

    async def release(self) -> None:
        """Safe to call without holding it."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            await connection.invalidate()  # the lock belongs to the session and ends with it
            await connection.close()
