"""Turns the effects of shared answers into parcels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.content import ChannelId, ShareId
from bot.outbound.outbox import Destination, NewParcel, ParcelKind, dm_of
from bot.sharing.domain.effects import ShareEffect, TellWriter
from bot.sharing.domain.model import SharedAnswer

SHARE = ParcelKind("share")


def card_of(share: ShareId) -> Destination:
    """The destination that is the card of a shared answer."""
    return Destination(f"share:{share}")


def share_parcels(
    share: SharedAnswer, effects: Sequence[ShareEffect], *, channel: ChannelId, cause: str, due_at: datetime
) -> list[NewParcel]:
    """One parcel for each effect, in their order, to the writer or to the review channel, `channel`."""
    return [
        NewParcel(
            kind=SHARE,
            subject=share.id,
            effect=each,
            candidate=share.writer,
            destination=dm_of(share.writer) if isinstance(each, TellWriter) else card_of(share.id),
            channel=None if isinstance(each, TellWriter) else channel,
            cause=cause,
            due_at=due_at,
        )
        for each in effects
    ]
