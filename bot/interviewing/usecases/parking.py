"""Parks an interview while its candidate does another one, and brings it back afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from bot.core.content import InteractionId, InterviewId, UserId
from bot.interviewing.domain.attribution import live_among, live_for, parked_last
from bot.interviewing.domain.errors import AlreadyInInterview
from bot.interviewing.domain.events import (
    Appraisal,
    CameBack,
    Control,
    GoOnPressed,
    Help,
    Parked,
    Replaced,
    ResumePressed,
)
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.domain.step import Step
from bot.interviewing.usecases.outgoing import interview_parcels, may_be_on_screen
from bot.interviewing.usecases.ports import AnswerFollower, InterviewingUnitOfWork

U = TypeVar("U", bound=InterviewingUnitOfWork)


async def interview_meant(
    uow: InterviewingUnitOfWork,
    candidate: UserId,
    event: Control,
    *,
    pressed: InterviewId | None,
    unfinished: Sequence[Interview],
) -> Interview:
    """The live interview, except for a button that works on another one.

    Help works on any, as does what is said about an answer; *Resume* on a parked one, *Go on with it* on one that is
    parked or over.

    Raises:
        NoInterview, InterviewEnded, OtherInterview, InterviewParked: there is none.
    """
    named = next((each for each in unfinished if each.id == pressed), None)
    if named is not None and isinstance(event, Help | Appraisal | ResumePressed | GoOnPressed):
        return named
    if named is None and pressed is not None and isinstance(event, Help | Appraisal | GoOnPressed):
        past = await uow.interviews.get(pressed)
        if past is not None and past.candidate == candidate:
            return past
    return live_for(pressed, unfinished)


async def make_room(
    uow: U, new: Interview, follower: AnswerFollower[U], *, cause: str, may_end: bool = False, may_park: bool = False
) -> None:
    """Park or end the live interview, whose summary precedes the new first question; discard one that was never seen.

    Raises:
        AlreadyInInterview: there is one, and it may be neither parked nor ended.
    """
    live = await uow.interviews.live_of(new.candidate)
    if live is None:
        return
    if not may_end and not may_park:
        raise AlreadyInInterview(banks=tuple(each.title for each in live.banks))
    await _leave(uow, live, follower, cause=cause, by=new.started_by, park=may_park, now=new.started_at)


async def decided(
    uow: U,
    of: Interview,
    event: Control,
    unfinished: Sequence[Interview],
    follower: AnswerFollower[U],
    *,
    cause: str,
) -> Step:
    """What the event does; the live interview is parked or ended if another one goes on instead.

    Raises:
        NotOpenYet: the first question of the live one is still on its way.
        AlreadyInInterview: the live one was begun since the other one ended, and may be neither parked nor ended.
        InterviewError: the machine refuses the event.
    """
    is_parked = of.parked_by is not None
    live = live_among(unfinished)
    match event:
        case ResumePressed(at=at, interaction=by) | GoOnPressed(at=at, interaction=by) if is_parked and by is not None:
            step = advance(of, CameBack(at=at))
            end, ask = False, False
        case GoOnPressed(at=at, interaction=by) if by is not None:
            step = advance(of, event)
            end = event.instead_of_live
            ask = not end and not event.before_live
        case _:
            return advance(of, event)
    if live is None or live.id == of.id:
        return step
    if ask and of.ended_at is not None and live.started_at > of.ended_at:
        raise AlreadyInInterview(banks=tuple(each.title for each in live.banks))
    if end:
        await _leave(uow, live, follower, cause=cause, by=by, park=False, now=at)
    else:
        await _park(uow, live, by=by)
    return step


async def bring_back(
    uow: InterviewingUnitOfWork, unfinished: Sequence[Interview], *, cause: str, now: datetime
) -> None:
    """Go on with what was parked last, if anything was. The live interview is over, and that is stored."""
    parked = parked_last(unfinished)
    if parked is None:
        return
    step = advance(parked, CameBack(at=now))
    await uow.interviews.save(step.interview)
    await uow.outbox.put(interview_parcels(step.interview, step.effects, cause=f"{cause}:back", due_at=now))


async def _leave(
    uow: U,
    live: Interview,
    follower: AnswerFollower[U],
    *,
    cause: str,
    by: InteractionId | None,
    park: bool,
    now: datetime,
) -> None:
    """Park or end the live interview; discard one that was never seen. What is opening cannot be parked, so it ends."""
    if not await may_be_on_screen(uow, live):
        await follower.forget(uow, live.id)
        await uow.interviews.discard(live.id)
        return
    if park and by is not None and live.phase is not Phase.OPENING:
        await _park(uow, live, by=by)
        return
    step = advance(live, Replaced(at=now, interaction=by))
    await uow.interviews.save(step.interview)
    await follower.follow(uow, live, step.interview, cause=cause, now=now)
    await uow.outbox.put(interview_parcels(step.interview, step.effects, cause=f"{cause}:finished", due_at=now))


async def _park(uow: InterviewingUnitOfWork, live: Interview, *, by: InteractionId) -> None:
    await uow.interviews.save(advance(live, Parked(interaction=by)).interview)
