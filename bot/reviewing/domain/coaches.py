"""The profiles, snippets and notes of a server's coaches."""

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
    """A text that the coaches of a server use often, and edit before they send it."""

    id: int
    server: ServerId
    name: str
    text: str
    author: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a coach wrote about a candidate, for the coaches of one server."""

    id: int
    server: ServerId
    candidate: UserId
    author: UserId
    text: str
    written_at: datetime
