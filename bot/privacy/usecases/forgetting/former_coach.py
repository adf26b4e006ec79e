"""Shows anew what a coach who is forgotten had to do with: reviews and shared answers name them nowhere any more."""

from __future__ import annotations

from datetime import datetime

from bot.core.content import FORMER_COACH, ReviewId, ShareId
from bot.reviewing.domain.effects import RemovePost, ReviewEffect, ShowNotice, ShowPost
from bot.reviewing.domain.ending import put_away
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.posts import CARD, Post, PostKind
from bot.reviewing.domain.step import UPDATE_CARD
from bot.reviewing.usecases.outgoing import review_parcels
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.sharing.domain.effects import ShowSharedCard
from bot.sharing.usecases.outgoing import share_parcels
from bot.sharing.usecases.ports import SharingUnitOfWork

_MADE_FROM_THE_REVIEW = {PostKind.ANSWER, PostKind.COMMENT, PostKind.COPY, PostKind.RECEIPT, PostKind.STATUS}
"""What can be shown again as the review stands now; notices tell of one moment."""


async def show_without(uow: ReviewingUnitOfWork, review: ReviewId, *, now: datetime) -> None:
    """Put what edits the posts of a review, of which what is stored names the coach no more.

    What only tells that the coach did something is deleted.
    """
    found = await uow.reviews.get(review)
    if found is None:
        return
    effects: list[ReviewEffect] = [UPDATE_CARD]
    for post in dict.fromkeys(each.post for each in found.shown_pages):
        if post.kind in _MADE_FROM_THE_REVIEW:
            effects += [ShowPost(post=post)] if post != CARD else []
        elif await _names_a_former_coach(uow, found, post):
            effects.append(RemovePost(post=post))
    # Not by the person's id: what caused it is stored as long as the review.
    await uow.outbox.put(
        review_parcels(found, [*effects, *put_away(found)], cause=f"former-coach:{review}", due_at=now)
    )


async def show_card_without(uow: SharingUnitOfWork, share: ShareId, *, now: datetime) -> None:
    """Put what edits the card of a shared answer, of which what is stored names the coach no more."""
    found = await uow.shares.get(share)
    server = None if found is None else await uow.servers.get(found.server)
    if found is None or server is None:
        return
    await uow.outbox.put(
        share_parcels(
            found,
            [ShowSharedCard()],
            channel=server.review_channel,
            cause=f"former-coach:share:{share}",
            due_at=now,
        )
    )


async def _names_a_former_coach(uow: ReviewingUnitOfWork, review: Review, post: Post) -> bool:
    """True for a notice about a coach, or that called one, who is forgotten."""
    for page in review.shown_pages_of(post):
        parcel = await uow.outbox.delivered_as(page.message)
        if parcel is not None and isinstance(parcel.effect, ShowNotice):
            return FORMER_COACH in (parcel.effect.person, *parcel.effect.called)
    return False
