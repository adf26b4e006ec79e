"""What coaches ask to be pinged about when an answer is sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class InterestKind(StrEnum):
    EVERYTHING = "everything"
    BANK = "bank"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """A bank, a topic, or every answer of a server."""

    kind: InterestKind
    value: str = ""
    """The slug of the bank or the topic; empty for every answer."""


EVERYTHING = Interest(kind=InterestKind.EVERYTHING)
MOST_INTERESTS = 25
"""Interests that a coach may have in a server."""
MOST_CALLED = 40
"""Coaches who are pinged about one answer, so that the message that does it fits Discord."""
