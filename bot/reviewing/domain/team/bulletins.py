"""When the coaches of a server are told, once a day, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.content import ServerId

STALE_AFTER = timedelta(hours=6)
"""What could not be told for so long waits for the next day."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """A server's wish to have a bulletin in its review channel every day."""

    server: ServerId
    hour: int
    """Of the day in UTC, 0 to 23."""
    next_at: datetime


def next_bulletin(hour: int, after: datetime) -> datetime:
    """The next full hour of this name in UTC, later than `after`."""
    today = after.astimezone(UTC).replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if today > after else today + _DAY
