"""A clock for hours and days that pass at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.app.wiring import now


class LaterClock:
    """Real time, with hours that pass at once."""

    def __init__(self) -> None:
        self.passed = timedelta()

    def __call__(self) -> datetime:
        return now() + self.passed
