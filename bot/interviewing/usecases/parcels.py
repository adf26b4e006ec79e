"""Handles the parcels of interviews for the relay."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from bot.core.content import InterviewId, MessageId, UserId
from bot.core.locks import KeyedLocks
from bot.core.transactions import Outdated
from bot.interviewing.domain.effects import (
    AskQuestion,
    AskWhatItIs,
    Effect,
    ShowDebrief,
    ShowPanel,
    ShowSummary,
    UpdateExamples,
    UpdateOverview,
)
from bot.interviewing.domain.events import Event, OverviewDelivered, PanelDelivered, QuestionDelivered
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.usecases.outgoing import INTERVIEW, interview_parcels
from bot.interviewing.usecases.parking import bring_back
from bot.interviewing.usecases.ports import AnswerFollower, Composer, InterviewingUnitOfWork
from bot.interviewing.usecases.staleness import comes_down, paced_until, still_wanted
from bot.interviewing.usecases.surroundings import AroundInterviews, Surroundings
from bot.outbound.handler import OutgoingMessage, Paced, Stale
from bot.outbound.look import BegunSending
from bot.outbound.outbox import Parcel
from bot.outbound.pacing import PANEL_PACE
from bot.outbound.reachability import forget_channel
from bot.outbound.rejection import Barrier, RefusedFor

U = TypeVar("U", bound=InterviewingUnitOfWork)

_IN_ORDER = (AskQuestion, ShowDebrief, ShowSummary)


class InterviewParcels(Generic[U]):
    """Implements `bot.outbound.handler.ParcelHandler` for interviews."""

    may_reorder = False

    def __init__(
        self,
        *,
        composer: Composer,
        locks: KeyedLocks[UserId],
        follower: AnswerFollower[U],
        around: AroundInterviews[U],
    ) -> None:
        self._composer = composer
        self._locks = locks
        self._follower = follower
        self.around = around

    def turn(self, parcel: Parcel) -> AbstractAsyncContextManager[None]:
        return self._locks.lock(parcel.candidate)

    def must_follow(self, parcel: Parcel, left: Parcel) -> bool:
        """An interview begins below everything of the one before, and what it consists of comes in order."""
        if left.kind != INTERVIEW:
            return False
        return left.subject != parcel.subject or all(isinstance(each.effect, _IN_ORDER) for each in (parcel, left))

    async def is_edit(self, uow: U, parcel: Parcel) -> bool:
        effect = _effect_of(parcel)
        if not isinstance(effect, ShowPanel | UpdateOverview | UpdateExamples):
            return False
        interview = await uow.interviews.get(_interview_of(parcel))
        return interview is not None and _shown_in(effect, interview) is not None

    async def load(
        self, uow: U, parcel: Parcel, *, now: datetime, paced: bool
    ) -> LoadedInterviewParcel[U] | Paced | Stale:
        effect = _effect_of(parcel)
        interview = await uow.interviews.get(_interview_of(parcel))
        if interview is None:
            return Stale.STALE
        until = paced_until(effect, interview)
        if paced and until is not None and until > now:
            return Paced(until=until)
        if isinstance(effect, AskWhatItIs) and effect.review is not None:
            named = replace(effect, coach=await self._follower.name_of_coach(uow, effect.review))
            parcel = replace(parcel, effect=named)
        around = await self.around.of(uow, effect, interview)
        return self.loaded(parcel, interview, around=around)

    def loaded(self, parcel: Parcel, interview: Interview, *, around: Surroundings) -> LoadedInterviewParcel[U]:
        """The parcel with what `load` would read."""
        effect = _effect_of(parcel)
        return LoadedInterviewParcel(
            parcel=parcel,
            effect=effect,
            is_wanted=still_wanted(effect, interview),
            interview=interview,
            around=around,
            composer=self._composer,
            follower=self._follower,
        )

    def outgoing(self, effect: Effect, interview: Interview, *, around: Surroundings) -> OutgoingMessage:
        """What the loaded parcel of the effect sends."""
        return _outgoing(self._composer, effect, interview, around)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedInterviewParcel(Generic[U]):
    """Implements `bot.outbound.handler.LoadedParcel`."""

    parcel: Parcel
    effect: Effect
    is_wanted: bool
    interview: Interview
    around: Surroundings
    composer: Composer
    follower: AnswerFollower[U]

    def prepare(self) -> OutgoingMessage:
        return _outgoing(self.composer, self.effect, self.interview, self.around)

    def instead(self, reference: str) -> OutgoingMessage | None:
        """A message that names the fault and the way on; a question whose words cannot be shown counts as asked."""
        draft = self.composer.apology(self.interview, reference=reference)
        return OutgoingMessage(draft=draft, channel=None)

    async def on_found(self, uow: U, message: MessageId, sending: BegunSending, *, at: datetime) -> None:  # noqa: ARG002 - the port's
        await self.on_sent(uow, message, at=at - PANEL_PACE)  # the attempt that sent it is longer ago than that
        again: Effect | None = None
        match self.effect:
            case ShowPanel():
                again = self.effect
            case ShowSummary() | ShowDebrief():
                again = UpdateOverview()
            case _:
                return
        await uow.outbox.put(interview_parcels(self.interview, [again], cause=f"parcel:{self.parcel.id}", due_at=at))

    async def on_sent(self, uow: U, message: MessageId | None, *, at: datetime) -> None:
        if message is None:
            return
        # Mostly nothing has happened since the parcel was loaded. If something has, `save` says so.
        with suppress(Outdated):
            if await self._arrived(uow, self.interview, message, at=at):
                return
        interview = await uow.interviews.get(self.interview.id)
        if interview is not None:
            await self._arrived(uow, interview, message, at=at)

    async def _arrived(self, uow: U, interview: Interview, message: MessageId, *, at: datetime) -> bool:
        """Store what the arrival changes. False if it changes nothing in an interview as it was loaded."""
        event = self._delivered(message, at=at)
        if event is None:
            return True
        step = advance(interview, event)
        if step.interview == interview:
            return False
        cause = f"parcel:{self.parcel.id}"
        await uow.interviews.save(step.interview)
        await self.follower.follow(uow, interview, step.interview, cause=cause, now=at)
        await uow.outbox.put(interview_parcels(step.interview, step.effects, cause=cause, due_at=at))
        return True

    def _delivered(self, message: MessageId, *, at: datetime) -> Event | None:
        match self.effect:
            case AskQuestion(number=number):
                return QuestionDelivered(number=number, message_id=message)
            case ShowPanel(number=number):
                return PanelDelivered(number=number, message_id=message, at=at)
            case ShowDebrief(number=number):
                return OverviewDelivered(number=number, message_id=message)
            case ShowSummary():
                return OverviewDelivered(number=None, message_id=message)
            case UpdateOverview():
                page = self.interview.position if self.interview.phase is Phase.DEBRIEF else None
                return OverviewDelivered(number=page, message_id=message)
            case _:
                return None

    async def on_forbidden(self, uow: U, barrier: Barrier, *, at: datetime, retry_at: datetime) -> datetime | None:
        """Discard an interview that has not begun; everything else waits until the candidate is back."""
        discarded = await self._undone(uow, at=at)
        if barrier is Barrier.PASSING:
            return None if discarded else retry_at
        if discarded:
            await self.follower.on_unreachable(uow, self.parcel.candidate, barrier, at=at)
            return None
        interview = await uow.interviews.get(self.interview.id)
        if interview is not None and interview.version != self.interview.version:
            return retry_at  # they acted while this was being sent, so they are back
        await self.follower.on_unreachable(uow, self.parcel.candidate, barrier, at=at)
        return at

    async def on_refused(
        self,
        uow: U,
        refused_for: RefusedFor,  # noqa: ARG002 - the port's
        *,
        at: datetime,
    ) -> None:
        await self._undone(uow, at=at)

    async def on_delayed(self, uow: U, *, at: datetime) -> None:
        """Does nothing: a candidate who waits for a reply has been told that it comes later."""

    async def on_channel_gone(self, uow: U, *, at: datetime) -> None:  # noqa: ARG002 - the port's
        await forget_channel(uow, self.parcel.candidate)

    async def _undone(self, uow: U, *, at: datetime) -> bool:
        """Discard the interview if it has not begun; what was parked for it comes back. True if it was discarded."""
        interview = await uow.interviews.get(self.interview.id)
        if interview is None or interview.phase is not Phase.OPENING:
            return False
        await self.follower.forget(uow, interview.id)
        await uow.interviews.discard(interview.id)
        unfinished = await uow.interviews.unfinished_of(interview.candidate)
        await bring_back(uow, unfinished, cause=f"parcel:{self.parcel.id}", now=at)
        return True


def _outgoing(composer: Composer, effect: Effect, interview: Interview, around: Surroundings) -> OutgoingMessage:
    draft = composer.compose(
        effect,
        interview,
        standing=around.view.standing,
        next_step=around.next_step,
        grade=around.view.grade,
        retrospect=around.retrospect,
        is_first=around.is_first,
        community=around.community,
    )
    there = _shown_in(effect, interview)
    if comes_down(effect, interview):
        return OutgoingMessage(draft=draft, channel=None, instead_of=there)
    return OutgoingMessage(draft=draft, channel=None, there=there)


def _shown_in(effect: Effect, interview: Interview) -> MessageId | None:
    """The message that shows already what a parcel shows; None for one that shows something new."""
    match effect:
        case ShowPanel(number=number):
            return interview.turn(number).panel_message
        case UpdateOverview():
            return interview.overview_message
        case UpdateExamples(message=message):
            return message
        case _:
            return None


def _interview_of(parcel: Parcel) -> InterviewId:
    return InterviewId(parcel.subject)


def _effect_of(parcel: Parcel) -> Effect:
    """The effect in a parcel. Raises TypeError if it is no effect of an interview."""
    if not isinstance(parcel.effect, Effect):
        raise TypeError(parcel.effect)
    return parcel.effect
