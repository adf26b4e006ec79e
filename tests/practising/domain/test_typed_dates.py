"""Dates, weekdays, hours and minutes are read as people type them, and nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from bot.practising.domain.dates import LONGEST_PLAN, read_date
from bot.practising.domain.errors import (
    DateAmbiguous,
    DateOver,
    DateTooFar,
    DateUnclear,
    DaysUnclear,
    HourUnclear,
    MinutesUnclear,
)
from bot.practising.domain.hours import read_hour, read_minutes
from bot.practising.domain.weekdays import EVERY_DAY, WEEKENDS, WORKING_DAYS, read_weekdays

TODAY = date(2026, 12, 1)  # a Tuesday
CHRISTMAS = date(2026, 12, 24)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-24",
        "2026/12/24",
        " 2026.12.24 ",
        "24.12.2026",
        "24. 12. 2026",
        "24.12.26",
        "24.12.",
        "24.12",
        "24/12/2026",
        "12/24/2026",
        "24/12",
        "12/24",
        "24 Dec",
        "24 december 2026",
        "24th of December",
        "Dec 24",
        "DEC 24th",
        "December 24, 2026",
        "24. Dec.",
        "in 23 days",
        "23 days",
    ],
)
def test_christmas_eve_is_meant(typed: str) -> None:
    assert read_date(typed, today=TODAY) == CHRISTMAS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", TODAY),
        ("Tomorrow", date(2026, 12, 2)),
        ("next week", date(2026, 12, 8)),
        ("in a week", date(2026, 12, 8)),
        ("in two weeks", date(2026, 12, 15)),
        ("in 2 months", date(2027, 1, 30)),
        ("friday", date(2026, 12, 4)),
        ("next Friday", date(2026, 12, 4)),
        ("tue", date(2026, 12, 8)),
        ("1 Dec", TODAY),
        ("30 Nov", date(2027, 11, 30)),
        ("4 sept", date(2027, 9, 4)),
        ("4/4", date(2027, 4, 4)),
        ("none", None),
        ("No date", None),
    ],
)
def test_what_is_typed_is_read(typed: str, meant: date | None) -> None:
    assert read_date(typed, today=TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "31 Feb", "24", "2026-13-01", "0.0.", "99/99", "24 J", "24 jun 1", "in many days", "x" * 500],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(DateUnclear):
        read_date(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["4/5/2027", "05-04-2027", "1/2"])
def test_a_date_that_means_another_day_elsewhere_is_asked_about(typed: str) -> None:
    with pytest.raises(DateAmbiguous):
        read_date(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["2026-11-30", "30.11.2026", "30 Nov 2026", "24.12.2025", "2000-01-01"])
def test_a_day_that_is_over_is_said_to_be_over(typed: str) -> None:
    with pytest.raises(DateOver):
        read_date(typed, today=TODAY)


def test_nobody_plans_for_more_than_a_year() -> None:
    assert read_date("2027-12-01", today=TODAY) == date(2027, 12, 1)
    for typed in ("2027-12-02", "in 999 days", "9999-12-31", "29 Feb"):
        with pytest.raises(DateTooFar) as refusal:
            read_date(typed, today=TODAY)
        assert refusal.value.most == LONGEST_PLAN


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("every day", EVERY_DAY),
        ("Daily", EVERY_DAY),
        ("weekdays", WORKING_DAYS),
        ("mon-fri", WORKING_DAYS),
        ("Monday to Friday", WORKING_DAYS),
        ("weekends", WEEKENDS),
        ("Mon, Wed, Fri", {0, 2, 4}),
        ("mon wed fri", {0, 2, 4}),
        ("Tuesdays and Thursdays", {1, 3}),
        ("sat–mon", {5, 6, 0}),
        ("weekends, wed", {2, 5, 6}),
        ("Su", {6}),
    ],
)
def test_days_of_the_week_are_read(typed: str, meant: frozenset[int]) -> None:
    assert read_weekdays(typed) == meant


@pytest.mark.parametrize("typed", ["", ",", "never", "mon, someday", "m", "t", "mon-", "1-5", "x" * 500])
def test_what_names_no_days_is_refused(typed: str) -> None:
    with pytest.raises(DaysUnclear):
        read_weekdays(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[("9", 9), ("09", 9), ("9:00", 9), ("at 9", 9), ("9 am", 9), ("9 o'clock", 9), ("0900", 9), ("9h", 9)],
        *[("9 pm", 21), ("9PM", 21), ("21:00", 21), ("12 am", 0), ("12 pm", 12), ("noon", 12), ("24:00", 0), ("0", 0)],
        *[("none", None), ("Off", None), ("no reminder", None)],
    ],
)
def test_hours_are_read(typed: str, meant: int | None) -> None:
    assert read_hour(typed) == meant


@pytest.mark.parametrize("typed", ["", "9:30", "25", "13 pm", "0 am", "soon", "-1"])
def test_what_is_no_full_hour_is_refused(typed: str) -> None:
    with pytest.raises(HourUnclear):
        read_hour(typed)


def test_minutes_are_read_within_their_bounds() -> None:
    assert [read_minutes(each) for each in ("5", "20 min", " 240 minutes")] == [5, 20, 240]
    for typed in ("", "4", "241", "an hour", "-5", "²0"):
        with pytest.raises(MinutesUnclear):
            read_minutes(typed)
