"""The candidate's own days and hours, by their time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The date that the candidate's calendar shows at that moment, which has to be aware."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no local date")
    return moment.astimezone(zone).date()


def moment_of(day: date, hour: int, zone: ZoneInfo) -> datetime | None:
    """When the clock shows that hour on that day, in UTC; the first time if it does so twice.

    An hour that the clock leaves out is taken for the one after. None if the calendar leaves out the rest of that day,
    as zones do that cross the date line.
    """
    moment = datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
    return moment if local_date(moment, zone) == day else None
