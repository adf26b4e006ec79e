"""What entrances learn about an event, so that they choose the right hint."""

from __future__ import annotations

from enum import Enum, auto


class Outcome(Enum):
    """What became of an event that was not refused."""

    RECORDED = auto()
    DUPLICATE = auto()
    """Seen before; nothing changed."""
    NO_INTERVIEW = auto()
    NO_ANSWER = auto()
    """The message has nothing that can be an answer."""
    UNKNOWN = auto()
    """The message belongs to nothing that is stored."""
    HELD = auto()
    """Stored but not sent, because another coach has the review or it is over."""
    WITHHELD = auto()
    """Discord withheld what the message says."""
    EDIT_WITHHELD = auto()
    """Discord withheld what the message says after an edit; what it said before stays."""
