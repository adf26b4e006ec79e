"""A claimed parcel with all that is needed to send it and to store its result."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.core.content import ChannelId
from bot.outbound.handler import Action, LoadedParcel, OutgoingMessage, ParcelHandler
from bot.outbound.look import BegunSending, look_of
from bot.outbound.outbox import NewParcel, OutboundUnitOfWork, Parcel

CLAIM = timedelta(minutes=1)
"""How long a claim lasts; after that another process may take over the parcel."""

U = TypeVar("U", bound=OutboundUnitOfWork)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedParcel(Generic[U]):
    """What this process alone may send, until the claim lapses."""

    parcel: Parcel
    handler: ParcelHandler[U]
    loaded: LoadedParcel[U]
    prepared: OutgoingMessage | Action | Exception | None
    """What the parcel shows or does now, or why that cannot be made."""
    dm_channel: ChannelId | None

    @property
    def claimed_at(self) -> datetime:
        """The claim made the parcel due at that moment."""
        return self.parcel.due_at

    @property
    def beginning(self) -> BegunSending | None:
        """What will be in the channel if the parcel is sent now as a new message; None if it shows no message."""
        if not isinstance(self.prepared, OutgoingMessage):
            return None
        return beginning(self.parcel, self.prepared)

    def turn(self) -> AbstractAsyncContextManager[None]:
        return self.handler.turn(self.parcel)


def beginning(parcel: Parcel | NewParcel, message: OutgoingMessage) -> BegunSending:
    """What will be in the channel once this message is sent for the parcel."""
    return BegunSending(channel=message.channel, page=message.page, look=look_of(message.draft, salt=parcel.nonce))


def beginning_anew(
    parcel: Parcel | NewParcel, prepared: OutgoingMessage | Action | Exception | None
) -> BegunSending | None:
    """What to note before the parcel is sent; None if it edits what is shown already, or shows no message."""
    if not isinstance(prepared, OutgoingMessage) or prepared.there is not None:
        return None
    return beginning(parcel, prepared)


def prepared_of(prepare: Callable[[], OutgoingMessage | Action | None]) -> OutgoingMessage | Action | Exception | None:
    """What a parcel shows or does. An error is returned, to be raised where the parcel is sent."""
    try:
        return prepare()
    except Exception as error:  # noqa: BLE001 - as above
        return error
