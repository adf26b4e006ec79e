"""Says which reviews `/queue` shows."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from bot.core.content import UserId
from bot.reviewing.domain.model import Review, Side, Stage


class Filter(StrEnum):
    """The choices of `/queue`."""

    OPEN = "open"
    """Without feedback, claimed or not."""
    FREE = "free"
    """Without feedback, and not claimed."""
    MINE = "mine"
    """Claimed by the asking coach, or last answered by them."""
    REPLIES = "replies"
    """The candidate has written or tried again since the last feedback."""


def fits(review: Review, wanted: Filter, coach: UserId, at: datetime) -> bool:
    """True if the filter shows this running review to the coach."""
    match wanted:
        case Filter.OPEN:
            return review.stage is Stage.WAITING
        case Filter.FREE:
            return review.stage is Stage.WAITING and review.claim_at(at) is None
        case Filter.MINE:
            return review.is_claimed_by(coach, at) or review.coach == coach
        case Filter.REPLIES:
            return review.stage is Stage.ANSWERED and _awaits_reply(review)


def _awaits_reply(review: Review) -> bool:
    """True if the candidate wrote or tried last. Comments that were withdrawn or never sent are ignored."""
    spoken = [(each.written_at, each.side) for each in review.comments if each.counts]
    tried = [(each.sent_at, Side.CANDIDATE) for each in review.attempts]
    _, last = max(spoken + tried)
    return last is Side.CANDIDATE
