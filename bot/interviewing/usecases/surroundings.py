"""Reads what an effect shows besides its interview: where answers stand with coaches, and what they said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.core.content import ChannelId
from bot.interviewing.domain.afterwards.retrospect import Retrospect
from bot.interviewing.domain.effects import (
    AskQuestion,
    Effect,
    ShowDebrief,
    ShowExamples,
    ShowHint,
    ShowPanel,
    ShowSummary,
    UpdateExamples,
    UpdateOverview,
)
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.domain.standing import CoachsGrade, Standing
from bot.interviewing.usecases.ports import AnswerFollower, InterviewingUnitOfWork, ReturnDates

U = TypeVar("U", bound=InterviewingUnitOfWork)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """As for `Composer`."""

    standing: Standing
    next_step: str
    grade: CoachsGrade | None
    retrospect: Retrospect


class AroundInterviews(Generic[U]):
    """Reads in the open transaction, and nothing that is not shown."""

    def __init__(self, *, follower: AnswerFollower[U], returns: ReturnDates[U]) -> None:
        self._follower = follower
        self._returns = returns

    async def of(
        self,
        uow: U,
        effect: Effect,
        interview: Interview,
        *,
        known: Standing | None = None,
        dm_channel: ChannelId | None = None,
    ) -> Surroundings:
        """What the effect shows. `known`: where the answer stands; `dm_channel`: as in `Retrospect`; if read before."""
        standing = await self._standing(uow, effect, interview) if known is None else known
        asks = isinstance(effect, AskQuestion) and interview.question_of(effect.number) == effect.number
        next_step = await self._follower.next_step(uow, interview) if asks else ""
        grade = await self._grade(uow, effect, interview)
        retrospect = Retrospect.NOTHING
        if isinstance(effect, ShowSummary | UpdateOverview) and interview.phase is Phase.ENDED:
            retrospect = await self.retrospect(uow, interview, dm_channel=dm_channel)
        return Surroundings(standing=standing, next_step=next_step, grade=grade, retrospect=retrospect)

    async def retrospect(self, uow: U, interview: Interview, *, dm_channel: ChannelId | None = None) -> Retrospect:
        """What a summary of the interview shows; nothing where there is no answer. `dm_channel`: if read before."""
        if not any(each.answered for each in interview.rounds):
            return Retrospect.NOTHING
        if dm_channel is None:
            known = await uow.candidates.get(interview.candidate)
            dm_channel = None if known is None else known.dm_channel
        return Retrospect(
            views=await self._follower.views(uow, interview.id),
            returns=await self._returns.of(uow, interview),
            dm_channel=dm_channel,
        )

    async def _standing(self, uow: U, effect: Effect, interview: Interview) -> Standing:
        """Panels, hints and examples show it."""
        match effect:
            case ShowHint(number=number) | ShowExamples(number=number) | UpdateExamples(number=number) if (
                not interview.round(number).answered
            ):
                return Standing.UNSENT
            case (
                ShowPanel(number=number)
                | ShowHint(number=number)
                | ShowExamples(number=number)
                | UpdateExamples(number=number)
            ):
                return await self._follower.standing(uow, interview.id, interview.question_of(number))
            case _:
                return Standing.UNSENT

    async def _grade(self, uow: U, effect: Effect, interview: Interview) -> CoachsGrade | None:
        """Only where an answer is compared and rated."""
        match effect:
            case ShowExamples(number=number) | UpdateExamples(number=number) | ShowDebrief(number=number):
                of = interview.round(number)
            case UpdateOverview() if interview.phase is Phase.DEBRIEF:
                of = interview.present
            case _:
                return None
        return await self._follower.grade(uow, interview.id, of.number) if of.answered else None
