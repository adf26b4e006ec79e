"""Starts the bot in processes of its own quickly: each is forked from one that has imported the bot already."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from bot.app import application
from playground.server import Playground
from playground.world.bell import PATIENCE
from tests.haste import PATIENT
from tests.restart.bot_process import BotProcess

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    ["bot.app.application", "bot.cli.commands", "aiosqlite", "asyncpg", "tests.restart.nursery", "tests.restart.warm"]
)

_LOOK = 0.02
"""Seconds between two looks into its database."""


class ForkedBot(BotProcess):
    """`python -m bot run`, except that its modules are in memory when it starts."""

    def __init__(self, playground: Playground, folder: Path, **environ: str) -> None:
        super().__init__(playground, folder)
        self._environ = {"MOCK_TOKEN": playground.token, **environ}
        self._forked: ForkServerProcess | None = None

    async def start(self) -> None:
        before = len(self._playground.gateway_sent)
        await self.begin()
        await self._connected(since=before)

    async def begin(self) -> None:
        """Start it, and do not wait until it is connected."""
        self._forked = _CONTEXT.Process(
            target=_run, args=(str(self.config), str(self._log), self._environ), daemon=True
        )
        await asyncio.to_thread(self._forked.start)

    async def idle(self) -> None:
        """Wait until everything that it has stored to be sent has been sent."""
        async with asyncio.timeout(PATIENCE):
            while self._waiting():  # noqa: ASYNC110 - its database tells nobody of changes
                await asyncio.sleep(_LOOK)

    @contextmanager
    def unable_to_store(self) -> Iterator[None]:
        """Nothing that it decides can be committed."""
        with closing(sqlite3.connect(self.database, isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            yield
            database.execute("ROLLBACK")

    def _waiting(self) -> int:
        with closing(sqlite3.connect(self.database)) as database:
            (waiting,) = database.execute("SELECT count(*) FROM outbox WHERE state = 'waiting'").fetchone()
        return int(waiting)

    async def kill(self) -> None:
        assert self._forked is not None
        self._forked.kill()
        await asyncio.to_thread(self._forked.join)

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        assert self._forked is not None
        process = self._forked
        if process.is_alive() and process.pid is not None:
            os.kill(process.pid, number)
        await asyncio.to_thread(process.join, 20)
        assert process.exitcode is not None, "it does not end"
        return process.exitcode


def _run(config: str, log: str, environ: Mapping[str, str]) -> None:
    out = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for descriptor in (1, 2):
        os.dup2(out, descriptor)
    os.environ.update(environ)
    pytest.MonkeyPatch().setattr(application, "Waits", lambda: PATIENT)
    from tests.restart.warm import COMMAND  # noqa: PLC0415 - the tests' own process need not be warm

    sys.exit(COMMAND(["run", "--config", config], prog_name="mock-interviewer"))
