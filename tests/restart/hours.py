"""Real time, with hours that pass at once."""

from __future__ import annotations

from playground.world.clock import SystemClock


class MovableClock(SystemClock):
    def __init__(self) -> None:
        self._passed = 0.0

    def now(self) -> float:
        return super().now() + self._passed

    def pass_hours(self, hours: float) -> None:
        self._passed += hours * 3600
