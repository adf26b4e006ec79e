"""What the use cases need from the outside, as protocols."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol, Self

from bot.banks.usecases.ports import ServerBanks
from bot.core.content import InterviewId, MessageId, ReviewId, UserId
from bot.core.transactions import Inbox
from bot.interviewing.domain.effects import Effect
from bot.interviewing.domain.model import Interview
from bot.interviewing.usecases.ports import Interviews
from bot.outbound.candidates import Candidates
from bot.reviewing.domain.effects import ReviewEffect
from bot.reviewing.domain.model import Review
from bot.reviewing.usecases.ports import Aliases, Coaches, Reviews
from bot.servers.usecases.ports import Servers

Destination = NewType("Destination", str)
"""Where parcels go, in order: somebody's direct messages, or the card of a review with its thread."""


def dm_of(candidate: UserId) -> Destination:
    return Destination(f"dm:{candidate}")


def place_of(review: ReviewId) -> Destination:
    """The card of a review with its thread."""
    return Destination(f"review:{review}")


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewParcel:
    """An effect of an interview."""

    interview: InterviewId
    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewParcel:
    """An effect of a review."""

    review: ReviewId
    effect: ReviewEffect


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An effect in the outbox, stored in the same transaction as the decision behind it."""

    id: int
    destination: Destination
    candidate: UserId
    """Whose interview or review it belongs to."""
    subject: InterviewParcel | ReviewParcel
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


class Outbox(Protocol):
    async def put(self, interview: Interview, effects: Sequence[Effect], *, cause: str, due_at: datetime) -> None:
        """Store parcels. A panel that waits to be shown already is not stored twice: it will show the newer state."""

    async def put_review(
        self,
        review: Review,
        effects: Sequence[ReviewEffect],
        *,
        cause: str,
        due_at: datetime,
        line: int | None = None,
    ) -> None:
        """Store parcels, each for the candidate or for the review channel.

        What waits to be shown already is not stored twice. `line` is their place in the order: that of the parcel which
        these continue, or one ahead of others.
        """

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


class UnitOfWork(Protocol):
    """One transaction. Without `commit` everything is undone at the end of the block."""

    @property
    def candidates(self) -> Candidates: ...
    @property
    def interviews(self) -> Interviews: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def servers(self) -> Servers: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def aliases(self) -> Aliases: ...
    @property
    def coaches(self) -> Coaches: ...
    @property
    def banks(self) -> ServerBanks: ...

    async def commit(self) -> None: ...

    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *exc: object) -> None: ...


UnitOfWorkFactory = Callable[[], UnitOfWork]
