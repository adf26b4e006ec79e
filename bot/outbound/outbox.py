"""What a parcel is, and what the relay needs from the outbox in which parcels wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import NewType, Protocol

from bot.core.content import ChannelId, MessageId, ServerId, UserId
from bot.core.transactions import UnitOfWork
from bot.outbound.candidates import Candidates
from bot.outbound.handled import Handled
from bot.outbound.look import BegunSending
from bot.outbound.messenger import new_nonce

Destination = NewType("Destination", str)
"""Where parcels go, in order: a candidate's direct messages, or the card of a review with its thread."""

ParcelKind = NewType("ParcelKind", str)
"""The feature that an effect belongs to; the relay finds the handler by it."""


def dm_of(candidate: UserId) -> Destination:
    return Destination(f"dm:{candidate}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParcel:
    """An effect to put into the outbox."""

    kind: ParcelKind
    subject: int
    """The id of the interview, review, reminder or export that the effect belongs to."""
    effect: object
    candidate: UserId
    """The candidate of that interview, review, reminder or export."""
    destination: Destination
    channel: ChannelId | None = None
    """The server channel in which it will be shown; None for direct messages."""
    cause: str
    """The event behind it, as in the inbox: `message:<id>`, `interaction:<id>`."""
    due_at: datetime
    line: int | None = None
    """Its order at the destination: the line of the parcel that it continues, or a lower one; None to come last."""
    nonce: str = field(default_factory=new_nonce)
    """As in `Parcel`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An effect in the outbox, stored in the same transaction as the decision behind it."""

    id: int
    kind: ParcelKind
    subject: int
    """The id of the interview, review, reminder or export that the effect belongs to."""
    effect: object
    candidate: UserId
    """The candidate of that interview, review, reminder or export."""
    destination: Destination
    cause: str
    """The event behind it, as in the inbox: `message:<id>`, `interaction:<id>`."""
    nonce: str
    """At most 25 characters, unique for ever; Discord does not send the same one twice within some minutes."""
    after: MessageId | None
    """The newest message known when the parcel was stored, of direct messages in theirs; its own can only be newer."""
    attempts: int
    """How often sending was begun before."""
    begun: tuple[BegunSending, ...] | None = None
    """What those attempts may have left in the channel; None: nothing was noted."""
    due_at: datetime
    line: int
    """Its order at the destination: the line that it was put with, or its own id."""
    shows: str | None = None
    """The same for parcels that show the same; None for one that tells of one happening."""

    @property
    def may_be_there(self) -> bool:
        """True if the message of an earlier attempt may have arrived."""
        return self.attempts > 0 and self.begun != ()

    @property
    def is_direct(self) -> bool:
        """True for a parcel to the candidate's direct messages."""
        return self.destination == dm_of(self.candidate)


class Find(Enum):
    """What a message is that an earlier attempt may have sent."""

    OWN = auto()
    """That of this parcel; stored now as its delivery."""
    KNOWN = auto()
    """That of this parcel; whoever held it before has stored its delivery meanwhile."""
    OF_ANOTHER = auto()
    """The delivery of another parcel. Nothing is stored."""


class Outbox(Protocol):
    async def put(self, parcels: Sequence[NewParcel]) -> None:
        """Store parcels. Where one waits that shows the same, no second is stored: it will show the newer state."""

    async def put_claimed(
        self, parcel: NewParcel, *, by: str, now: datetime, until: datetime, begun: BegunSending | None
    ) -> Parcel | None:
        """Store a parcel of an interview as `put` does, and claim it by that unless others wait at its destination.

        `begun`: what its message will look like, if it will be a new one. None: it waits, unclaimed.
        """

    async def waiting_for(self, destination: Destination, *, held: bool = False) -> Sequence[Parcel]:
        """The parcels that still wait, due or not, by line, then oldest first.

        `held`: nobody claims or settles them before this transaction ends.
        """

    async def sent_again(self, destinations: Sequence[Destination]) -> Sequence[tuple[Parcel, MessageId]]:
        """The delivered parcels that took several attempts, each with its message: an earlier one may have left one."""

    async def claim(
        self, parcel: int, *, by: str, now: datetime, until: datetime, alone_at: Destination | None = None
    ) -> Parcel | None:
        """Take a waiting parcel to send it; None if another claim on it still runs, or it no longer waits.

        With `alone_at`, which is its destination, also None while others are sending something there. The returned
        parcel counts only the attempts before this one. It is due from now on.
        """

    async def note_begun(self, parcel: Parcel, sending: BegunSending) -> None:
        """Remember what the parcel's message will look like, before it is sent."""

    async def delivered(self, parcel: int, message: MessageId, *, at: datetime) -> bool:
        """Store what the parcel was sent as. False if it was sent as another message before: a claim had lapsed."""

    async def found(self, parcel: int, message: MessageId, *, at: datetime) -> Find:
        """`delivered` by an earlier attempt, if no other parcel was delivered as this message."""

    async def postpone(
        self, parcel: int, *, due_at: datetime, nothing_arrived: bool = False, was_tried: bool = True
    ) -> None:
        """Give back a claimed or waiting parcel, to be tried at that time.

        `nothing_arrived`: no attempt until now has left a message. `was_tried`: False if the claim counts as none.
        """

    async def hasten(self, destination: Destination, *, now: datetime) -> bool:
        """Make parcels due whose message may be there: somebody waits to know. True if one was not due before."""

    async def hasten_cards(self, server: ServerId, *, now: datetime) -> None:
        """Make everything due that waits for the review channel of a server."""

    async def drop(self, parcel: int, *, reason: str) -> None:
        """Never send the parcel; the reason is stored."""

    async def is_delivery(self, message: MessageId) -> bool:
        """True if the message is stored as the delivery of some parcel."""

    async def delivered_as(self, message: MessageId) -> Parcel | None:
        """The latest parcel of which this message is the delivery; None for a message of somebody else, or long ago."""

    async def destinations_due(self, now: datetime) -> Sequence[Destination]:
        """Destinations with a due and unclaimed parcel, except direct messages of people who cannot be reached."""

    async def next_due(self) -> datetime | None:
        """When the next parcel for such a destination falls due or its claim lapses; None if none waits."""

    async def dead_claimers(self, *, besides: str) -> Sequence[str]:
        """The processes that have claims and are dead; none where a process has the database to itself.

        `besides`: the process that asks.
        """

    async def lapse_claims(self, process: str, *, now: datetime) -> None:
        """End the claims of a process that is dead."""

    async def release_claims(self) -> None:
        """Forget the claims of processes that are gone. Only for a process that has the database to itself."""


class OutboundUnitOfWork(UnitOfWork, Protocol):
    """A transaction in which parcels are put, claimed and settled."""

    @property
    def candidates(self) -> Candidates: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def handled(self) -> Handled: ...
