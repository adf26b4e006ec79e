"""Says who may claim or end a review, and renews the claim of a coach at work."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.content import UserId
from bot.reviewing.domain.errors import AlreadyClaimed, OpinionGiven, OwnReview, ReviewOver
from bot.reviewing.domain.model import LEASE, RENEWED_EVERY, Review


def require_running(review: Review) -> None:
    """Raises ReviewOver: the review is closed or withdrawn."""
    if review.is_over:
        raise ReviewOver(review.stage)


def require_other_coach(review: Review, coach: UserId) -> None:
    """Raises OwnReview: the coach is the candidate; OpinionGiven: the candidate asked for another coach."""
    if coach == review.candidate:
        raise OwnReview
    if coach in review.excluded:
        raise OpinionGiven


def require_free(review: Review, coach: UserId, at: datetime) -> None:
    """Raises AlreadyClaimed: another coach has the review."""
    claim = review.claim_at(at)
    if claim is not None and claim.coach != coach:
        raise AlreadyClaimed(by=claim.coach, until=claim.until)


def renewed(review: Review, coach: UserId, at: datetime) -> Review:
    """The review with this coach's claim renewed; unchanged if they have none or gain less than `RENEWED_EVERY`."""
    claim = review.claim_at(at)
    if claim is None or claim.coach != coach or at + LEASE - claim.until < RENEWED_EVERY:
        return review
    return replace(review, claim=replace(claim, until=at + LEASE))
