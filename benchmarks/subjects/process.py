"""A process that is measured: started before a stand-in, watched from outside, and stopped."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import psutil

from benchmarks.stand_in.server import StandIn

_STARTS_WITHIN: Final = 60.0
_STOPS_WITHIN: Final = 30.0
_SHOWN: Final = 3000
"""Characters of a log."""
_LOOK: Final = 0.25
_QUIET: Final = 0.02
"""Seconds of CPU between two looks that a process may take while it does nothing."""


class Broken(Exception):
    """A process does not do what it should. Its log ends as the message says."""


class Measured:
    """A running process, and the stand-in that it is connected to."""

    def __init__(self, discord: StandIn, pid: int) -> None:
        self.discord = discord
        self._process = psutil.Process(pid)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def mebibytes(self) -> float:
        """Its resident memory."""
        return self._process.memory_info().rss / (1 << 20)

    @property
    def cpu(self) -> float:
        """The seconds of CPU that it has taken so far, all threads together."""
        times = self._process.cpu_times()
        return times.user + times.system

    async def quiet(self) -> None:
        """Wait until it has nothing left to do."""
        before = self.cpu
        while True:
            await asyncio.sleep(_LOOK)
            now = self.cpu
            if now - before <= _QUIET:
                return
            before = now


@asynccontextmanager
async def started(
    command: Sequence[str], *, discord: StandIn, folder: Path, log: Path, environment: Mapping[str, str]
) -> AsyncIterator[Measured]:
    """The process, connected and with nothing left to do after its start.

    Raises:
        Broken: it does not start, does not do what it should in time, or its log has an error.
    """
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env={**os.environ, **environment}, stdout=output, stderr=output
        )
    try:
        await _connected(process, discord)
        measured = Measured(discord, process.pid)
        await measured.quiet()
        yield measured
    except (TimeoutError, ConnectionError) as error:
        raise Broken(f"{error}\n{_said(log)[-_SHOWN:]}") from error
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), _STOPS_WITHIN)
    if "Traceback" in (said := _said(log)):
        raise Broken(said[-_SHOWN:])


def _said(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")


async def _connected(process: asyncio.subprocess.Process, discord: StandIn) -> None:
    waits = [asyncio.create_task(discord.gateway.greeted.wait()), asyncio.create_task(process.wait())]
    await asyncio.wait(waits, timeout=_STARTS_WITHIN, return_when=asyncio.FIRST_COMPLETED)
    for each in waits:
        each.cancel()
    if not discord.gateway.greeted.is_set():
        raise TimeoutError("the bot does not connect")
