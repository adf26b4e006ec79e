"""Queries for the newest message that is known where a parcel goes."""

from __future__ import annotations

from sqlalchemy import BindParameter, ScalarSelect, select

from bot.core.content import ChannelId, UserId
from bot.outbound.outbox import NewParcel
from bot.reviewing.domain.posts import PostKind
from bot.storage.schema.interviews import candidates
from bot.storage.schema.reviews import reviews, shown_pages

_WITH_COACHES = (PostKind.ANSWER, PostKind.COPY, PostKind.CHANGE, PostKind.NOTICE)
"""Posts that are always shown in the review channel or a thread of it."""


def newest_message_before(parcel: NewParcel) -> ScalarSelect[int] | ScalarSelect[int | None]:
    """The newest message known where the parcel goes: its own message can only be newer."""
    if parcel.channel is None:
        return newest_message_for(parcel.candidate)
    return _newest_message_in(parcel.channel)


def newest_message_for(candidate: UserId | BindParameter[int]) -> ScalarSelect[int | None]:
    """The newest message known in a candidate's direct messages."""
    return select(candidates.c.newest_message).where(candidates.c.id == candidate).scalar_subquery()


def _newest_message_in(channel: ChannelId) -> ScalarSelect[int]:
    """The newest message known in a review channel or a thread of it."""
    return (
        select(shown_pages.c.message_id)
        .join(reviews, reviews.c.id == shown_pages.c.review_id)
        .where(reviews.c.channel == channel, shown_pages.c.kind.in_(_WITH_COACHES))
        .order_by(shown_pages.c.message_id.desc())
        .limit(1)
        .scalar_subquery()
    )
