"""A PostgreSQL server that one evening has for itself: it is stopped, started and cut off."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from tests.databases import TEMPLATE

_WHOLE_LOG = 12
"""So many times the log is told to begin a new file: all that were laid out beforehand are used up then."""
_CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The programs of PostgreSQL, and a stopped data folder with a migrated database to make copies of."""

    programs: Path
    user: str | None
    """Who runs them; None is whoever runs us."""
    seed: Path


class OwnPostgres:
    """Not running yet. All methods but the last two block."""

    def __init__(self, installation: Installation, folder: Path) -> None:
        self._installation = installation
        self._data = folder / "data"
        subprocess.run(["cp", "-a", installation.seed, self._data], check=True)
        with (self._data / "postgresql.auto.conf").open("a", encoding="utf-8") as settings:
            # It is killed, so what it has promised must be written; and it lies on a small disk.
            settings.write("synchronous_commit = on\nmax_wal_size = 32MB\nshared_buffers = 16MB\n")

    @property
    def url(self) -> str:
        """Of the migrated database."""
        return f"postgresql://postgres@/{TEMPLATE}?host={self._data}"

    def start(self) -> None:
        """Safe to call while it runs."""
        if self._run("status").returncode != 0:
            options = f'-h "" -k {self._data}'
            self._run("start", "-w", "-o", options, "-l", str(self._data / "log")).check_returncode()

    def stop(self, mode: str) -> None:
        """`mode` as pg_ctl has it: *fast* rolls back what is under way, *immediate* is like a crash."""
        self._run("stop", "-w", "-m", mode)

    def _run(self, what: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        command: Sequence[str] = (str(self._installation.programs / "pg_ctl"), what, "-D", str(self._data), *arguments)
        return subprocess.run(
            command,
            check=False,
            user=self._installation.user,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )

    async def cut(self) -> None:
        """End all connections to it."""
        connection = await asyncpg.connect(self.url)
        try:
            await connection.fetch(_CUT)
        finally:
            await connection.close()

    async def use_up_log(self) -> None:
        """Let its log need new files, for which a full disk has no room."""
        connection = await asyncpg.connect(self.url)
        try:
            for _ in range(_WHOLE_LOG):
                await connection.fetch("SELECT pg_logical_emit_message(false, 'storm', 'a line'), pg_switch_wal()")
        finally:
            await asyncio.wait_for(connection.close(), timeout=60)
