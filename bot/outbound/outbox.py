"""The outbox: what a parcel is, and what the relay needs of the place where parcels wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from bot.core.content import ChannelId, MessageId, UserId
from bot.core.transactions import UnitOfWork
from bot.outbound.candidates import Candidates

Destination = NewType("Destination", str)
"""Where parcels go, in order: somebody's direct messages, or the card of a review with its thread."""

ParcelKind = NewType("ParcelKind", str)
"""The feature that an effect belongs to; by it the relay finds the handler."""


def dm_of(candidate: UserId) -> Destination:
    return Destination(f"dm:{candidate}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParcel:
    """An effect to put into the outbox."""

    kind: ParcelKind
    subject: int
    """The id of the interview or review that decided it."""
    effect: object
    candidate: UserId
    """Whose interview or review it is."""
    destination: Destination
    channel: ChannelId | None = None
    """The channel of a server in which it will be shown; None: direct messages."""
    cause: str
    """The event behind it, as in the inbox: `message:<id>`, `interaction:<id>`."""
    due_at: datetime
    line: int | None = None
    """Its place in the order of its destination: that of the parcel which it continues, or one ahead of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An effect in the outbox, stored in the same transaction as the decision behind it."""

    id: int
    kind: ParcelKind
    subject: int
    """The id of the interview or review that decided it."""
    effect: object
    candidate: UserId
    """Whose interview or review it is."""
    destination: Destination
    cause: str
    """The event behind it, as in the inbox: `message:<id>`, `interaction:<id>`."""
    nonce: str
    """At most 25 characters, unique for ever; Discord refuses to send it twice within some minutes."""
    after: MessageId | None
    """The newest message known in the channel when the parcel was stored: it can only have arrived after that one."""
    attempts: int
    """How often sending was begun before. Above 0 the message may already be there."""
    due_at: datetime
    line: int
    """Its place in the order of its destination: the id of the parcel that it continues, or its own."""

    @property
    def is_direct(self) -> bool:
        """True for what goes to the candidate's direct messages."""
        return self.destination == dm_of(self.candidate)


class Outbox(Protocol):
    async def put(self, parcels: Sequence[NewParcel]) -> None:
        """Store parcels. What waits to be shown already is not stored twice: it will show the newer state."""

    async def waiting_for(self, destination: Destination) -> Sequence[Parcel]:
        """What has not been delivered, by line, then oldest first, due or not."""

    async def claim(self, parcel: int, *, by: str, now: datetime, until: datetime) -> Parcel | None:
        """Take a waiting parcel (or one whose claim has lapsed) to send it; None if another process has it.

        The returned parcel counts only attempts before this one. From now on it is due.
        """

    async def delivered(self, parcel: int, message: MessageId, *, at: datetime) -> None: ...

    async def postpone(self, parcel: int, *, due_at: datetime) -> None:
        """Give a claimed or waiting parcel back, to be tried at that time."""

    async def drop(self, parcel: int, *, reason: str) -> None:
        """Never send it; the reason is kept."""

    async def is_delivery(self, message: MessageId) -> bool:
        """Whether the message is known as the delivery of some parcel."""

    async def destinations_due(self, now: datetime) -> Sequence[Destination]:
        """Those with a parcel that is due and not claimed, except direct messages of those who cannot be reached."""

    async def next_due(self) -> datetime | None:
        """When the next parcel for such a destination falls due or its claim lapses."""

    async def release_claims(self) -> None:
        """Forget the claims of processes that are gone. Only for the one process that owns the database."""


class OutboundUnitOfWork(UnitOfWork, Protocol):
    """A transaction in which parcels are put, claimed and settled."""

    @property
    def candidates(self) -> Candidates: ...
    @property
    def outbox(self) -> Outbox: ...
