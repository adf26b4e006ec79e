"""What candidates say about each other's answers: that one helps, that it does not, or that it should not be there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.core.content import InterviewId, ShareId, UserId
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.interviewing.domain.errors import NotShown
from bot.interviewing.usecases.lookups import own_with_examples
from bot.sharing.domain.errors import OwnAnswerShown
from bot.sharing.domain.reporting import reported
from bot.sharing.usecases.apply import store_step
from bot.sharing.usecases.ports import SharingUnitOfWork
from bot.sharing.usecases.showing import question_in

U = TypeVar("U", bound=SharingUnitOfWork)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPage:
    """A community answer on a page of examples. All of it comes from a button, so nothing of it is believed."""

    interview: InterviewId
    number: int
    """That of the question in the interview."""
    share: ShareId
    version: int


class Judgements(Generic[U]):
    """Only whom an answer can be shown to may judge it: it takes an interview of theirs in its server."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[U], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    @retried_on_conflict
    async def vote(self, candidate: UserId, on: OnPage, *, helpful: bool) -> None:
        """Store what the candidate finds, in place of what they found before. Calling it twice changes nothing.

        Raises:
            NoInterview, NoSuchQuestion, WaitsForDebrief, NeverAsked: the interview has no such page for them.
            NotShown: the answer does not stand there, not any more, or not in this version.
            OwnAnswerShown: it is their own.
        """
        async with self._uow() as uow:
            await self._require_shown(uow, candidate, on)
            await uow.community.vote(on.share, candidate, helpful=helpful)
            await uow.commit()

    async def require_reportable(self, candidate: UserId, on: OnPage) -> None:
        """Raises as `vote` if the candidate cannot report the answer."""
        async with self._uow() as uow:
            await self._require_shown(uow, candidate, on)

    @retried_on_conflict
    async def report(self, candidate: UserId, on: OnPage) -> None:
        """Store the candidate's report. Calling it twice changes nothing.

        The answer is hidden at once if enough people have reported it, and coaches see its card anew. Raises as `vote`.
        """
        async with self._uow() as uow:
            await self._require_shown(uow, candidate, on)
            reports = await uow.community.report(on.share, on.version, candidate)
            share = await uow.shares.get(on.share)
            server = None if share is None else await uow.servers.get(share.server)
            if share is None or server is None:
                raise NotShown
            now = self._clock()
            step = reported(share, on.version, reports, at=now)
            if step.effects:
                cause = f"reports:{share.id}:{on.version}"  # nothing in it tells who was the last to report
                await store_step(uow, share, step, channel=server.review_channel, cause=cause, now=now)
            await uow.commit()

    @staticmethod
    async def _require_shown(uow: SharingUnitOfWork, candidate: UserId, on: OnPage) -> None:
        interview = await own_with_examples(uow, candidate, on.interview, on.number)
        writer = None
        if interview.server is not None:
            question = question_in(interview, on.number)
            writer = await uow.community.writer_of_shown(on.share, on.version, interview.server, question)
        if writer is None:
            raise NotShown
        if writer == candidate:
            raise OwnAnswerShown
