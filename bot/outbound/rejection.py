"""Why a message cannot be sent."""

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


class Barrier(StrEnum):
    """Why Discord does not let the bot write to somebody."""

    CLOSED = "closed"
    """Their direct messages are closed, or they have blocked the bot."""
    APART = "apart"
    """They are in no server together."""
    PASSING = "passing"
    """Discord does not say; mostly the next attempt succeeds, so this is never stored."""
