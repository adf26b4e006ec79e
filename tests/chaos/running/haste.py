"""Lets time fly: all seconds of an evening are shorter than those of the machine, for the bot and for its Discord.

discord.py and the outbox wait many seconds before they try something again. What takes time by itself, such as a
transaction, takes as many seconds more.
"""

from __future__ import annotations

import asyncio
import mmap
import selectors
import struct
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from selectors import SelectorKey

from playground.world.clock import SystemClock

SPEED = 4.0
"""Seconds of the evening in one of the machine."""
LENIENCE = 2.0
"""So many times longer than outside tests somebody waits for an answer: several evenings share the processors."""


class _Selector(selectors.DefaultSelector):
    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        return super().select(None if timeout is None else timeout / SPEED)


class HastyLoop(asyncio.SelectorEventLoop):
    """An event loop whose seconds are those of the evening."""

    def __init__(self) -> None:
        super().__init__(_Selector())

    def time(self) -> float:
        return super().time() * SPEED


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """When the evening began; a process that is told so has the same time as all others."""

    wall: float
    monotonic: float

    @classmethod
    def now(cls) -> Beginning:
        return cls(wall=time.time(), monotonic=time.monotonic())


class HastyClock(SystemClock):
    """The time of an evening; `pass_hours` in one process moves it for all that share the file."""

    def __init__(self, beginning: Beginning, file: Path) -> None:
        self._beginning = beginning
        if not file.exists():
            file.write_bytes(struct.pack("d", 0.0))
        with file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), 8)

    @property
    def skipped(self) -> timedelta:
        """All that `pass_hours` has passed."""
        (skipped,) = struct.unpack("d", self._shared)
        return timedelta(seconds=float(skipped))

    def now(self) -> float:
        passed = (time.monotonic() - self._beginning.monotonic) * SPEED
        return self._beginning.wall + passed + self.skipped.total_seconds()

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.now(), UTC)

    def pass_hours(self, hours: float) -> None:
        self._shared[:] = struct.pack("d", self.skipped.total_seconds() + hours * 3600)

    def close(self) -> None:
        self._shared.close()
