"""Puts days, weekdays and hours into words that mean the same to everybody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from bot.formatting.pages import Say
from bot.practising.domain.weekdays import EVERY_DAY, WEEKENDS, WORKING_DAYS


def date_words(day: date, say: Say) -> str:
    """Such as "Thursday, 24 December 2026"."""
    return say("date-long", weekday=day.isoweekday(), day=day.day, month=day.month, year=str(day.year))


def date_away(day: date, say: Say, *, today: date, key: str = "date-away") -> str:
    """The date, and how many days it is from today. `key`: of a sentence with that in it."""
    facts = {"weekday": day.isoweekday(), "day": day.day, "month": day.month, "days": (day - today).days}
    return say(key, year=str(day.year), **facts)


def weekdays_words(days: Collection[int], say: Say) -> str:
    """The days of the week, counted from 0 for Monday, in their order."""
    known = {EVERY_DAY: "days-every", WORKING_DAYS: "days-working", WEEKENDS: "days-weekend"}
    if (key := known.get(frozenset(days))) is not None:
        return say(key)
    names = [say("weekday-name", weekday=day + 1) for day in sorted(days)]
    return names[0] if len(names) == 1 else say("days-two", first=", ".join(names[:-1]), last=names[-1])


def hour_words(hour: int, say: Say) -> str:
    return say("clock-hour", hour=str(hour))
