"""What happened to an answer that a review is about: inputs of the review machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.content import MessageId, Part
from bot.reviewing.domain.model import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChanged:
    """The candidate wrote, edited or deleted a message (now `part`) of a round, whose messages were `before`."""

    attempt: int
    message: MessageId
    change: Change
    part: Part | None
    before: tuple[Part, ...]
    at: datetime
    kept_back: bool = False
    """True if coaches get nothing new of the candidate's, who is muted there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAppraised:
    """The candidate compared an answer with the key points, or rated it."""

    attempt: int
