"""Reads the days of the week on which somebody practises, as people type them."""

from __future__ import annotations

import re

from bot.practising.domain.errors import DaysUnclear

EVERY_DAY = frozenset(range(7))
"""As `date.weekday()` counts: Monday is 0."""
WORKING_DAYS = frozenset(range(5))
WEEKENDS = EVERY_DAY - WORKING_DAYS
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_LONGEST_TYPED = 100
_TOGETHER = {
    **dict.fromkeys(("every day", "everyday", "daily", "all", "all days", "any day"), EVERY_DAY),
    **dict.fromkeys(("weekdays", "working days", "workdays", "every weekday"), WORKING_DAYS),
    **dict.fromkeys(("weekend", "weekends", "at weekends", "on weekends"), WEEKENDS),
}
_BETWEEN = re.compile(r"([a-z]+)\s*(?:-|–|to|till|until)\s*([a-z]+)")
_SHORTEST = 2
"""Letters: Mo, Tu, We."""


def read_weekdays(typed: str) -> frozenset[int]:
    """The days that somebody means, such as "weekdays", "Mon, Wed, Fri" or "Mon-Thu"; at least one.

    Raises:
        DaysUnclear: a part of it is no day.
    """
    words = " ".join(typed[:_LONGEST_TYPED].casefold().split())
    if words in _TOGETHER:
        return _TOGETHER[words]
    pieces = [each for each in re.split(r"\s*(?:,|;|/|&|\+|\band\b)\s*", words) if each]
    found: set[int] = set()
    for piece in pieces:
        found |= _days_of(piece)
    if not found:
        raise DaysUnclear
    return frozenset(found)


def _days_of(piece: str) -> frozenset[int]:
    if piece in _TOGETHER:
        return _TOGETHER[piece]
    if (between := _BETWEEN.fullmatch(piece)) is not None:
        first, last = _day_named(between[1]), _day_named(between[2])
        return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
    return frozenset(_day_named(each) for each in piece.split())


def _day_named(word: str) -> int:
    singular = word.rstrip(".").removesuffix("s") if word.endswith("days") else word.rstrip(".")
    day = next((number for number, name in enumerate(WEEKDAY_NAMES) if name.startswith(singular)), None)
    if day is None or len(singular) < _SHORTEST:
        raise DaysUnclear
    return day
