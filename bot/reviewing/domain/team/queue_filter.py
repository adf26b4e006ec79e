"""Says which reviews `/queue` shows."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from bot.core.content import UserId
from bot.reviewing.domain.counting import waits_since
from bot.reviewing.domain.model import Review, Stage


class Filter(StrEnum):
    """The choices of `/queue`."""

    OPEN = "open"
    """The candidate waits: for feedback, or since they wrote or tried again."""
    FREE = "free"
    """Those of them that no coach has claimed, and that are nobody's conversation."""
    MINE = "mine"
    """Claimed by the asking coach, or last answered by them."""
    REPLIES = "replies"
    """The candidate has written or tried again since the last feedback."""


def fits(review: Review, wanted: Filter, coach: UserId, at: datetime) -> bool:
    """True if the filter shows this running review to the coach."""
    match wanted:
        case Filter.OPEN:
            return waits_since(review) is not None
        case Filter.FREE:
            return waits_since(review) is not None and review.claim_at(at) is None and review.keeper is None
        case Filter.MINE:
            return review.is_claimed_by(coach, at) or review.keeper == coach
        case Filter.REPLIES:
            return review.stage is Stage.ANSWERED and waits_since(review) is not None
