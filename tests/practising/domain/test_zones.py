"""A time zone is found by a city, a country or its name."""

from __future__ import annotations

import pytest

from bot.practising.domain.errors import ZoneUnclear
from bot.practising.domain.zones import read_zone, zones_found
from bot.practising.usecases.zone_names import zone_names


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("new_york", "America/New_York"),
        ("NEW YO", "America/New_York"),
        ("america/new", "America/New_York"),
        ("são paulo", "America/Sao_Paulo"),
        ("tokyo", "Asia/Tokyo"),
        ("germany", "Europe/Berlin"),
        ("new zealand", "Pacific/Auckland"),
        ("utc", "UTC"),
    ],
)
def test_the_zone_that_is_meant_is_suggested_first(typed: str, first: str) -> None:
    assert zones_found(zone_names(), typed, limit=25)[0] == first


def test_a_country_finds_its_zones() -> None:
    assert "Asia/Kolkata" in zones_found(zone_names(), "india", limit=25)
    assert "America/Los_Angeles" in zones_found(zone_names(), "united states", limit=60)
    assert zones_found(zone_names(), "atlantis", limit=25) == ()


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("India", "Asia/Kolkata"),
        ("japan", "Asia/Tokyo"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("UTC", "UTC"),
    ],
)
def test_what_is_typed_means_one_zone(typed: str, zone: str) -> None:
    assert read_zone(zone_names(), typed) == zone


@pytest.mark.parametrize("typed", ["", "est", "atlantis", "united states", "Etc/GMT+3", "../../etc/passwd", "x" * 500])
def test_what_may_mean_several_zones_or_none_is_refused(typed: str) -> None:
    with pytest.raises(ZoneUnclear):
        read_zone(zone_names(), typed)


def test_a_refusal_names_what_may_be_meant() -> None:
    with pytest.raises(ZoneUnclear) as refusal:
        read_zone(zone_names(), "argentina")

    assert "America/Argentina/" in refusal.value.suggestions
