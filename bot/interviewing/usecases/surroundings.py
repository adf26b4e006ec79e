"""Reads what an effect shows besides its interview, such as where answers stand with coaches, and what they said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bot.core.content import ChannelId
from bot.interviewing.domain.afterwards.community import CommunityView
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
from bot.interviewing.domain.standing import CoachsView, Standing
from bot.interviewing.usecases.ports import AnswerFollower, CommunityAnswers, InterviewingUnitOfWork, ReturnDates

U = TypeVar("U", bound=InterviewingUnitOfWork)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """As for `Composer`."""

    view: CoachsView
    next_step: str
    retrospect: Retrospect
    community: CommunityView


class AroundInterviews(Generic[U]):
    """Reads in the open transaction, and nothing that is not shown."""

    def __init__(self, *, follower: AnswerFollower[U], returns: ReturnDates[U], community: CommunityAnswers[U]) -> None:
        self._follower = follower
        self._returns = returns
        self._community = community

    async def of(
        self,
        uow: U,
        effect: Effect,
        interview: Interview,
        *,
        known: Standing | None = None,
        dm_channel: ChannelId | None = None,
    ) -> Surroundings:
        """What the effect shows.

        If read before, `known` says where the answer of a panel stands; `dm_channel` is as in `Retrospect`.
        """
        view = await self._view(uow, effect, interview) if known is None else CoachsView(standing=known)
        asks = isinstance(effect, AskQuestion) and interview.question_of(effect.number) == effect.number
        next_step = await self._follower.next_step(uow, interview) if asks else ""
        retrospect = Retrospect.NOTHING
        if isinstance(effect, ShowSummary | UpdateOverview) and interview.phase is Phase.ENDED:
            retrospect = await self.retrospect(uow, interview, dm_channel=dm_channel)
        number = _examples_of(effect, interview)
        community = CommunityView.NOTHING
        if number is not None:
            community = await self._community.to_question(uow, interview, number)
        return Surroundings(view=view, next_step=next_step, retrospect=retrospect, community=community)

    async def beside_examples(self, uow: U, interview: Interview, number: int) -> Surroundings:
        """What stands around the examples of a question."""
        return await self.of(uow, ShowExamples(number=number), interview)

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

    async def _view(self, uow: U, effect: Effect, interview: Interview) -> CoachsView:
        """Where panels, hints and examples say that the answer stands; the grade where it is compared and rated."""
        match effect:
            case ShowPanel(number=number):
                view = await self._follower.view(uow, interview.id, interview.question_of(number))
                return replace(view, grade=None)
            case ShowHint(number=number) if interview.round(number).answered:
                return replace(await self._follower.view(uow, interview.id, number), grade=None)
        shown = _examples_of(effect, interview)
        if shown is None or not interview.round(shown).answered:
            return CoachsView()
        return await self._follower.view(uow, interview.id, shown)


def _examples_of(effect: Effect, interview: Interview) -> int | None:
    """The question whose examples the effect shows; None if it shows none."""
    match effect:
        case ShowExamples(number=number) | UpdateExamples(number=number) | ShowDebrief(number=number):
            return number
        case UpdateOverview() if interview.phase is Phase.DEBRIEF:
            return interview.position
        case _:
            return None
