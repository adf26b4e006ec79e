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
        self._reading: asyncio.Task[None] | None = None
        self._read_at = float("-inf")
        self._silent_since: float | None = None
        self._latest: Backlog | None = None

    @property
    def answers(self) -> bool:
        """False if the database did not answer the last time."""
        return self._silent_since is None

    @property
    def silent_for(self) -> float:
        """The seconds since it was first asked and did not answer; 0 if it answers."""
        return 0.0 if self._silent_since is None else self._now() - self._silent_since

    async def get(self) -> Backlog | None:
        """The latest backlog; None if the database is not open yet or does not answer. Never raises."""
        if self._reading is None:
            if self._now() - self._read_at < self._fresh:
                return self._latest
            self._reading = asyncio.create_task(self._read_once(asked_at=self._now()), name="backlog")
        asked_at = self._now()
        # Not cancelled if it takes too long: a connection that is given up in the middle of a statement is lost.
        done, _ = await asyncio.wait({self._reading}, timeout=self._patience)
        if not done:
            self._latest = None
            self._note_silence(asked_at, "no answer in time")
        return self._latest

    async def close(self) -> None:
        """Wait for the database, if it was asked, but not for long."""
        if self._reading is not None:
            await asyncio.wait({self._reading}, timeout=self._patience)
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait({self._reading})

    async def _read_once(self, *, asked_at: float) -> None:
        try:
            self._latest = await self._read()
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever asks reads that there is no answer
            self._latest = None
            self._note_silence(asked_at, _why(error))
        else:
            if self._silent_since is not None:
                log.info("the database answers again", extra={"after_seconds": round(self.silent_for)})
            self._silent_since = None
        finally:
            self._reading, self._read_at = None, self._now()

    def _note_silence(self, asked_at: float, reason: str) -> None:
        if self._silent_since is None:
            self._silent_since = asked_at
            about = {"reason": reason}
            log.warning("the database does not answer; see whether it runs and can be reached", extra=about)


def _why(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error  # SQLAlchemy's errors tell of the statement, too
    return (str(cause).strip().splitlines() or [type(error).__name__])[0]
