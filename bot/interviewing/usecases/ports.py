"""The ports of interviews: what their use cases need from outside."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from bot.banks.usecases.ports import BanksUnitOfWork
from bot.core.content import InterviewId, MessageId, ReviewId, UserId
from bot.interviewing.domain.afterwards.community import CommunityView
from bot.interviewing.domain.afterwards.retrospect import Retrospect
from bot.interviewing.domain.effects import Effect
from bot.interviewing.domain.model import Interview
from bot.interviewing.domain.selection import Seen
from bot.interviewing.domain.standing import CoachsGrade, CoachsView, Standing
from bot.outbound.draft import Draft
from bot.outbound.outbox import OutboundUnitOfWork
from bot.outbound.rejection import Barrier


class AlreadyLive(Exception):
    """The candidate has a live interview; the database allows only one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked in a round."""

    bank: str
    """The title of the bank."""
    text: str
    """The question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingCoach:
    """A coach to whom something that the candidate wrote can go."""

    review: ReviewId
    interview: InterviewId
    """The interview of the answer that the review is about."""
    name: str
    """The name by which the candidate knows the coach; empty if no coach has written yet."""


class Interviews(Protocol):
    async def live_of(self, candidate: UserId) -> Interview | None:
        """The candidate's interview that has not ended and is not parked."""

    async def unfinished_of(self, candidate: UserId) -> Sequence[Interview]:
        """The candidate's interviews that have not ended: the live one and parked ones."""

    async def ended_since(self, candidate: UserId, since: datetime) -> Sequence[Interview]:
        """The candidate's interviews that ended after this time."""

    async def taking_messages(self, candidate: UserId, *, written: MessageId | None = None) -> Sequence[Interview]:
        """The candidate's unfinished interviews, and those that have ended but take a message that was written before.

        With `written`, only the ones that may take that message: `interview_of` decides.
        """

    async def get(self, interview: InterviewId) -> Interview | None: ...

    async def containing(self, message: MessageId) -> Interview | None:
        """The interview, live or ended, in which this message is part of an answer."""

    async def add(self, interview: Interview) -> Interview:
        """Store a new interview and return it with its id.

        Raises:
            AlreadyLive: the candidate has one that has not ended.
        """

    async def save(self, interview: Interview) -> Interview:
        """Store the interview over the version that it was read from. Returns it with its new version.

        Raises:
            Outdated: another version has been stored since.
        """

    async def discard(self, interview: InterviewId) -> None:
        """Delete the interview with its answers and parcels, as if it had never begun."""

    async def asked(self, rounds: Collection[tuple[InterviewId, int]]) -> Mapping[tuple[InterviewId, int], Asked]:
        """What was asked in rounds, each named by its interview and number. Without those that do not exist."""

    async def seen(self, candidate: UserId, banks: Collection[str]) -> Mapping[tuple[str, str], Seen]:
        """What the candidate did with the questions of these banks that they were shown.

        By the slug of the bank and the id of the question.
        """

    async def remove_unused_texts(self, limit: int) -> int:
        """Delete questions and introductions that no interview has any more, `limit` at most. Returns how many."""


class Composer(Protocol):
    """Turns an effect into words and buttons."""

    def compose(
        self,
        effect: Effect,
        interview: Interview,
        *,
        standing: Standing = Standing.UNSENT,
        next_step: str = "",
        grade: CoachsGrade | None = None,
        retrospect: Retrospect = Retrospect.NOTHING,
        community: CommunityView = CommunityView.NOTHING,
    ) -> Draft:
        """The message about the interview's present state. `standing`: that of the answer whose panel it is.

        `next_step`: what the coach of a second attempt asked the candidate to do differently; empty if nothing.
        `grade`: what a coach gave the answer under whose examples it is compared and rated. `retrospect`: what a
        summary tells besides. `community`: what candidates of the server have shared, where examples are shown.
        """

    def apology(self, interview: Interview, *, reference: str) -> Draft:
        """The message in place of one that `compose` cannot make. `reference` leads to the log."""


class InterviewingUnitOfWork(BanksUnitOfWork, OutboundUnitOfWork, Protocol):
    """A transaction in which interviews are read and changed."""

    @property
    def interviews(self) -> Interviews: ...


U_contra = TypeVar("U_contra", bound=InterviewingUnitOfWork, contravariant=True)


class AnswerFollower(Protocol[U_contra]):
    """A feature that follows answers as they change, in the same transaction."""

    async def follow(
        self, uow: U_contra, before: Interview, after: Interview, *, cause: str, now: datetime, finished: bool = False
    ) -> Mapping[int, Standing]:
        """Follow the changes in an interview's answers. `finished`: the candidate went on to its end, past an answer.

        Returns where changed answers stand now, by the numbers of their questions and of the follow-ups to these, as
        far as that had to be read.
        """

    async def view(self, uow: U_contra, interview: InterviewId, question: int) -> CoachsView:
        """What coaches have and said of an answer. What was said to follow-ups goes with it."""

    async def views(self, uow: U_contra, interview: InterviewId) -> Mapping[int, CoachsView]:
        """What coaches have and said of the answers of an interview, by the numbers of their questions."""

    async def next_step(self, uow: U_contra, interview: Interview) -> str:
        """What the coach of a second attempt asked the candidate to do differently; empty if nothing."""

    async def reader_of_feedback(self, uow: U_contra, candidate: UserId, feedback: MessageId) -> ReadingCoach | None:
        """The coach whose feedback to the candidate this message shows; None once its review takes no more replies."""

    async def reader_of_answer(self, uow: U_contra, interview: Interview, number: int) -> ReadingCoach | None:
        """The coach who has the answer to a question; None if its reviews take no more replies, or it has none."""

    async def name_of_coach(self, uow: U_contra, review: ReviewId) -> str:
        """The name by which the candidate knows the coach of a review; empty if there is none."""

    async def forget(self, uow: U_contra, interview: InterviewId) -> None:
        """Drop everything about an interview that is being discarded."""

    async def on_unreachable(self, uow: U_contra, candidate: UserId, barrier: Barrier, *, at: datetime) -> None:
        """Note what keeps messages from the candidate, and tell whoever waits for an answer of theirs."""


class CommunityAnswers(Protocol[U_contra]):
    """A feature that has answers which candidates of a server share with each other."""

    async def to_question(self, uow: U_contra, interview: Interview, number: int) -> CommunityView:
        """What the candidate may be shown beside the examples of a question, and whether they may share theirs.

        Only of their interview's server, while that shares, and to the same question in the same words.
        """


class ReturnDates(Protocol[U_contra]):
    """A feature that knows when a question is worth asking again."""

    async def of(self, uow: U_contra, interview: Interview) -> Mapping[int, datetime]:
        """Some moment of the day on which each answered question comes again, by its number.

        The interview may have changed in the open transaction. Without the questions of which that is not known.
        """
