"""The bot in processes of its own that are killed and started again, in the time of an evening."""

from __future__ import annotations

import asyncio
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import psutil
from pydantic import SecretStr

from bot.app.application import run_until
from bot.app.signals import stop_signals
from bot.cli.failures import EX_FAILED, explain
from bot.config import Config
from bot.config.model import BanksConfig, DatabaseConfig, DiscordConfig, EncryptionConfig, HealthConfig, PrivacyConfig
from bot.core.log import set_up_logging
from bot.core.waits import Waits
from tests.chaos.running.haste import LENIENCE, SPEED, Beginning, HastyClock, HastyLoop
from tests.databases import TEST_KEY

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [
        "bot.app.application",
        "bot.cli.commands",
        "aiosqlite",
        "asyncpg",
        "tests.restart.warm",
        "tests.chaos.running.bots",
    ]
)
_DIE_WITH_PARENT = 1
_LONGEST_STOP = 20.0
"""Seconds of the machine."""
_ENDED_LATE = "did not end in time and is ended now"
_LOOK = 0.1
_POLLING = threading.Lock()
"""Whoever starts a process polls all others, and how a process ended can be read only once: evenings in several threads
would take it from each other."""

_OUTSIDE = Waits()
WAITS = Waits(
    acknowledgement=LENIENCE * _OUTSIDE.acknowledgement,
    before_form=LENIENCE * _OUTSIDE.before_form,
    reading_again=LENIENCE * _OUTSIDE.reading_again,
    arrival=LENIENCE * _OUTSIDE.arrival,
    membership=LENIENCE * _OUTSIDE.membership,
    draining=SPEED * _OUTSIDE.draining,  # to finish takes the machine's time
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BotPlace:
    """All that a process needs to be the bot of an evening."""

    api_base: str
    gateway_url: str
    token: str
    database: str
    banks: Path
    clock_file: Path
    beginning: Beginning
    log: Path

    def config(self) -> Config:
        return Config(
            discord=DiscordConfig(token=SecretStr(self.token), api_base=self.api_base, gateway_url=self.gateway_url),
            database=DatabaseConfig(url=SecretStr(self.database)),
            encryption=EncryptionConfig(keys=SecretStr(TEST_KEY)),
            privacy=PrivacyConfig(deletions_file=self.log.with_name("deletions.list")),
            banks=BanksConfig(folder=self.banks),
            health=HealthConfig(enabled=False),  # bots of other evenings would have the port
        )


class Bot:
    """One process. Its log outlives it."""

    def __init__(self, place: BotPlace) -> None:
        self.place = place
        self._process: ForkServerProcess | None = None
        self._turn = asyncio.Lock()
        self.cpu_seconds = 0.0
        """What all its lives together have taken so far."""
        self.bad_ends: list[str] = []
        """How it ended and should not have."""
        self._born = 0
        """How long the log was when its present life began."""

    @property
    def alive(self) -> bool:
        return self._process is not None and _is_alive(self._process)

    async def start(self) -> None:
        """Start it, and do not wait until it is connected."""
        async with self._turn:
            if self.alive:
                return
            self._note_own_end()
            self._born = self.place.log.stat().st_size if self.place.log.exists() else 0
            process = _CONTEXT.Process(target=_live, args=(self.place,), daemon=True)
            await asyncio.to_thread(_start, process)
            self._process = process

    async def start_again(self) -> None:
        """Do what a service manager does with one that has ended by itself."""
        if self._process is not None and not self.alive and not self._turn.locked():
            await self.start()

    async def kill(self) -> None:
        """SIGKILL, if it is alive."""
        async with self._turn:
            self._note_own_end()
            self._count()
            await self._kill()

    @asynccontextmanager
    async def held_down(self) -> AsyncIterator[None]:
        """Kill it, and let nobody start it during the block. Afterwards it runs."""
        async with self._turn:
            self._note_own_end()
            self._count()
            await self._kill()
            yield
        await self.start()

    async def stop(self) -> None:
        """Ask it to end, if it is alive, and wait for that."""
        async with self._turn:
            process = self._process
            if process is None or process.pid is None:
                return
            self._note_own_end()
            self._count()
            if not _is_alive(process):
                self._process = None
                return
            os.kill(process.pid, signal.SIGTERM)
            code = await _ended(process, within=_LONGEST_STOP)
            if code is None:
                self.bad_ends.append(f"a bot did not end within {_LONGEST_STOP:g} s of SIGTERM")
                await self._kill()
            elif _ENDED_LATE in (said := self._said()):
                self.bad_ends.append(next(line for line in said.splitlines() if _ENDED_LATE in line))
            elif code != 0 and not self._may_end_with(code) and not self._is_unborn(code):
                self.bad_ends.append(f"a bot that was asked to end did so with exit code {code}")
            self._process = None

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            await _ended(process, within=_LONGEST_STOP)

    def _note_own_end(self) -> None:
        if self._process is None or _is_alive(self._process):
            return
        with _POLLING:
            code = self._process.exitcode
        if not self._may_end_with(code):
            self.bad_ends.append(f"a bot ended by itself: exit code {code}")

    def _may_end_with(self, code: int | None) -> bool:
        """True for one that could not begin, because its database was away: it says so, and is started again."""
        said = self._said()
        return code == EX_FAILED and "cannot be used" in said and ": connected" not in said

    def _is_unborn(self, code: int) -> bool:
        """True for one that was asked to end before it could listen."""
        return code == -signal.SIGTERM and not self._said()

    def _said(self) -> str:
        """Its log since its present life began."""
        if not self.place.log.exists():
            return ""
        with self.place.log.open("rb") as log:
            log.seek(self._born)
            return log.read().decode("utf-8", errors="replace")

    def _count(self) -> None:
        if self._process is None or self._process.pid is None:
            return
        try:
            times = psutil.Process(self._process.pid).cpu_times()
        except psutil.NoSuchProcess:
            return
        self.cpu_seconds += times.user + times.system


def _start(process: ForkServerProcess) -> None:
    with _POLLING:
        process.start()


def _is_alive(process: ForkServerProcess) -> bool:
    with _POLLING:
        return process.is_alive()


async def _ended(process: ForkServerProcess, *, within: float) -> int | None:
    """The exit code; None if it has not ended within so many seconds of the machine."""
    deadline = time.monotonic() + within
    while _is_alive(process) and time.monotonic() < deadline:  # noqa: ASYNC110 - waiting in a thread would read it, too
        await asyncio.sleep(_LOOK)
    with _POLLING:
        return process.exitcode


def _live(place: BotPlace) -> None:
    """The life of a bot's process."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)  # whoever is stopped leaves no bots behind
    out = os.open(place.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for descriptor in (1, 2):
        os.dup2(out, descriptor)
    set_up_logging(level="info", style="text")
    clock = HastyClock(place.beginning, place.clock_file)

    async def run() -> None:
        with stop_signals() as stopped:
            await run_until(stopped, place.config(), clock=clock.moment, waits=WAITS)

    try:
        with asyncio.Runner(loop_factory=HastyLoop) as runner:
            runner.run(run())
    except Exception as error:
        failure = explain(error)  # as at the command line: what an operator can mend is no traceback
        if failure is None:
            raise
        sys.stderr.write("".join(f"{line}\n" for line in failure.lines))
        sys.stderr.flush()
        raise SystemExit(failure.exit_code) from None
