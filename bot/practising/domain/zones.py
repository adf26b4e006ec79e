"""Searches names of time zones by what somebody types, such as "berlin", "new york" or "India"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.content import without_accents
from bot.practising.domain.errors import ZoneUnclear

SUGGESTED = 3
"""The most zones that a refusal names."""
_LONGEST_TYPED = 60
_SHORTEST = 4
"""Letters that tell a zone: "est" begins the name of Estonia, and whoever types it is not there."""
_TECHNICAL = ("Etc/", "SystemV/", "posix/", "right/")


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneNames:
    """All zones that may be chosen."""

    names: tuple[str, ...]
    """As in the tz database: `Europe/Berlin`. Those that are named after a place come first."""
    countries: Mapping[str, str]
    """For zones of places: the country that each is in, in small letters."""

    @classmethod
    def of(cls, names: Iterable[str], countries: Mapping[str, str]) -> ZoneNames:
        """Those of these names that people live by, and `UTC`. "EST" is no such: it has no summer time."""
        wanted = {each for each in names if each == "UTC" or ("/" in each and not each.startswith(_TECHNICAL))}
        ordered = sorted(wanted, key=lambda each: (each not in countries, each))
        return cls(names=tuple(ordered), countries=countries)


def zones_found(zones: ZoneNames, typed: str, *, limit: int) -> tuple[str, ...]:
    """At most `limit` zones that fit what is typed, best match first; any, if it is empty. Accents do not matter."""
    wanted = _plain(typed)
    ranked = [
        (rank, position, name)
        for position, name in enumerate(zones.names)
        if (rank := _rank(name, zones.countries.get(name, ""), wanted)) is not None
    ]
    return tuple(name for _, _, name in sorted(ranked)[:limit])


def read_zone(zones: ZoneNames, typed: str) -> str:
    """The zone that somebody means: by its name, by its city, or by a word that only one zone has.

    Raises:
        ZoneUnclear: none, or several, are meant by that.
    """
    wanted = _plain(typed)
    exact = [each for each in zones.names if wanted in {_plain(each), _city(each), zones.countries.get(each)}]
    if len(_preferred(exact, zones.countries)) == 1:
        return _preferred(exact, zones.countries)[0]
    found = zones_found(zones, typed, limit=len(zones.names)) if len(wanted) >= _SHORTEST else ()
    named = _preferred(found, zones.countries)
    if len(named) == 1:
        return named[0]
    raise ZoneUnclear(", ".join(named[:SUGGESTED]) or "none")


def _preferred(names: Sequence[str], countries: Collection[str]) -> Sequence[str]:
    """Without old names of the same zones, unless there are no others."""
    return [each for each in names if each in countries] or names


def _rank(name: str, country: str, wanted: str) -> int | None:
    """How well a zone fits: 0 is best, None is not at all."""
    plain, city = _plain(name), _city(name)
    if wanted in {plain, city}:
        return 0
    if city.startswith(wanted):
        return 1
    if any(word.startswith(wanted) for word in plain.split()):
        return 2
    if country.startswith(wanted):
        return 3
    everything = f"{plain} {country}"
    return 4 if all(word in everything for word in wanted.split()) else None


def _city(name: str) -> str:
    return _plain(name.rpartition("/")[2])


def _plain(text: str) -> str:
    """In small letters, without accents, and with blanks for what stands between words."""
    kept = without_accents(text[:_LONGEST_TYPED].casefold())
    return " ".join(kept.replace("/", " ").replace("_", " ").replace("-", " ").replace(",", " ").split())
