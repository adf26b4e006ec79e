"""The candidate's own days and hours, by their time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The date that the candidate's calendar shows at that moment, which has to be aware."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no local date")
    return moment.astimezone(zone).date()


def moment_of(day: date, hour: int, zone: ZoneInfo) -> datetime | None:
    """The first moment at which the clock has come to that hour of that day, in UTC.

    Of an hour that comes twice that is the first, and of one that the clock leaves out the moment at which it does.
    None if the calendar leaves out the rest of that day, as zones do that cross the date line.
    """
    wanted = datetime.combine(day, time(hour))
    later = wanted.replace(tzinfo=zone).astimezone(UTC)
    if _reading(later, zone) != wanted:
        later = _change_between(wanted.replace(tzinfo=zone, fold=1).astimezone(UTC), later, zone, wanted)
    return later if local_date(later, zone) == day else None


def _change_between(earlier: datetime, later: datetime, zone: ZoneInfo, wanted: datetime) -> datetime:
    """The moment at which the clock leaves out what is wanted: in between, it passes it once."""
    while later - earlier > timedelta(seconds=1):
        middle = (earlier + (later - earlier) / 2).replace(microsecond=0)
        if _reading(middle, zone) < wanted:
            earlier = middle
        else:
            later = middle
    return later


def _reading(moment: datetime, zone: ZoneInfo) -> datetime:
    """What calendar and clock show."""
    return moment.astimezone(zone).replace(tzinfo=None)
