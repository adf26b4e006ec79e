"""Parcels of interviews, as the relay sees them."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime

from bot.core.content import MessageId, UserId
from bot.core.locks import KeyedLocks
from bot.interviewing.domain.effects import AskQuestion, Effect, ShowPanel
from bot.interviewing.domain.events import PanelDelivered, QuestionDelivered
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.usecases.ports import Composer
from bot.interviewing.usecases.staleness import is_edit, paced_until, still_wanted
from bot.outbound.handler import Cargo, Showing
from bot.outbound.outbox import InterviewParcel, Parcel, UnitOfWork
from bot.outbound.reachability import cannot_be_reached, forget_channel
from bot.outbound.rejection import RefusedFor
from bot.reviewing.usecases.answer_follower import is_with_coach


class InterviewFreight:
    """Implements `bot.outbound.handler.Freight`."""

    def __init__(self, *, composer: Composer, locks: KeyedLocks[UserId]) -> None:
        self._composer = composer
        self._locks = locks

    def turn(self, parcel: Parcel) -> AbstractAsyncContextManager[None]:
        return self._locks.hold(parcel.candidate)

    async def is_edit(self, uow: UnitOfWork, parcel: Parcel) -> bool:
        subject = _subject(parcel)
        if not isinstance(subject.effect, ShowPanel):
            return False
        return is_edit(subject.effect, await uow.interviews.get(subject.interview))

    async def load(self, uow: UnitOfWork, parcel: Parcel) -> Cargo | None:
        subject = _subject(parcel)
        interview = await uow.interviews.get(subject.interview)
        if interview is None or not still_wanted(subject.effect, interview):
            return None
        return _InterviewCargo(
            parcel=parcel,
            effect=subject.effect,
            interview=interview,
            with_coach=await is_with_coach(uow, interview),
            composer=self._composer,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _InterviewCargo:
    """Implements `bot.outbound.handler.Cargo`."""

    parcel: Parcel
    effect: Effect
    interview: Interview
    with_coach: bool
    composer: Composer

    @property
    def paced_until(self) -> datetime | None:
        return paced_until(self.effect, self.interview)

    def prepare(self) -> Showing:
        panel = self.interview.round(self.effect.number).panel_message if isinstance(self.effect, ShowPanel) else None
        return Showing(
            draft=self.composer.compose(self.effect, self.interview, with_coach=self.with_coach),
            channel=None,
            there=panel,
            freshened=isinstance(self.effect, ShowPanel),
        )

    async def arrived(self, uow: UnitOfWork, message: MessageId | None, *, at: datetime) -> None:
        interview = await uow.interviews.get(self.interview.id)
        if interview is None or message is None:
            return
        match self.effect:
            case AskQuestion(number=number):
                step = advance(interview, QuestionDelivered(number=number, message_id=message))
            case ShowPanel(number=number):
                step = advance(interview, PanelDelivered(number=number, message_id=message, at=at))
            case _:
                return
        await uow.interviews.save(step.interview)
        await uow.outbox.put(step.interview, step.effects, cause=f"parcel:{self.parcel.id}", due_at=at)

    async def unreachable(self, uow: UnitOfWork, *, at: datetime, retry_at: datetime) -> datetime | None:
        """An interview that has not begun is undone, everything else waits for the candidate's return."""
        if await self._undone(uow):
            return None
        interview = await uow.interviews.get(self.interview.id)
        if interview is not None and interview.version != self.interview.version:
            return retry_at  # they acted while this was on its way: that was their return
        await cannot_be_reached(uow, self.parcel.candidate, at=at)
        return at

    async def refused(
        self,
        uow: UnitOfWork,
        refused_for: RefusedFor,  # noqa: ARG002 - the port's
        *,
        at: datetime,  # noqa: ARG002 - the port's
    ) -> None:
        await self._undone(uow)

    async def delayed(self, uow: UnitOfWork, *, at: datetime) -> None:
        """The candidate sees that nothing comes, and was told so where they wait."""

    async def place_gone(self, uow: UnitOfWork, *, at: datetime) -> None:  # noqa: ARG002 - the port's
        await forget_channel(uow, self.parcel.candidate)

    async def _undone(self, uow: UnitOfWork) -> bool:
        """Whether the interview had not begun; then it is as if it had never been asked for."""
        interview = await uow.interviews.get(self.interview.id)
        if interview is None or interview.phase is not Phase.OPENING:
            return False
        await uow.interviews.discard(interview.id)
        return True


def _subject(parcel: Parcel) -> InterviewParcel:
    if not isinstance(parcel.subject, InterviewParcel):
        raise TypeError(parcel.subject)
    return parcel.subject
