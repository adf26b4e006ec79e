"""Puts durations into words."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from bot.text.texts import Texts

_HOUR = 60
_DAY = 24 * _HOUR
_HOURS_UP_TO = 2 * _DAY
"""Minutes; above that, days are easier to grasp."""


def duration(time: timedelta, texts: Texts, *, locale: str) -> str:
    """Minutes below an hour, hours up to two days, then days; rounded up, so that no promise sounds too soon."""
    minutes = max(1, ceil(time.total_seconds() / 60))
    if minutes < _HOUR:
        return texts("duration-minutes", locale=locale, minutes=minutes)
    if minutes <= _HOURS_UP_TO:
        return texts("duration-hours", locale=locale, hours=ceil(minutes / _HOUR))
    return texts("duration-days", locale=locale, days=ceil(minutes / _DAY))
