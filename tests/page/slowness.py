"""How slow the machine is at the moment: what is measured while other tests run tells nothing by itself."""

from __future__ import annotations

from time import perf_counter

NUMBERS = 1_000_000
USUAL = 0.06
"""Seconds that an idle machine of 2024 takes to square so many numbers."""


def slowness() -> float:
    """How many times as long as usual something takes right now; at least 1."""
    begun = perf_counter()
    sum(number * number for number in range(NUMBERS))
    return max(1.0, (perf_counter() - begun) / USUAL)
