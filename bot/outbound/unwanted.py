"""A loaded parcel of somebody who is being forgotten: it shows nothing new, and takes away what it is to take away."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, TypeVar

from bot.core.content import MessageId
from bot.outbound.claimed import prepared_of
from bot.outbound.handler import Action, LoadedParcel, OutgoingMessage, Paced, Stale
from bot.outbound.look import BegunSending
from bot.outbound.outbox import OutboundUnitOfWork
from bot.outbound.rejection import Barrier, RefusedFor

U = TypeVar("U", bound=OutboundUnitOfWork)


class UnwantedParcel(Generic[U]):
    """Implements `LoadedParcel`: what was sent before is stored, and no message is sent."""

    def __init__(self, loaded: LoadedParcel[U]) -> None:
        self._loaded = loaded
        self._prepared = prepared_of(loaded.prepare)

    @property
    def is_wanted(self) -> bool:
        """True for an action: it takes away something, or what it opens is deleted with all the rest."""
        return self._loaded.is_wanted and isinstance(self._prepared, Action)

    def prepare(self) -> OutgoingMessage | Action | None:
        if isinstance(self._prepared, Exception):
            raise self._prepared
        return self._prepared

    def instead(self, reference: str) -> OutgoingMessage | None:  # noqa: ARG002 - the port's
        """Nobody waits for it any more."""
        return None

    async def on_found(self, uow: U, message: MessageId, sending: BegunSending, *, at: datetime) -> None:
        await self._loaded.on_found(uow, message, sending, at=at)

    async def on_sent(self, uow: U, message: MessageId | None, *, at: datetime) -> None:
        await self._loaded.on_sent(uow, message, at=at)

    async def on_forbidden(self, uow: U, barrier: Barrier, *, at: datetime, retry_at: datetime) -> datetime | None:
        return await self._loaded.on_forbidden(uow, barrier, at=at, retry_at=retry_at)

    async def on_refused(self, uow: U, refused_for: RefusedFor, *, at: datetime) -> None:
        await self._loaded.on_refused(uow, refused_for, at=at)

    async def on_delayed(self, uow: U, *, at: datetime) -> None:
        """Does nothing: nobody waits for it any more."""

    async def on_channel_gone(self, uow: U, *, at: datetime) -> None:
        """Does nothing: what was shown there is gone, too."""


def nothing_new(loaded: LoadedParcel[U] | Paced | Stale, *, may_be_there: bool) -> LoadedParcel[U] | Paced | Stale:
    """The parcel as it is loaded for somebody who is being forgotten.

    What is kept back for a while would never be wanted; only if it may have been sent it waits to be looked up.
    """
    if isinstance(loaded, Stale):
        return loaded
    if isinstance(loaded, Paced):
        return loaded if may_be_there else Stale.STALE
    return UnwantedParcel(loaded)
