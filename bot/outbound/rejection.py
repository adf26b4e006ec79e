"""Why a message can never be sent."""

from __future__ import annotations

from enum import StrEnum


class RefusedFor(StrEnum):
    """What Discord objects to in a message, or that it is the bot which cannot make it."""

    LINK = "link"
    """A link that Discord takes for harmful."""
    EXPLICIT = "explicit"
    """Something that the reader's content filter blocks."""
    WORDS = "words"
    """Something that the server's automatic moderation blocks."""
    SIZE = "size"
    UNSAID = "unsaid"
    FAULT = "fault"
    """An error of the bot."""
