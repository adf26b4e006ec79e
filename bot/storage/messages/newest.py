"""Queries for the newest message that was known when a parcel was put."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, ScalarSelect, Select, exists, func, select

from bot.core.content import MessageId, UserId
from bot.outbound.outbox import NewParcel
from bot.storage.schema.interviews import candidates, outbox
from bot.storage.schema.reviews import shown_pages

PUT_BEFORE = 100
"""How many parcels are asked whether a message was there before another one was put."""


def newest_message_before(parcel: NewParcel) -> ScalarSelect[Any]:
    """The newest message known before the parcel is put: its own message can only be newer.

    For direct messages it is the newest there. Elsewhere it is the newest that shows a page of any review: ids are in
    the order of time in all channels, and the newest of one channel would have to be searched for.
    """
    if parcel.channel is None:
        return newest_message_for(parcel.candidate)
    return select(func.max(shown_pages.c.message_id)).scalar_subquery()


def newest_message_for(candidate: UserId | BindParameter[int]) -> ScalarSelect[int | None]:
    """The newest message known in a candidate's direct messages."""
    return select(candidates.c.newest_message).where(candidates.c.id == candidate).scalar_subquery()


def was_there_before(parcel: int, message: MessageId) -> Select[tuple[bool]]:
    """Whether a parcel that was put earlier knew of the message, or of a newer one.

    A parcel that does not know what it comes after may meet an old message that looks like its own, and the parcel that
    was delivered as that message may be stored no longer: see `Handled`.
    """
    put_before = (
        select(outbox.c.after).where(outbox.c.id < parcel).order_by(outbox.c.id.desc()).limit(PUT_BEFORE).subquery()
    )
    return select(exists().where(put_before.c.after >= message))
