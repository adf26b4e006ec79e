"""What a server knows of its coaches, and what they keep there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.content import ServerId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How a coach is introduced to candidates."""

    coach: UserId
    server: ServerId
    name: str
    bio: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A text that coaches of a server use often. It is edited before it is sent."""

    id: int
    server: ServerId
    name: str
    text: str
    author: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a coach wrote down about a candidate, for the coaches of that server."""

    id: int
    server: ServerId
    candidate: UserId
    author: UserId
    text: str
    written_at: datetime
