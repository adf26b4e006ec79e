"""What can become of an event that is not refused."""

from __future__ import annotations

from enum import Enum, auto


class Outcome(Enum):
    """What became of an event that was not refused."""

    RECORDED = auto()
    DUPLICATE = auto()
    """Seen before; nothing changed."""
    NO_INTERVIEW = auto()
    NO_ANSWER = auto()
    """The message holds nothing that can be an answer."""
    UNKNOWN = auto()
    """The message belongs to nothing that is stored."""
    HELD = auto()
    """Stored, and not sent: another coach has the review, or it is over."""
    WITHHELD = auto()
    """Discord did not hand over what the message says."""
    EDIT_WITHHELD = auto()
    """Discord did not hand over what the message says since it was edited; what it said before stays."""
