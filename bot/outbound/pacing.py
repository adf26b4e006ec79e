"""Says of a parcel whether it is still wanted, and when it may be sent."""

from __future__ import annotations

from datetime import timedelta

PANEL_PACE = timedelta(seconds=1)
"""A panel is not edited more often than this."""
LONGEST_BACKOFF = timedelta(minutes=5)
REPLY_GRACE = timedelta(seconds=5)
"""How long a parcel waits for the reply to the interaction that caused it, before it is sent as a message."""


def backoff(attempts: int) -> timedelta:
    """How long a parcel rests after an attempt, when there were that many before."""
    return min(timedelta(seconds=2 ** min(attempts, 10)), LONGEST_BACKOFF)


LONGEST_NAP = 30.0
"""Seconds; other processes may have stored parcels that nobody told this one of."""


AFTER_AN_ERROR = 5.0
