"""Beats once a second in the event loop: measures how late that is, and tells systemd how the bot is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.core.pausing import pause
from bot.health.readiness import Condition, Readiness
from bot.health.service_manager import ServiceManager

BEAT = 1.0
"""Seconds."""
LOOKS_APART = 5.0
"""Seconds until it is looked again whether all is well, once it was."""
_BUSIEST = 0.01
"""Seconds between two beats at least, whatever systemd asks for."""
_MORE_TIME = 60
"""Seconds that a start may take from each time on that it is heard of: a migration or an outage may last."""
_MICROSECONDS = 1_000_000
_STARTED = (Condition.READY, Condition.STANDING_BY)


class Pulse:
    """Runs until the bot has ended; the last thing that systemd hears is that it is stopping."""

    def __init__(
        self,
        readiness: Readiness,
        manager: ServiceManager,
        *,
        lagged: Callable[[float], None],
        stopping: asyncio.Event,
        between_looks: float = LOOKS_APART,
    ) -> None:
        self._readiness = readiness
        self._manager = manager
        self._lagged = lagged
        self._stopping = stopping
        self._between_looks = between_looks
        self._was_ready = False
        self._status: str | None = None
        self._condition = Condition.HELPLESS
        patience = manager.patience
        self._beat = BEAT if patience is None else min(BEAT, max(patience / 4, _BUSIEST))

    async def run(self) -> None:
        """Beat until the bot is told to stop."""
        loop = asyncio.get_running_loop()
        look_at = loop.time()
        while not self._stopping.is_set():
            if self._manager.listens and loop.time() >= look_at:
                await self._look()
                look_at = loop.time() + (self._between_looks if self._was_ready else 0.0)
            if self._manager.patience is not None and self._condition is not Condition.STALLED:
                self._manager.tell(WATCHDOG=1)
            due = loop.time() + self._beat
            await pause(self._beat, until=self._stopping)
            if not self._stopping.is_set():
                self._lagged(loop.time() - due)
        self.stop()

    def stop(self) -> None:
        """Say that the bot is stopping. Safe to call twice."""
        if self._status != "shutting down":
            self._status = "shutting down"
            self._manager.tell(STOPPING=1, STATUS=self._status)

    async def _look(self) -> None:
        self._condition, reasons = await self._readiness.look()
        status = "; ".join(reasons) or "ready"
        if self._condition in _STARTED and not self._was_ready:
            self._was_ready = True
            self._manager.tell(READY=1)
        if not self._was_ready:
            self._manager.tell(EXTEND_TIMEOUT_USEC=_MORE_TIME * _MICROSECONDS)
        if status != self._status and not self._stopping.is_set():
            self._status = status
            self._manager.tell(STATUS=status)
