"""Reads which time zones there are, and in which countries."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from bot.practising.domain.zones import ZoneNames


@cache
def zone_names() -> ZoneNames:
    """Those that this machine or the package `tzdata` has. Read once in the life of the process: it takes a while."""
    tables = files("tzdata.zoneinfo")
    countries = dict(_rows(tables.joinpath("iso3166.tab").read_text(encoding="utf-8")))
    zones = (row for row in _rows(tables.joinpath("zone.tab").read_text(encoding="utf-8")))
    known = available_timezones()
    return ZoneNames.of(known, {row[2]: countries[row[0]].casefold() for row in zones if row[2] in known})


def _rows(table: str) -> list[list[str]]:
    return [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
