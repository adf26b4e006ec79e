"""Makes snowflakes: Discord's ids, in the order of time."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, datetime

from playground.world.clock import Clock

DISCORD_EPOCH_MS = 1_420_070_400_000
_PER_MS = 1 << 22


def moment_of(snowflake: str) -> float:
    """The second (since 1970) in which an id was made."""
    return ((int(snowflake) >> 22) + DISCORD_EPOCH_MS) / 1000


def iso(moment: float) -> str:
    """A time as Discord writes it."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="microseconds")


class Snowflakes:
    """Makes ids; each is larger than the one before, also within one millisecond or after a restart."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        from_clock = (int(self._clock.now() * 1000) - DISCORD_EPOCH_MS) * _PER_MS
        self._last = max(self._last + 1, from_clock)
        return str(self._last)

    def at(self, moment: float, taken: Container[str]) -> str:
        """An id of a moment in the past that is none of those taken."""
        wanted = (int(moment * 1000) - DISCORD_EPOCH_MS) * _PER_MS
        while str(wanted) in taken:
            wanted += 1
        return str(wanted)

    def begin_anew(self) -> None:
        """Go by the clock again, also if it was set back. For a world of which nothing is left."""
        self._last = 0

    def pass_over(self, snowflake: str) -> None:
        """Never make an id at or below this one."""
        self._last = max(self._last, int(snowflake))
