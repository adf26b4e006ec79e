"""How long parcels and the delivery loop wait."""

from __future__ import annotations

from datetime import datetime, timedelta

PANEL_PACE = timedelta(seconds=1)
"""The shortest time between two edits of a panel."""
LONGEST_BACKOFF = timedelta(minutes=5)
LONGEST_OUTAGE_BACKOFF = timedelta(seconds=15)
"""The longest rest while Discord does not answer: people wait when it is back."""
REPLY_GRACE = timedelta(seconds=5)
"""How long a parcel waits to go out as the reply to its interaction before it is sent as a message."""


def backoff(attempts: int, *, longest: timedelta = LONGEST_BACKOFF) -> timedelta:
    """How long a parcel rests after an attempt that had this many before it."""
    return min(timedelta(seconds=2 ** min(attempts, 10)), longest)


LONGEST_NAP = 30.0
"""Seconds; a parcel that another process stores does not wake this one."""
SHORTEST_NAP = 0.05
AFTER_AN_ERROR = 5.0


def nap_until(upcoming: datetime | None, *, now: datetime) -> float:
    """The seconds until something is due, within the limits of a nap; None: nothing is."""
    if upcoming is None:
        return LONGEST_NAP
    return min(max((upcoming - now).total_seconds(), SHORTEST_NAP), LONGEST_NAP)
