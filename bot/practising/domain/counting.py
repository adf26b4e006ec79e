"""Which rating of an attempt counts for spacing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.interviewing.domain.rating import Rating
from bot.reviewing.domain.model import Grade

_GRADED: Final = {
    Grade.STRONG: Rating.EASY,
    Grade.GOOD: Rating.SOLID,
    Grade.MIXED: Rating.SHAKY,
    Grade.NOT_YET: Rating.STUCK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of one answered attempt."""

    rating: Rating | None = None
    """The candidate's own; None: never rated."""
    ticked: int | None = None
    """How many key points the candidate found in their own answer; None: never compared."""
    key_points: int = 0
    """How many the question has."""
    hints: int = 0
    assisted: bool = False
    """Examples were seen before the attempt."""
    grade: Grade | None = None
    """A coach's, from the moment that the feedback has been delivered."""
    covered: int = 0
    """How many key points that coach found in the answer; 0 also if they did not say."""


def counted_rating(evidence: Evidence) -> Rating:
    """The rating that counts.

    A coach outranks the candidate: their grade does, or else the key points that they found. Then comes the candidate's
    own rating. An attempt that was never rated was solid if it stood alone; it was shaky with hints, or if the
    candidate found fewer than half of the key points. Examples seen before make it shaky at best, whoever says more.
    """
    counted = _by_coach(evidence) or evidence.rating or _unrated(evidence)
    return min(counted, Rating.SHAKY) if evidence.assisted else counted


def _by_coach(evidence: Evidence) -> Rating | None:
    if evidence.grade is not None:
        return _GRADED[evidence.grade]
    if not evidence.covered:
        return None
    return Rating.SOLID if _at_least_half(evidence.covered, evidence.key_points) else Rating.SHAKY


def _unrated(evidence: Evidence) -> Rating:
    missing = evidence.ticked is not None and not _at_least_half(evidence.ticked, evidence.key_points)
    return Rating.SHAKY if evidence.hints or missing else Rating.SOLID


def _at_least_half(found: int, of: int) -> bool:
    return 2 * found >= of
