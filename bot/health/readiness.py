"""Says whether the bot can do its work, and if not, why, one plain line for each reason."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum, auto

from bot.core.observing import Backlog
from bot.health.backlog import LatestBacklog
from bot.health.signs import SignsOfLife

STALLED = 60.0
"""Seconds after which what is due and does not move has stalled: the bot looks at it twice a minute at least."""

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0


class Condition(Enum):
    """How the bot is, for whoever might restart it."""

    READY = auto()
    STANDING_BY = auto()
    """Another process answers; this one takes over when that ends."""
    HELPLESS = auto()
    """Something outside is missing, or it has just begun or is ending: to restart it would help nobody."""
    STALLED = auto()
    """All that it needs is there, and it does nothing."""


class Readiness:
    """Looks at the signs of life and at the backlog of the database."""

    def __init__(
        self,
        signs: SignsOfLife,
        backlog: LatestBacklog,
        *,
        seconds_since: Callable[[datetime], float],
        stopping: asyncio.Event,
    ) -> None:
        self._signs = signs
        self._backlog = backlog
        self._seconds_since = seconds_since
        self._stopping = stopping

    async def look(self) -> tuple[Condition, Sequence[str]]:
        """The condition, and the reasons if it is not READY. Never raises."""
        backlog = await self._backlog.get()
        reasons = []
        if self._stopping.is_set():
            reasons.append("shutting down")
        if self._signs.answering and not self._signs.connected:
            reasons.append(f"not connected to Discord for {spoken(self._signs.connection_since)}")
        if not self._backlog.answers:
            reasons.append(f"the database has not answered for {spoken(self._backlog.silent_for)}")
        elif backlog is None:
            reasons.append("the database is not open yet")
        elif not self._signs.answering:
            return (Condition.HELPLESS if reasons else Condition.STANDING_BY), [
                *reasons,
                "standing by: another process answers",
            ]
        elif (still := self._stalled_for(backlog)) is not None:
            waiting = f"{backlog.parcels} waiting" if backlog.parcels else "none waiting"
            stalled = f"the outbox has not moved for {spoken(still)}, messages: {waiting}"
            if self._signs.failed_ago is not None and self._signs.failed_ago < STALLED:
                reasons.append("the database can be read but fails otherwise, see the log")  # its disk may be full
            return (Condition.HELPLESS if reasons else Condition.STALLED), [*reasons, stalled]
        return (Condition.HELPLESS if reasons else Condition.READY), reasons

    def _stalled_for(self, backlog: Backlog) -> float | None:
        """The seconds since the outbox moved, if it should have moved since."""
        signs = self._signs
        if signs.looked_ago is not None and signs.looked_ago > STALLED:
            return signs.looked_ago
        if backlog.due_since is None:
            return None
        waiting = min(self._seconds_since(backlog.due_since), signs.still_for, signs.connection_since)
        return waiting if waiting > STALLED else None


def spoken(seconds: float) -> str:
    """A duration in the largest unit of which there are at least two."""
    for unit, name in ((_DAY, "days"), (_HOUR, "h"), (_MINUTE, "min")):
        if seconds >= 2 * unit:
            return f"{int(seconds // unit)} {name}"
    return f"{int(seconds)} s"
