"""Reads what an effect shows besides its interview: where the answer stands with coaches, and what they said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

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
from bot.interviewing.usecases.ports import AnswerFollower, InterviewingUnitOfWork

U = TypeVar("U", bound=InterviewingUnitOfWork)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """As for `Composer`."""

    standing: Standing
    next_step: str
    grade: CoachsGrade | None


async def surroundings_of(
    uow: U, follower: AnswerFollower[U], effect: Effect, interview: Interview, *, known: Standing | None = None
) -> Surroundings:
    """Read what the effect shows, and nothing else. `known`: where the answer stands, if that was read before."""
    standing = await _standing(uow, follower, effect, interview) if known is None else known
    asks = isinstance(effect, AskQuestion) and interview.question_of(effect.number) == effect.number
    next_step = await follower.next_step(uow, interview) if asks else ""
    grade = await _grade(uow, follower, effect, interview)
    return Surroundings(standing=standing, next_step=next_step, grade=grade)


async def _standing(uow: U, follower: AnswerFollower[U], effect: Effect, interview: Interview) -> Standing:
    """Panels, hints and examples show it, and the summary of a second attempt."""
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
            return await follower.standing(uow, interview.id, interview.question_of(number))
        case ShowSummary() | UpdateOverview() if interview.review is not None:
            return await follower.standing(uow, interview.id, interview.position)
        case _:
            return Standing.UNSENT


async def _grade(uow: U, follower: AnswerFollower[U], effect: Effect, interview: Interview) -> CoachsGrade | None:
    """Only where an answer is compared and rated."""
    match effect:
        case ShowExamples(number=number) | UpdateExamples(number=number) | ShowDebrief(number=number):
            of = interview.round(number)
        case UpdateOverview() if interview.phase is Phase.DEBRIEF:
            of = interview.present
        case _:
            return None
    return await follower.grade(uow, interview.id, of.number) if of.answered else None
