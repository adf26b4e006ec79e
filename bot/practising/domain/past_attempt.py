"""One answered question of the past, with all that is known of how it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.content import InterviewId
from bot.interviewing.domain.rating import Rating
from bot.reviewing.domain.model import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAttempt:
    """A candidate's answer to one question in one interview."""

    interview: InterviewId
    number: int
    """The number of the question in that interview."""
    bank: str
    """The slug of the bank."""
    question: str
    """The id of the question in the bank."""
    at: datetime
    """When the first message of the answer was written."""
    attempt: int
    """1 for the candidate's first answer to this question, 2 for the second, and so on."""
    rating: Rating | None = None
    """The candidate's own; None: never rated."""
    ticks: frozenset[int] | None = None
    """The key points, counted from 1, that the candidate found in their answer; None: not compared."""
    hints: int = 0
    """Those that may have helped with it: in a live interview they come afterwards."""
    assisted: bool = False
    """True if examples were shown before there was an answer."""
    grade: Grade | None = None
    """A coach's, from the latest feedback with one that has reached the candidate."""
    covered: tuple[int, ...] = ()
    """The key points, counted from 0, that the coach found in the answer; from the same feedback."""
