"""What a server asks of candidates before their answers go to its coaches. All of it is off by default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.core.content import UserId, moment_of_id

A_DAY: Final = timedelta(hours=24)
LONGEST_HOW_TO_ASK: Final = 300
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Safeguards:
    account_age: timedelta | None = None
    """The least age of a candidate's Discord account."""
    membership_age: timedelta | None = None
    """The least time that a candidate has been a member of the server."""
    reviews_per_day: int | None = None
    """The most answers that one person may send in any 24 hours."""
    how_to_ask: str = ""
    """How a muted candidate can ask about it, in an admin's words; empty: by writing to whoever manages the server."""

    def account_fits_at(self, user: UserId) -> datetime:
        """From when on the account is old enough: Discord's ids tell when they were given."""
        return moment_of_id(user) + (self.account_age or timedelta(0))

    def membership_fits_at(self, joined_at: datetime) -> datetime:
        """From when on somebody who joined then has been a member for long enough."""
        return joined_at + (self.membership_age or timedelta(0))

    def next_fits_at(self, sent_at: Sequence[datetime]) -> datetime | None:
        """When the person may send the next answer; None: now.

        `sent_at`: when they sent those of the last 24 hours, oldest first.
        """
        if self.reviews_per_day is None or len(sent_at) < self.reviews_per_day:
            return None
        return sent_at[-self.reviews_per_day] + A_DAY
