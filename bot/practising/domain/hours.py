"""Reads the hour at which somebody wants to be reminded, and the minutes that they have, as people type them."""

from __future__ import annotations

import re

from bot.practising.domain.errors import HourUnclear, MinutesUnclear

LEAST_MINUTES = 5
MOST_MINUTES = 240
"""How long somebody may plan to practise in a day."""

_NO_HOUR = {"none", "no", "off", "never", "no reminder", "-"}
_NAMED = {"noon": 12, "midnight": 0}
_HOUR = re.compile(r"(?:at\s+)?(\d{1,2})(?:[:.h]?00)?\s*(?:o'clock|h|uhr)?\s*(am|a\.m\.|pm|p\.m\.)?")
_MINUTES = re.compile(r"(\d{1,3})\s*(?:m|min|mins|minutes)?\.?")


def read_hour(typed: str) -> int | None:
    """The hour of the day, 0 to 23, such as "9", "9:00", "9 am" or "21:00"; None if somebody wants no reminder.

    Raises:
        HourUnclear: it is no full hour of a day.
    """
    words = " ".join(typed[:40].casefold().split())
    if words in _NO_HOUR:
        return None
    if words in _NAMED:
        return _NAMED[words]
    found = _HOUR.fullmatch(words)
    if found is None:
        raise HourUnclear
    hour, half = int(found[1]), (found[2] or "").replace(".", "")
    if half and not 1 <= hour <= 12:
        raise HourUnclear
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour == 24:
        return 0
    if hour > 24:
        raise HourUnclear
    return hour


def read_minutes(typed: str) -> int:
    """The minutes a day, such as "20" or "20 min".

    Raises:
        MinutesUnclear: it is no number from `LEAST_MINUTES` to `MOST_MINUTES`.
    """
    found = _MINUTES.fullmatch(typed[:40].casefold().strip())
    minutes = 0 if found is None else int(found[1])
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise MinutesUnclear(least=LEAST_MINUTES, most=MOST_MINUTES)
    return minutes
