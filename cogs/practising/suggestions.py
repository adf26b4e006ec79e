"""Suggests days, hours and time zones while somebody types an option of `/plan`."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from discord import app_commands

from bot.formatting.discord_limits import CHOICE_LABEL, CHOICES
from bot.formatting.pages import Say
from bot.practising.domain.dates import read_date
from bot.practising.domain.errors import PracticeError
from bot.practising.domain.hours import read_hour
from bot.practising.domain.weekdays import EVERY_DAY, WEEKDAY_NAMES, WEEKENDS, WORKING_DAYS, read_weekdays
from bot.practising.domain.zones import ZoneNames, zones_found
from bot.practising.views.calendar import date_away, hour_words, weekdays_words
from bot.text.texts import Texts

Choices = list[app_commands.Choice[str]]

NONE = "none"
"""What to type for no date, and for no reminder."""
_OFFERED = (1, 7, 14, 30)
"""Days from today, while nothing is typed."""
_MONDAY_TO_THURSDAY = frozenset(range(4))
_FIRST_HOUR = 6
"""While nothing is typed, the hours of the night are left out: they would not fit."""


def suggested_dates(current: str, *, today: date, texts: Texts, locale: str) -> Choices:
    """How the bot reads what is typed; days ahead while nothing is."""
    say: Say = partial(texts, locale=locale)
    none = app_commands.Choice(name=say("suggested-no-date"), value=NONE)
    if not current.strip():
        return [*(_date(today + timedelta(days=ahead), say, today) for ahead in _OFFERED), none]
    with suppress(PracticeError):
        meant = read_date(current, today=today)
        return [none if meant is None else _date(meant, say, today)]
    return []


def suggested_weekdays(current: str, *, texts: Texts, locale: str) -> Choices:
    """How the bot reads what is typed, and the usual choices."""
    say: Say = partial(texts, locale=locale)
    offered = [EVERY_DAY, WORKING_DAYS, WEEKENDS, _MONDAY_TO_THURSDAY]
    if current.strip():
        offered = []
        with suppress(PracticeError):
            offered = [read_weekdays(current)]
    values = {each: ", ".join(WEEKDAY_NAMES[day] for day in sorted(each)) for each in offered}
    return [app_commands.Choice(name=weekdays_words(each, say), value=value) for each, value in values.items()]


def suggested_hours(current: str, *, texts: Texts, locale: str) -> Choices:
    """How the bot reads what is typed; else the hours of the day."""
    say: Say = partial(texts, locale=locale)
    none = app_commands.Choice(name=say("suggested-no-reminder"), value=NONE)
    hours: Iterable[int | None] = range(_FIRST_HOUR, 24)
    if current.strip():
        hours = []
        with suppress(PracticeError):
            hours = [read_hour(current)]
    found = [none if hour is None else _hour(hour, say) for hour in hours]
    return found if current.strip() else [*found, none]


def suggested_zones(current: str, zones: ZoneNames, *, now: datetime, texts: Texts, locale: str) -> Choices:
    """The zones that fit, each with the time there: people know what time it is for them."""
    found = zones_found(zones, current, limit=CHOICES)
    times = {each: f"{now.astimezone(ZoneInfo(each)):%H:%M}" for each in found}
    return [
        app_commands.Choice(
            name=texts("suggested-zone", locale=locale, zone=each.replace("_", " "), time=time)[:CHOICE_LABEL],
            value=each,
        )
        for each, time in times.items()
    ]


def _date(day: date, say: Say, today: date) -> app_commands.Choice[str]:
    name = date_away(day, say, today=today, key="suggested-date")
    return app_commands.Choice(name=name[:CHOICE_LABEL], value=day.isoformat())


def _hour(hour: int, say: Say) -> app_commands.Choice[str]:
    return app_commands.Choice(name=hour_words(hour, say), value=str(hour))
