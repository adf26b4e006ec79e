"""Reads from the database how much waits, at most every few seconds and with patience for a few."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.core.observing import Backlog

log = logging.getLogger(__name__)

FRESH = 2.0
"""Seconds for which a backlog is shown again: however many ask, the database is asked no more often."""
PATIENCE = 2.0
"""Seconds that whoever asks waits for the database."""

ReadBacklog = Callable[[], Awaitable[Backlog | None]]


class LatestBacklog:
    """A backlog that is a few seconds old at most."""

    def __init__(
        self,
        read: ReadBacklog,
        *,
        fresh: float = FRESH,
        patience: float = PATIENCE,
        now: Callable[[], float] | None = None,
    ) -> None:
        """`read` returns None while the database is not open yet, and raises if it does not answer.

        Without a clock of its own it goes by that of the running event loop.
        """
        self._read = read
        self._fresh = fresh
        self._patience = patience
        self._now = now or asyncio.get_running_loop().time
        self._reading: asyncio.Task[Backlog | None] | None = None
        self._read_at = float("-inf")
        self._answered_at = self._now()
        self._latest: Backlog | None = None
        self.answers = True
        """False if the database did not answer the last time."""

    @property
    def silent_for(self) -> float:
        """The seconds since the database last answered, or since the beginning."""
        return self._now() - self._answered_at

    async def get(self) -> Backlog | None:
        """The latest backlog; None if the database is not open yet or does not answer. Never raises."""
        if self._reading is None and self._now() - self._read_at < self._fresh:
            return self._latest
        if self._reading is None:
            self._reading = asyncio.create_task(self._read_once(), name="backlog")
        # Not cancelled if it takes too long: a connection that is given up in the middle of a statement is lost.
        await asyncio.wait({self._reading}, timeout=self._patience)
        if not self._reading.done():
            self.answers, self._latest = False, None
            return None
        reading, self._reading = self._reading, None
        self._read_at = self._now()
        self._latest = reading.result()
        return self._latest

    async def close(self) -> None:
        """Wait for the database, if it was asked."""
        if self._reading is not None:
            await asyncio.wait({self._reading})

    async def _read_once(self) -> Backlog | None:
        try:
            backlog = await self._read()
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever asks reads that there is no answer
            if self.answers:
                about = {"reason": _why(error)}
                log.warning("the database does not answer; see whether it runs and can be reached", extra=about)
            self.answers = False
            return None
        if not self.answers:
            log.info("the database answers again")
        self.answers, self._answered_at = True, self._now()
        return backlog


def _why(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error  # SQLAlchemy's errors tell of the statement, too
    return (str(cause).strip().splitlines() or [type(error).__name__])[0]
