"""Why Discord refuses a text."""

from __future__ import annotations

from enum import StrEnum


class RefusedFor(StrEnum):
    """What Discord found in it."""

    LINK = "link"
    """One that it takes for harmful."""
    EXPLICIT = "explicit"
    """Something that its reader's filter keeps out."""
    WORDS = "words"
    """Something that a server's automatic moderation keeps out."""
    SIZE = "size"
    UNSAID = "unsaid"
