"""The profiles, snippets and notes of a server's coaches."""

from __future__ import annotations

from collections.abc import Sequence
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
    named: bool
    """True if it is about the candidate by their name; False: by their alias. To coaches these are two people."""
    author: UserId
    text: str
    written_at: datetime


def notes_on(notes: Sequence[Note], *, named: bool) -> Sequence[Note]:
    """Those of a candidate's notes that coaches may see beside an answer under the name, or under the alias."""
    return [each for each in notes if each.named is named]
