"""Reads the date of an interview as people type it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.practising.domain.errors import DateAmbiguous, DateOver, DateTooFar, DateUnclear
from bot.practising.domain.weekdays import WEEKDAY_NAMES

LONGEST_PLAN = 365
"""Days from today to the date of an interview, at most."""

_LONGEST_TYPED = 60
_NO_DATE = {"none", "no", "no date", "never", "off", "-", "open"}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_UNITS = {"day": 1, "week": 7}
_MONTH_LENGTH = 30
"""Days; who says "in two months" does not know the day."""

_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_WITH_POINTS = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?(?:\s*(\d{4}|\d{2}))?")
_WITH_STROKES = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s*(?:of\s+)?([a-z]{3,9})\.?,?(?:\s*(\d{4}))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?")
_IN_SOME_TIME = re.compile(r"(?:in\s+)?(\d{1,3}|[a-z]{1,5})\s+(day|week|month)s?")


def read_date(typed: str, *, today: date) -> date | None:
    """The date that somebody means; None if they want none. Without a year it is the next such day, today included.

    Raises:
        DateUnclear, DateAmbiguous: nobody can tell which day is meant.
        DateOver, DateTooFar: the day is before today, or more than `LONGEST_PLAN` days away.
    """
    words = " ".join(typed[:_LONGEST_TYPED].casefold().split())
    if words in _NO_DATE:
        return None
    meant = _by_name(words, today) or _by_numbers(words, today) or _by_month(words, today)
    if meant is None:
        raise DateUnclear
    if meant < today:
        raise DateOver(meant)
    if meant > today + timedelta(days=LONGEST_PLAN):
        raise DateTooFar(most=LONGEST_PLAN)
    return meant


def _by_name(words: str, today: date) -> date | None:
    match words:
        case "today":
            return today
        case "tomorrow":
            return today + timedelta(days=1)
        case "next week":
            return today + timedelta(days=7)
        case "next month":
            return today + timedelta(days=_MONTH_LENGTH)
    weekday = _starting_with(words.removeprefix("next ").removeprefix("on "), WEEKDAY_NAMES)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if (some := _IN_SOME_TIME.fullmatch(words)) is not None:
        count = int(some[1]) if some[1].isdecimal() else _NUMBERS.get(some[1])
        return None if count is None else today + timedelta(days=count * _UNITS.get(some[2], _MONTH_LENGTH))
    return None


def _by_numbers(words: str, today: date) -> date | None:
    if (iso := _ISO.fullmatch(words)) is not None:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if (points := _WITH_POINTS.fullmatch(words)) is not None:
        return _in_year(points[3], int(points[2]), int(points[1]), today)
    if (strokes := _WITH_STROKES.fullmatch(words)) is None:
        return None
    first, second = int(strokes[1]), int(strokes[2])
    readings = {_in_year(strokes[3], *pair, today) for pair in ((second, first), (first, second)) if pair[0] <= 12}
    possible = readings - {None}
    if len(possible) > 1:
        raise DateAmbiguous
    return next(iter(possible), None)


def _by_month(words: str, today: date) -> date | None:
    if (day_first := _DAY_FIRST.fullmatch(words)) is not None:
        day, name, year = day_first.groups()
    elif (month_first := _MONTH_FIRST.fullmatch(words)) is not None:
        name, day, year = month_first.groups()
    else:
        return None
    month = _starting_with(name, _MONTHS)
    return None if month is None else _in_year(year, month + 1, int(day), today)


def _starting_with(beginning: str, names: tuple[str, ...]) -> int | None:
    """The number of the name that begins so, of three letters at least; "sept" is one, "ju" is none."""
    if len(beginning) < 3:
        return None
    return next((number for number, name in enumerate(names) if name.startswith(beginning)), None)


def _in_year(year: str | None, month: int, day: int, today: date) -> date | None:
    if year is not None:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    # The 29th of February may be some years away; then it is refused as too far.
    years = (today.year + ahead for ahead in range(9))
    return next((found for each in years if (found := _day(each, month, day)) is not None and found >= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
