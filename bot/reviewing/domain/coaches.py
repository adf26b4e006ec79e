"""The profiles, snippets and notes of a server's coaches."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from bot.core.content import LOOK_LIKE_NOTHING, ServerId, UserId


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


def fingerprint(text: str) -> int:
    """One number for all texts that look the same: it tells whether one is still the snippet that it began with.

    White space counts as one space, invisible characters not at all.

    It fits into 63 bits, to be part of the id of a form, and is never 0.
    """
    seen = "".join(each for each in text if each.isspace() or not _shows_nothing(each))
    digest = blake2b(" ".join(seen.split()).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1 or 1


def _shows_nothing(character: str) -> bool:
    return unicodedata.category(character)[0] == "C" or character in LOOK_LIKE_NOTHING
