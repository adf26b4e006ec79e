"""What the use cases of interviews need from outside, as protocols."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol, TypeVar

from bot.banks.usecases.ports import BanksUnitOfWork
from bot.core.content import InterviewId, MessageId, UserId
from bot.interviewing.domain.effects import Effect
from bot.interviewing.domain.model import Interview
from bot.outbound.draft import Draft
from bot.outbound.outbox import OutboundUnitOfWork


class AlreadyLive(Exception):
    """The candidate has a live interview; the database holds them to one."""


class Interviews(Protocol):
    async def live_of(self, candidate: UserId) -> Interview | None:
        """The candidate's interview that has not ended."""

    async def get(self, interview: InterviewId) -> Interview | None: ...

    async def containing(self, message: MessageId) -> Interview | None:
        """The interview, live or ended, in which this message is part of an answer."""

    async def add(self, interview: Interview) -> Interview:
        """Store a new interview; its id is given here.

        Raises:
            AlreadyLive: the candidate has one that has not ended.
        """

    async def save(self, interview: Interview) -> None:
        """Store what changed.

        Raises:
            ConcurrentUpdate: the stored version is not the one that this value was read from.
        """

    async def discard(self, interview: InterviewId) -> None:
        """Delete it with its answers and parcels, as if it had never begun."""

    async def times_answered(self, candidate: UserId, bank: str) -> Mapping[str, int]:
        """In how many interviews the candidate has answered each question of the bank, by question id."""


class Composer(Protocol):
    """Turns an effect into words and buttons."""

    def compose(self, effect: Effect, interview: Interview, *, with_coach: bool = False) -> Draft:
        """The message as it is true now. `with_coach`: it is a second attempt, and has been sent to its coach."""


class InterviewingUnitOfWork(BanksUnitOfWork, OutboundUnitOfWork, Protocol):
    """A transaction in which interviews are read and changed."""

    @property
    def interviews(self) -> Interviews: ...


U_contra = TypeVar("U_contra", bound=InterviewingUnitOfWork, contravariant=True)


class AnswerFollower(Protocol[U_contra]):
    """Whoever else follows what becomes of answers. Works in the open transaction of the one who changes them."""

    async def follow(self, uow: U_contra, before: Interview, after: Interview, *, cause: str, now: datetime) -> None:
        """Take in what has changed in the answers of an interview."""

    async def is_with_coach(self, uow: U_contra, interview: Interview) -> bool:
        """True for a second attempt that has been sent to the review which asked for it."""

    async def forget(self, uow: U_contra, interview: InterviewId) -> None:
        """Drop everything about an interview that is being discarded."""

    async def on_unreachable(self, uow: U_contra, candidate: UserId, *, at: datetime) -> None:
        """Discord takes no message for the candidate: mark it, and tell whoever waits for an answer of theirs."""
