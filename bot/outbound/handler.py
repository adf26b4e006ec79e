"""What the relay needs from a feature to send its parcels, as protocols."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Protocol, TypeVar

from bot.core.content import ChannelId, MessageId
from bot.outbound.draft import Draft
from bot.outbound.look import BegunSending
from bot.outbound.messenger import Messenger
from bot.outbound.outbox import OutboundUnitOfWork, Parcel
from bot.outbound.rejection import Barrier, RefusedFor

U_contra = TypeVar("U_contra", bound=OutboundUnitOfWork, contravariant=True)


class Delivery(Enum):
    """What became of one parcel, or of those due at a destination."""

    DELIVERED = auto()
    """Nothing due is left."""
    LATER = auto()
    """It cannot be sent now; it is tried again."""
    CLOSED = auto()
    """Discord refuses direct messages to this person until they act; what is stored of them says why."""
    PASSING = auto()
    """Discord refuses direct messages to this person for now; what was to be sent is gone, or is tried again."""
    REFUSED = auto()
    """Discord will never accept this message."""
    ELSEWHERE = auto()
    """Another process is sending it."""
    OVERTAKEN = auto()
    """Something else happened meanwhile, and the message is no longer wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """A message to send, or to edit where it is already shown."""

    draft: Draft
    channel: ChannelId | None
    """None for the candidate's direct messages."""
    there: MessageId | None = None
    instead_of: MessageId | None = None
    """The message that showed it until now and is deleted, because this one belongs further down."""
    fixed: bool = False
    """True if the message needs no edit where it is already shown."""
    page: str | None = None
    """The feature's name for the page that it shows; None if posts have no pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A step that shows no message. Performing it twice does no harm."""

    perform: Callable[[Messenger], Awaitable[None]]


class Stale(Enum):
    """The interview, review or reminder of the parcel is gone."""

    STALE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paced:
    """The parcel is wanted, but not before this time."""

    until: datetime
    is_held_up: bool = False
    """True if something is in its way, not only the pace: `Outbox.hasten` has it tried again sooner."""


class LoadedParcel(Protocol[U_contra]):
    """A claimed parcel, with its interview or review as it was after the claim.

    `prepare` decides nothing, may fail, and is called once. The methods `on_…` render nothing; they store in the open
    transaction what the result means for the interview or review.
    """

    @property
    def is_wanted(self) -> bool:
        """False if something else happened meanwhile: then nothing is sent, but what was sent before is stored."""

    def prepare(self) -> OutgoingMessage | Action | None:
        """Render the parcel. None if there is nothing to show."""

    def instead(self, reference: str) -> OutgoingMessage | None:
        """The message for people who would wait for ever, after `prepare` or sending failed too often by our fault.

        `reference` leads to the log. None: `on_refused` tells them.
        """

    async def on_found(self, uow: U_contra, message: MessageId, sending: BegunSending, *, at: datetime) -> None:
        """An earlier attempt has sent this message. It may be out of date; if so, put the parcel that edits it."""

    async def on_sent(self, uow: U_contra, message: MessageId | None, *, at: datetime) -> None:
        """The parcel was sent as this message; None if it was an action, and is done."""

    async def on_forbidden(
        self, uow: U_contra, barrier: Barrier, *, at: datetime, retry_at: datetime
    ) -> datetime | None:
        """Discord does not let the bot write there. Returns when to try again; None if the parcel is gone.

        `barrier`: what keeps the bot from a person; it says nothing of a channel.
        """

    async def on_refused(self, uow: U_contra, refused_for: RefusedFor, *, at: datetime) -> None:
        """Discord will never accept the message."""

    async def on_delayed(self, uow: U_contra, *, at: datetime) -> None:
        """Sending failed several times, or Discord asked the bot to wait."""

    async def on_channel_gone(self, uow: U_contra, *, at: datetime) -> None:
        """The channel no longer exists."""


class ParcelHandler(Protocol[U_contra]):
    """What the relay must know about the parcels of one kind."""

    @property
    def may_reorder(self) -> bool:
        """True if storing the result of a parcel may put others ahead of those that wait."""

    def turn(self, parcel: Parcel) -> AbstractAsyncContextManager[None]:
        """Lock the parcel's interview or review: nobody else in this process decides about it meanwhile."""

    def must_follow(self, parcel: Parcel, left: Parcel) -> bool:
        """True if the parcel must not go past that other one, even as the reply that a person waits for."""

    async def is_edit(self, uow: U_contra, parcel: Parcel) -> bool:
        """True if the order does not matter, as for an edit of a message that is already shown."""

    async def load(
        self, uow: U_contra, parcel: Parcel, *, now: datetime, paced: bool
    ) -> LoadedParcel[U_contra] | Paced | Stale:
        """Read what a claimed parcel needs, unless it is wanted later. `paced`: nobody waits for it as a reply."""
