"""Tells the relay what it must know of the parcels of reviews."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import datetime

from bot.core.content import ReviewId
from bot.core.locks import KeyedLocks
from bot.outbound.handler import Paced, Stale
from bot.outbound.outbox import Parcel
from bot.reviewing.domain.effects import (
    RemoveCard,
    RemoveOldPosts,
    RemovePost,
    ReviewEffect,
    ShowEffect,
)
from bot.reviewing.domain.posts import FIRST_PAGE
from bot.reviewing.usecases.parcels.actions import CaughtUp, ThreadActions
from bot.reviewing.usecases.parcels.loaded import LoadedReviewParcel
from bot.reviewing.usecases.parcels.staleness import review_still_wanted
from bot.reviewing.usecases.parcels.unreachable import LONGEST_REST
from bot.reviewing.usecases.ports import ReviewComposer, ReviewingUnitOfWork
from bot.reviewing.usecases.snapshots import snapshot_of

_REMOVALS = (RemoveCard, RemoveOldPosts, RemovePost)


class ReviewParcels:
    """Implements `bot.outbound.handler.ParcelHandler` for reviews."""

    may_reorder = True

    def __init__(self, *, composer: ReviewComposer, locks: KeyedLocks[ReviewId], caught_up: CaughtUp) -> None:
        self._caught_up = caught_up
        self._composer = composer
        self._locks = locks

    def turn(self, parcel: Parcel) -> AbstractAsyncContextManager[None]:
        return self._locks.lock(_review_of(parcel))

    def must_follow(self, parcel: Parcel, left: Parcel) -> bool:  # noqa: ARG002 - the port's
        return False

    async def is_edit(self, uow: ReviewingUnitOfWork, parcel: Parcel) -> bool:
        effect = _effect_of(parcel)
        if not isinstance(effect, ShowEffect):
            return isinstance(effect, RemoveOldPosts)  # nothing here depends on the posts elsewhere
        review = await uow.reviews.get(_review_of(parcel))
        return review is not None and review.message_of(effect.post, effect.page or FIRST_PAGE) is not None

    async def load(
        self, uow: ReviewingUnitOfWork, parcel: Parcel, *, now: datetime, paced: bool
    ) -> LoadedReviewParcel | Paced | Stale:
        effect = _effect_of(parcel)
        review = await uow.reviews.get(_review_of(parcel))
        if review is None:
            return Stale.STALE
        snapshot = await snapshot_of(uow, review, now=now)
        if snapshot is None:
            return Stale.STALE
        if snapshot.server.removed_at is not None and not parcel.is_direct:
            # Nobody there can be shown anything; but what is to go goes if the bot is ever back.
            return Paced(until=now + LONGEST_REST) if isinstance(effect, _REMOVALS) else Stale.STALE
        actions = ThreadActions(
            snapshot=snapshot, composer=self._composer, caught_up=self._caught_up, attempts=parcel.attempts
        )
        until = actions.paced_until(effect)
        if paced and until is not None and until > now:
            return Paced(until=until)
        return LoadedReviewParcel(
            parcel=parcel,
            effect=effect,
            is_wanted=review_still_wanted(effect, review, now),
            snapshot=snapshot,
            composer=self._composer,
            actions=actions,
        )


def _review_of(parcel: Parcel) -> ReviewId:
    return ReviewId(parcel.subject)


def _effect_of(parcel: Parcel) -> ReviewEffect:
    """The effect in a parcel. Raises TypeError if it is no effect of a review."""
    if not isinstance(parcel.effect, ReviewEffect):
        raise TypeError(parcel.effect)
    return parcel.effect
