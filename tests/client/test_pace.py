"""The messenger makes no more requests a second than it was told to."""

from __future__ import annotations

import pytest

from bot.client.messenger.messenger import pace


@pytest.mark.parametrize(
    ("requests_per_second", "at_once", "seconds"),
    [(40, 10, 0.25), (50, 12.5, 0.25), (100_000, 25_000, 0.25), (4, 1, 0.25), (2, 1, 0.5), (1, 1, 1)],
)
def test_a_quarter_of_a_second_may_come_at_once(requests_per_second: int, at_once: float, seconds: float) -> None:
    limiter = pace(requests_per_second)

    assert (limiter.max_rate, limiter.time_period) == (at_once, seconds)
