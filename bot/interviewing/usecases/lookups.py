"""Reads interviews in order to show them; changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from bot.core.content import InterviewId, UserId
from bot.core.transactions import UnitOfWorkFactory
from bot.interviewing.domain.afterwards.community import CommunityView
from bot.interviewing.domain.afterwards.retrospect import Retrospect
from bot.interviewing.domain.errors import NeverAsked, NoInterview, NoSuchQuestion, WaitsForDebrief
from bot.interviewing.domain.going_on import ENDED_EARLY, can_go_on_until
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.interviewing.domain.standing import CoachsView
from bot.interviewing.usecases.ports import InterviewingUnitOfWork
from bot.interviewing.usecases.surroundings import AroundInterviews
from bot.outbound.candidates import Candidate

U = TypeVar("U", bound=InterviewingUnitOfWork)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLookedUp:
    """An answer with what stands around its examples."""

    interview: Interview
    view: CoachsView
    community: CommunityView


class Lookups(Generic[U]):
    """A candidate's view of their own interviews."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[U], around: AroundInterviews[U]) -> None:
        self._uow = unit_of_work
        self._around = around

    async def interview_under_way(self, candidate: UserId) -> Interview | None:
        """The candidate's live interview; None if there is none."""
        async with self._uow() as uow:
            return await uow.interviews.live_of(candidate)

    async def live_interview(self, candidate: UserId) -> Interview:
        """The candidate's live interview.

        Raises:
            NoInterview: there is none.
        """
        interview = await self.interview_under_way(candidate)
        if interview is None:
            raise NoInterview
        return interview

    async def parked_of(self, candidate: UserId) -> Sequence[Interview]:
        """The candidate's parked interviews; the one that comes back next is the first."""
        async with self._uow() as uow:
            unfinished = await uow.interviews.unfinished_of(candidate)
        parked = [each for each in unfinished if each.parked_by is not None]
        return sorted(parked, key=lambda each: each.parked_by or 0, reverse=True)

    async def seen_by(self, candidate: UserId, pressed: InterviewId | None, *, now: datetime) -> Interview | None:
        """The candidate's live interview, else the one whose button they have pressed, or that they can go on with."""
        async with self._uow() as uow:
            live = await uow.interviews.live_of(candidate)
            if live is not None:
                return live
            found = None if pressed is None else await uow.interviews.get(pressed)
            if found is not None and found.candidate == candidate:
                return found
            ended = await uow.interviews.ended_since(candidate, now - ENDED_EARLY)
        may_go_on = [each for each in ended if (can_go_on_until(each) or now) > now]
        return max(may_go_on, key=lambda each: each.ended_at or now, default=None)

    async def own_interview(self, candidate: UserId, interview: InterviewId) -> Interview:
        """The candidate's interview, whatever has become of it.

        Raises:
            NoInterview: it does not exist, or is somebody else's.
        """
        async with self._uow() as uow:
            return await _own(uow, candidate, interview)

    async def retrospect_of(self, interview: Interview) -> Retrospect:
        """What the summary of an interview tells besides what is stored with it."""
        async with self._uow() as uow:
            return await self._around.retrospect(uow, interview)

    async def examples_of(self, candidate: UserId, interview: InterviewId, number: int) -> AnswerLookedUp:
        """The candidate's interview, live or ended, for turning the pages of a question's examples.

        Raises:
            NoInterview: it does not exist, or is somebody else's.
            NoSuchQuestion: it has no such question.
            WaitsForDebrief: it is in live mode and has not reached its debrief.
            NeverAsked: it is in live mode, and the question was not asked.
        """
        async with self._uow() as uow:
            found = await own_with_examples(uow, candidate, interview, number)
            around = await self._around.beside_examples(uow, found, number)
        return AnswerLookedUp(interview=found, view=around.view, community=around.community)

    async def is_stranger(self, person: UserId) -> bool:
        """True for somebody who has not begun anything yet."""
        async with self._uow() as uow:
            return await uow.candidates.get(person) is None

    async def candidate(self, candidate: UserId) -> Candidate:
        """How to reach the candidate, as far as that is known."""
        async with self._uow() as uow:
            return await uow.candidates.get(candidate) or Candidate(id=candidate)


async def _own(uow: InterviewingUnitOfWork, candidate: UserId, interview: InterviewId) -> Interview:
    """Raises NoInterview if it does not exist, or is somebody else's."""
    found = await uow.interviews.get(interview)
    if found is None or found.candidate != candidate:
        raise NoInterview
    return found


async def own_with_examples(
    uow: InterviewingUnitOfWork, candidate: UserId, interview: InterviewId, number: int
) -> Interview:
    """The candidate's interview, if the examples of this question may be shown. Raises as `Lookups.examples_of`."""
    found = await _own(uow, candidate, interview)
    _require_examples(found, number)
    return found


def _require_examples(interview: Interview, number: int) -> None:
    if not 1 <= number <= len(interview.rounds):
        raise NoSuchQuestion(number=number, last=len(interview.rounds))
    if interview.mode is Mode.LIVE and interview.phase not in {Phase.DEBRIEF, Phase.ENDED}:
        raise WaitsForDebrief
    if not interview.may_show(number):
        raise NeverAsked(number=number)
