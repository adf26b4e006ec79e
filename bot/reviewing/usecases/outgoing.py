"""Turns the effects of reviews into parcels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.content import ChannelId, ReviewId
from bot.outbound.outbox import Destination, NewParcel, Parcel, ParcelKind, dm_of
from bot.reviewing.domain.effects import ReviewEffect, ShowEffect, is_for_candidate
from bot.reviewing.domain.model import Review

REVIEW = ParcelKind("review")


def destination_of(review: ReviewId) -> Destination:
    """The destination that is a review's card with its thread."""
    return Destination(f"review:{review}")


def review_parcels(
    review: Review, effects: Sequence[ReviewEffect], *, cause: str, due_at: datetime, line: int | None = None
) -> list[NewParcel]:
    """One parcel for each effect, in their order, to the candidate or to the review channel.

    `line` is their place in the order of their destination: that of the parcel they continue, or one ahead of others.
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


def is_begun_post(parcel: Parcel) -> bool:
    """True for a post that may be there, unknown to us: somebody can have replied to it."""
    return isinstance(parcel.effect, ShowEffect) and parcel.may_be_there and bool(parcel.begun)


def begun_in(parcel: Parcel) -> frozenset[ChannelId]:
    """The channels of servers in which a post may be, unknown to us."""
    if not is_begun_post(parcel):
        return frozenset()
    return frozenset(each.channel for each in parcel.begun or () if each.channel is not None)
