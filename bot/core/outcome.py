"""What entrances learn about an event, so that they choose the right hint."""

from __future__ import annotations

from enum import Enum, auto


class Outcome(Enum):
    """What became of an event that was not refused."""

    RECORDED = auto()
    DUPLICATE = auto()
    """Seen before; nothing changed."""
    DONE_BEFORE = auto()
    """The same form was carried out before: nothing changed, and its writer may not know of it."""
    NO_INTERVIEW = auto()
    NO_ANSWER = auto()
    """The message has nothing that can be an answer."""
    ASKED = auto()
    """The message may be no answer: its writer is asked what it is, and it is stored once they say so."""
    LOOKS_LIKE_COMMAND = auto()
    """No interview takes an answer now, and the message looks like a command that was sent as text."""
    GREETING = auto()
    """No interview takes an answer now, and the message greets the bot or calls for help."""
    OTHER_INTERVIEW = auto()
    """No interview takes an answer now, and the message replies to something of one that is over."""
    UNKNOWN = auto()
    """The message belongs to nothing that is stored."""
    ANSWERS_UNKNOWN = auto()
    """It replies to a message of the bot that belongs to no review, or to none any more."""
    UNDECIDED = auto()
    """It replies to a message that may be one of which nobody knows yet whether it was sent. Nothing is stored; what it
    belongs to is decided when the history is read next."""
    HELD = auto()
    """Stored but not sent, because another coach has the review or it is over."""
    WITHHELD = auto()
    """Discord withheld what the message says."""
    EDIT_WITHHELD = auto()
    """Discord withheld what the message says after an edit; what it said before stays."""
    EDIT_SHOWS_NOTHING = auto()
    """Since an edit the message has nothing that can be sent; what it said before stays."""
