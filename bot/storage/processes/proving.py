"""A connection to PostgreSQL by which one of several processes proves that it is the one that answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Self

from bot.storage.database.asynchronous import AsyncConnection, AsyncEngine

ANSWERING_LOCK = 0x6D6F636B616E73
"""The number of the advisory lock of the process that answers ("mockans")."""
PROOF_PATIENCE = 4.0
"""Seconds that the database has to answer a proof."""
SILENT_AT_MOST = 10_000
"""Milliseconds after which PostgreSQL ends the session of a process that says nothing, and so frees its lock."""

# Which settings there are depends on the version: a session that says nothing is ended since PostgreSQL 14.
_END_IF_SILENT = """
SELECT set_config(name, CASE name WHEN 'tcp_keepalives_count' THEN '3' WHEN 'tcp_keepalives_idle' THEN '3'
 WHEN 'tcp_keepalives_interval' THEN '2' ELSE $1 END, false)
FROM pg_settings
WHERE name IN ('idle_session_timeout', 'tcp_user_timeout', 'tcp_keepalives_idle', 'tcp_keepalives_interval',
 'tcp_keepalives_count')
"""
_WHO_AM_I = "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()"
_END_OF_GHOST = """
SELECT pg_terminate_backend(activity.pid) FROM pg_locks locks JOIN pg_stat_activity activity USING (pid)
WHERE locks.locktype = 'advisory' AND locks.granted AND locks.objsubid = 1
 AND locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
 AND locks.classid = $1 AND locks.objid = $2 AND activity.pid = $3 AND activity.backend_start = $4
"""


class ProvingSession:
    """One connection of its own. The lock lasts as long as it does, so whoever holds it need only say something."""

    def __init__(self, connection: AsyncConnection, driver: Any) -> None:
        self._connection = connection
        self._driver = driver
        self._identity: tuple[object, object] | None = None
        self._is_closed = False
        self.ended = asyncio.Event()
        """Set as soon as the connection is known to have ended."""

    @classmethod
    async def open(cls, engine: AsyncEngine, *, channel: str, heard: Callable[[int], None]) -> Self:
        """`heard` is called with the number of the session that says something in the channel.

        Raises what the driver raises.
        """
        connection = await engine.open_connection()
        try:
            # No transaction: it would keep the database from cleaning up as long as the bot runs.
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            driver = (await connection.get_raw_connection()).driver_connection
            session = cls(connection, driver)
            await session._begin(channel, heard)
        except BaseException:
            await _end(connection)
            raise
        return session

    async def _begin(self, channel: str, heard: Callable[[int], None]) -> None:
        self._driver.add_termination_listener(lambda _: self.ended.set())
        await self._driver.execute(_END_IF_SILENT, str(SILENT_AT_MOST), timeout=PROOF_PATIENCE)
        await self._driver.add_listener(channel, lambda _, session, *__: heard(session))
        self._identity = tuple(await self._driver.fetchrow(_WHO_AM_I, timeout=PROOF_PATIENCE))

    async def try_lock(self) -> bool:
        """Take the lock of the one that answers. False if another session has it. Call it no more once it is taken."""
        return bool(
            await self._driver.fetchval("SELECT pg_try_advisory_lock($1)", ANSWERING_LOCK, timeout=PROOF_PATIENCE)
        )

    async def prove(self) -> None:
        """Raises what the driver raises, unless the session stands, and with it the lock that it holds."""
        await self._driver.fetchval("SELECT 1", timeout=PROOF_PATIENCE)

    async def end_ghost(self, ghost: ProvingSession) -> bool:
        """End an earlier session of this process that the database takes for alive. False if it has not the lock."""
        if ghost._identity is None:
            return False
        high, low = divmod(ANSWERING_LOCK, 2**32)
        return await self._driver.fetchval(_END_OF_GHOST, high, low, *ghost._identity, timeout=PROOF_PATIENCE) is True

    async def close(self) -> None:
        """Give up the lock. Safe to call twice, and if the connection has ended."""
        if not self._is_closed:
            self._is_closed = True
            self.ended.set()
            await _end(self._connection)


async def _end(connection: AsyncConnection) -> None:
    await connection.invalidate()  # the lock belongs to the session and ends with it
    await connection.close()
