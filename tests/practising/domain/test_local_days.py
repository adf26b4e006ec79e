"""Days and hours of candidates all over the world, from the real tz database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from bot.practising.domain.local_days import local_date, moment_of

ZONES = [
    "Africa/Cairo",  # midnight is left out
    "Africa/Casablanca",  # winter time in Ramadan
    "America/Asuncion",
    "America/Havana",  # midnight comes twice
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",  # changed at one minute past midnight
    "Antarctica/Troll",  # by two hours
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Australia/Lord_Howe",  # by half an hour
    "Europe/Berlin",
    "Europe/London",
    "Pacific/Apia",  # left out a day
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
]


def days_of_change(zone: ZoneInfo) -> Iterator[date]:
    """The days on which the offset changes, with those after, from 2010 to 2027."""
    noon = datetime(2010, 1, 1, 12, tzinfo=UTC)
    while noon.year < 2028:
        following = noon + timedelta(days=1)
        if noon.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            day = noon.astimezone(zone).date()
            yield from (day + timedelta(days=number) for number in range(3))
        noon = following


def reading(moment: datetime, zone: ZoneInfo) -> datetime:
    """What calendar and clock show."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


@pytest.mark.parametrize("name", ZONES)
def test_the_moment_of_an_hour_is_the_first_at_which_the_clock_has_come_to_it(name: str) -> None:
    zone = ZoneInfo(name)
    quarter = timedelta(minutes=15)
    for day in [date(2026, 11, 30), *days_of_change(zone)]:
        for hour in range(24):
            wanted, moment = datetime.combine(day, time(hour)), moment_of(day, hour, zone)
            if moment is None:
                assert name == "Pacific/Apia"
                assert day == date(2011, 12, 30)
                continue
            assert local_date(moment, zone) == day
            assert reading(moment, zone) >= wanted
            assert all(reading(moment - number * quarter, zone) < wanted for number in (1, 2, 4, 8, 12)), (day, hour)


@pytest.mark.parametrize("name", ZONES)
def test_the_hours_of_a_day_come_in_their_order_and_all_before_the_next_day(name: str) -> None:
    zone = ZoneInfo(name)
    for day in days_of_change(zone):
        hours = [moment for hour in range(24) if (moment := moment_of(day, hour, zone))]
        assert hours == sorted(hours)
        following = moment_of(day + timedelta(days=1), 0, zone)
        assert following is None or all(each < following for each in hours)


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        (date(2026, 3, 29), 2, datetime(2026, 3, 29, 1, tzinfo=UTC)),  # the clock goes from 2 to 3
        (date(2026, 3, 29), 9, datetime(2026, 3, 29, 7, tzinfo=UTC)),
        (date(2026, 10, 25), 2, datetime(2026, 10, 25, 0, tzinfo=UTC)),  # 2 comes twice
        (date(2026, 10, 25), 9, datetime(2026, 10, 25, 8, tzinfo=UTC)),
    ],
)
def test_a_reminder_in_berlin_stays_at_its_hour_when_the_clock_is_changed(day: date, hour: int, utc: datetime) -> None:
    assert moment_of(day, hour, ZoneInfo("Europe/Berlin")) == utc


def test_a_midnight_that_is_left_out_is_an_hour_later_on_the_same_day() -> None:
    moment = moment_of(date(2026, 4, 24), 0, ZoneInfo("Africa/Cairo"))

    assert moment == datetime(2026, 4, 23, 22, tzinfo=UTC)
    assert local_date(moment, ZoneInfo("Africa/Cairo")) == date(2026, 4, 24)


@pytest.mark.parametrize(
    ("name", "day"), [("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Kwajalein", date(1993, 8, 21))]
)
def test_a_day_that_the_calendar_left_out_has_no_hour(name: str, day: date) -> None:
    zone = ZoneInfo(name)

    assert [moment_of(day, hour, zone) for hour in range(1, 24)] == [None] * 23
    assert moment_of(day + timedelta(days=1), 9, zone) is not None


def test_at_one_moment_it_is_three_days_on_earth() -> None:
    moment = datetime(2026, 11, 30, 10, 30, tzinfo=UTC)

    dates = [local_date(moment, ZoneInfo(f"Pacific/{name}")) for name in ("Pago_Pago", "Honolulu", "Kiritimati")]

    assert dates == [date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1)]


def test_who_flies_across_the_date_line_has_a_day_once_more() -> None:
    moment = datetime(2026, 11, 30, 20, tzinfo=UTC)
    nine = [moment_of(date(2026, 11, 30), 9, ZoneInfo(name)) for name in ("Pacific/Auckland", "Pacific/Honolulu")]

    assert local_date(moment, ZoneInfo("Pacific/Auckland")) == date(2026, 12, 1)
    assert local_date(moment, ZoneInfo("Pacific/Honolulu")) == date(2026, 11, 30)
    assert nine == [datetime(2026, 11, 29, 20, tzinfo=UTC), datetime(2026, 11, 30, 19, tzinfo=UTC)]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        local_date(datetime(2026, 11, 30), ZoneInfo("Europe/Berlin"))  # noqa: DTZ001 - that is what is refused


def test_every_machine_has_the_zones() -> None:
    assert all(files("tzdata").joinpath("zoneinfo", *name.split("/")).is_file() for name in ZONES)
