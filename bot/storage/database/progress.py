"""Tells how far an upgrade of a database has come, at least every few seconds."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeProgress:
    """How far an upgrade has come. Has no content of the database."""

    step: str
    """What is being done: `copy`, or the version that is being made."""
    number: int = 0
    """Which migration of `migrations` it is; 0 before the first."""
    migrations: int
    moved: int = 0
    """Of `rows` that this migration moves one by one; of the bytes of a copy."""
    rows: int = 0
    """0 if it moves none by itself, but has the database do all at once."""
    seconds: float
    """Since the upgrade began."""


Told = Callable[[UpgradeProgress], None]
"""Hears of an upgrade when a migration begins and every few seconds meanwhile; it must return at once."""

COPY = "copy"
_SHORTEST_BEAT = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The size of the steps in which rows are moved, and how often it is told how far an upgrade has come."""

    rows: int = 1000
    """In one transaction."""
    report_every: float = 5.0
    """Seconds."""


class Telling:
    """Tells somebody, and the log, how far an upgrade has come."""

    def __init__(self, pace: Pace, told: Told | None) -> None:
        self.pace = pace
        self._told = told
        self._began = self._last = time.monotonic()
        self._now = UpgradeProgress(step="", migrations=0, seconds=0)

    @property
    def seconds(self) -> float:
        """Since the upgrade began."""
        return time.monotonic() - self._began

    def plan(self, migrations: int) -> None:
        """So many migrations are to be made."""
        self._now = replace(self._now, migrations=migrations)

    def begin(self, step: str, number: int = 0) -> None:
        """The next migration begins, or the copy before them all, which has no number."""
        self._now = replace(self._now, step=step, number=number, moved=0, rows=0)
        self._tell()

    def moved(self, moved: int, rows: int) -> None:
        """So much of it is done."""
        self.note(moved, rows)
        self._tell_when_due()

    def note(self, moved: int, rows: int) -> None:
        """So much of it is done; it is told with the next beat. Safe to call in a thread."""
        self._now = replace(self._now, moved=moved, rows=rows)

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """Tell every few seconds as long as the block lasts, whatever the database is busy with."""
        beat = asyncio.create_task(self._beat(), name="upgrade told")
        try:
            yield
        finally:
            beat.cancel()
            with suppress(asyncio.CancelledError):
                await beat

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(max(self.pace.report_every / 2, _SHORTEST_BEAT))
            self._tell_when_due()

    def _tell_when_due(self) -> None:
        if time.monotonic() - self._last >= self.pace.report_every:
            self._last = time.monotonic()
            self._tell()
            self._log()

    def _tell(self) -> None:
        if self._told is not None:
            self._told(replace(self._now, seconds=self.seconds))

    def _log(self) -> None:
        now = self._now
        figures: dict[str, Any] = {"step": now.step, "seconds": round(self.seconds)}
        if now.number:
            figures["migration"] = f"{now.number} of {now.migrations}"
        if now.rows:
            figures |= {"moved": now.moved, "left": max(now.rows - now.moved, 0)}
        log.info("upgrading the database", extra=figures)
