"""What the relay asks of a feature to send one of its parcels, as protocols."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Protocol, TypeVar

from bot.core.content import ChannelId, MessageId
from bot.outbound.draft import Draft
from bot.outbound.messenger import Messenger
from bot.outbound.outbox import OutboundUnitOfWork, Parcel
from bot.outbound.rejection import RefusedFor

U_contra = TypeVar("U_contra", bound=OutboundUnitOfWork, contravariant=True)


class Delivery(Enum):
    """What became of the parcels of a destination."""

    DELIVERED = auto()
    """Nothing that was due is left."""
    LATER = auto()
    """Discord could not take it now; it is tried again."""
    CLOSED = auto()
    """Discord refuses messages to this person."""
    REFUSED = auto()
    """Discord will never accept this message."""
    ELSEWHERE = auto()
    """Another process is sending it."""
    OVERTAKEN = auto()
    """Something else has happened meanwhile, and the message is no longer wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """A message to send, or to bring up to date where it is known to be."""

    draft: Draft
    channel: ChannelId | None
    """None: the candidate's direct messages."""
    there: MessageId | None = None
    fixed: bool = False
    """True for what needs no edit where it is there."""
    freshened: bool = False
    """True for what is brought up to date where an earlier sending turns out to have arrived: it may have changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to do that shows no message. It may be done twice without harm."""

    perform: Callable[[Messenger], Awaitable[None]]


class Stale(Enum):
    """What was decided some time ago is no longer wanted."""

    STALE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paced:
    """It is wanted, but not before that time."""

    until: datetime


class LoadedParcel(Protocol[U_contra]):
    """A parcel that was claimed, with its interview or review as it was then.

    `prepare` decides nothing, may fail, and is called once; the others store in the open transaction what became of the
    parcel beyond its own state, and render nothing.
    """

    def prepare(self) -> OutgoingMessage | Action | None:
        """Render it. None: there is nothing to show."""

    async def on_sent(self, uow: U_contra, message: MessageId | None, *, at: datetime) -> None:
        """It was sent as that message, or done."""

    async def on_forbidden(self, uow: U_contra, *, at: datetime, retry_at: datetime) -> datetime | None:
        """Discord does not let the bot write there. Returns when to try again; None: the parcel is gone for it."""

    async def on_refused(self, uow: U_contra, refused_for: RefusedFor, *, at: datetime) -> None:
        """Discord will never accept it."""

    async def on_delayed(self, uow: U_contra, *, at: datetime) -> None:
        """It could not be sent several times, or will not be for some time."""

    async def on_channel_gone(self, uow: U_contra, *, at: datetime) -> None:
        """Its channel does not exist any more."""


class ParcelHandler(Protocol[U_contra]):
    """Whatever the relay must know of the parcels of one kind."""

    @property
    def may_reorder(self) -> bool:
        """True where storing what became of a parcel may put others ahead of those that wait."""

    def turn(self, parcel: Parcel) -> AbstractAsyncContextManager[None]:
        """Wait until nobody else decides about its interview or review."""

    async def is_edit(self, uow: U_contra, parcel: Parcel) -> bool:
        """True for what changes a message that is there already, so that the order does not matter."""

    async def load(
        self, uow: U_contra, parcel: Parcel, *, now: datetime, paced: bool
    ) -> LoadedParcel[U_contra] | Paced | Stale:
        """Say once whether a claimed parcel is still wanted, and now. `paced`: nobody waits for it as a reply."""
