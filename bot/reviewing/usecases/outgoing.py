"""Parcels of reviews: effects on their way into the outbox, and back out of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.content import ReviewId
from bot.outbound.outbox import Destination, NewParcel, Parcel, ParcelKind, dm_of
from bot.reviewing.domain.effects import ReviewEffect, ShowEffect, is_for_candidate
from bot.reviewing.domain.model import Review

REVIEW = ParcelKind("review")


def destination_of(review: ReviewId) -> Destination:
    """The card of a review with its thread, as a destination."""
    return Destination(f"review:{review}")


def review_parcels(
    review: Review, effects: Sequence[ReviewEffect], *, cause: str, due_at: datetime, line: int | None = None
) -> list[NewParcel]:
    """Each effect as a parcel for the candidate or for the review channel, in that order.

    `line` is their place in the order: that of the parcel which these continue, or one ahead of others.
    """
    sides = {comment.number: comment.side for comment in review.comments}
    parcels = []
    for effect in effects:
        is_direct = is_for_candidate(effect, sides)
        parcels.append(
            NewParcel(
                kind=REVIEW,
                subject=review.id,
                effect=effect,
                candidate=review.candidate,
                destination=dm_of(review.candidate) if is_direct else destination_of(review.id),
                channel=None if is_direct else review.channel,
                cause=cause,
                due_at=due_at,
                line=line,
            )
        )
    return parcels


def review_of(parcel: Parcel) -> ReviewId:
    return ReviewId(parcel.subject)


def review_effect(parcel: Parcel) -> ReviewEffect:
    """Raises TypeError where it is no effect of a review."""
    if not isinstance(parcel.effect, ReviewEffect):
        raise TypeError(parcel.effect)
    return parcel.effect


def shows_post(parcel: Parcel) -> bool:
    """True for what somebody can reply to once it is there."""
    return isinstance(parcel.effect, ShowEffect)
