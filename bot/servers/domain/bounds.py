"""The limits of a server's settings, for the command's options, the use case and the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.servers.domain.errors import SettingOutOfBounds

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The least and the most of a setting, both allowed."""

    least: int
    most: int
    unit: timedelta | None = None
    """None for a plain number."""

    @property
    def shortest(self) -> timedelta:
        return self.least * (self.unit or HOUR)

    @property
    def longest(self) -> timedelta:
        return self.most * (self.unit or HOUR)

    def require(self, wanted: int | timedelta | None) -> None:
        """Raises SettingOutOfBounds for a value beyond the bounds; None always passes."""
        match wanted:
            case None:
                return
            case timedelta():
                is_within = self.shortest <= wanted <= self.longest
            case number:
                is_within = self.least <= number <= self.most
        if not is_within:
            raise SettingOutOfBounds(least=self.least, most=self.most)


GOAL: Final = Bounds(least=1, most=168, unit=HOUR)
OPEN_PER_CANDIDATE: Final = Bounds(least=1, most=20)
CLAIMS_PER_COACH: Final = Bounds(least=1, most=20)
RETENTION: Final = Bounds(least=1, most=3650, unit=DAY)
ACCOUNT_AGE: Final = Bounds(least=1, most=730, unit=DAY)
MEMBERSHIP_AGE: Final = Bounds(least=1, most=365, unit=DAY)
REVIEWS_PER_DAY: Final = Bounds(least=1, most=100)
