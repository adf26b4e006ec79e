"""What the relay must know of a parcel to send it: one protocol, kept by interviews and by reviews."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Protocol

from bot.core.content import ChannelId, MessageId
from bot.outbound.draft import Draft
from bot.outbound.messenger import Messenger
from bot.outbound.outbox import Parcel, UnitOfWork
from bot.outbound.rejection import RefusedFor


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """A message to send, or to bring up to date where it is known to be."""

    draft: Draft
    channel: ChannelId | None
    """None: the candidate's direct messages."""
    there: MessageId | None = None
    fixed: bool = False
    """Where it is there, it needs no edit."""
    freshened: bool = False
    """Where an earlier sending turns out to have arrived, it is brought up to date: it may have changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Something to do that shows no message. It may be done twice without harm."""

    perform: Callable[[Messenger], Awaitable[None]]


class Cargo(Protocol):
    """A parcel that was claimed, with its interview or review as it was then.

    `prepare` decides nothing and may fail; the other methods store in the open transaction what became of the parcel
    beyond its own state.
    """

    @property
    def paced_until(self) -> datetime | None:
        """It is not sent before."""

    def prepare(self) -> Showing | Errand | None:
        """None: there is nothing to show."""

    async def arrived(self, uow: UnitOfWork, message: MessageId | None, *, at: datetime) -> None:
        """It was sent as that message, or done."""

    async def unreachable(self, uow: UnitOfWork, *, at: datetime, retry_at: datetime) -> datetime | None:
        """Discord does not let us write there. Returns when to try again; None: the parcel is gone because of it."""

    async def refused(self, uow: UnitOfWork, refused_for: RefusedFor, *, at: datetime) -> None:
        """Discord will never accept it."""

    async def delayed(self, uow: UnitOfWork, *, at: datetime) -> None:
        """It could not be sent several times, or will not be for some time."""

    async def place_gone(self, uow: UnitOfWork, *, at: datetime) -> None:
        """Its channel does not exist any more."""


class Freight(Protocol):
    """All parcels of one kind."""

    def turn(self, parcel: Parcel) -> AbstractAsyncContextManager[None]:
        """Waits until nobody else decides about its interview or review."""

    async def is_edit(self, uow: UnitOfWork, parcel: Parcel) -> bool:
        """Whether it changes a message that is there already, so that the order does not matter."""

    async def load(self, uow: UnitOfWork, parcel: Parcel) -> Cargo | None:
        """None: what was decided some time ago is no longer wanted."""


class Delivery(Enum):
    """What became of a candidate's parcels."""

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
