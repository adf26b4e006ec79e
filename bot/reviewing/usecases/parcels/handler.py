"""Tells the relay what it must know of the parcels of reviews."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

from bot.core.content import ChannelId, ReviewId
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
from bot.reviewing.usecases.parcels.staleness import is_for_coaches_only, review_still_wanted
from bot.reviewing.usecases.parcels.unreachable import LONGEST_REST
from bot.reviewing.usecases.ports import ReviewComposer, ReviewingUnitOfWork
from bot.reviewing.usecases.snapshots import snapshot_of
from bot.servers.domain.model import Server
from bot.servers.usecases.ports import Readers

UNTIL_TOLD = timedelta(seconds=1)
UNTIL_PRIVATE = timedelta(minutes=1)
"""How long a post waits while Discord has not told who can read the review channel, or others than coaches can."""

_REMOVALS = (RemoveCard, RemoveOldPosts, RemovePost)


class ReviewParcels:
    """Implements `bot.outbound.handler.ParcelHandler` for reviews."""

    may_reorder = True

    def __init__(
        self, *, composer: ReviewComposer, locks: KeyedLocks[ReviewId], caught_up: CaughtUp, readers: Readers
    ) -> None:
        self._caught_up = caught_up
        self._readers = readers
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
        return review is not None and review.message_to_edit(effect.post, effect.page or FIRST_PAGE) is not None

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
            return Paced(until=now + LONGEST_REST, is_held_up=True) if isinstance(effect, _REMOVALS) else Stale.STALE
        actions = ThreadActions(
            snapshot=snapshot, composer=self._composer, caught_up=self._caught_up, attempts=parcel.attempts
        )
        until = actions.paced_until(effect)
        if paced and until is not None and until > now:
            return Paced(until=until)
        if not parcel.is_direct and is_for_coaches_only(effect, review):
            kept_back = self._kept_back(snapshot.server, review.channel, now=now)
            if kept_back is not None:
                return Paced(until=kept_back, is_held_up=True)
        return LoadedReviewParcel(
            parcel=parcel,
            effect=effect,
            is_wanted=review_still_wanted(effect, review, now),
            snapshot=snapshot,
            composer=self._composer,
            actions=actions,
        )

    def _kept_back(self, server: Server, channel: ChannelId, *, now: datetime) -> datetime | None:
        """When to try again to show something in that channel; None: now."""
        if self._readers.may_post(server.id, channel, insiders=server.insiders):
            return None
        outsiders = self._readers.outsiders(server.id, channel, insiders=server.insiders)
        return now + (UNTIL_PRIVATE if outsiders else UNTIL_TOLD)


def _review_of(parcel: Parcel) -> ReviewId:
    return ReviewId(parcel.subject)


def _effect_of(parcel: Parcel) -> ReviewEffect:
    """The effect in a parcel. Raises TypeError if it is no effect of a review."""
    if not isinstance(parcel.effect, ReviewEffect):
        raise TypeError(parcel.effect)
    return parcel.effect
