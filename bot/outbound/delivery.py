"""What can become of the parcels of a candidate."""

from __future__ import annotations

from enum import Enum, auto


class Delivery(Enum):
    """What became of a candidate's parcels."""

    DELIVERED = auto()
    """Nothing that was due is left."""
    LATER = auto()
    """Discord could not take it now; it is tried again."""
    CLOSED = auto()
    """Discord refuses messages to this person."""
    REFUSED = auto()
    """Discord will never accept this message."""
    ELSEWHERE = auto()
    """Another process is sending it."""
    OVERTAKEN = auto()
    """Something else has happened meanwhile, and the message is no longer wanted."""
