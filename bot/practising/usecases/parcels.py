"""Handles the parcels of reminders for the relay."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from bot.core.content import MessageId, UserId
from bot.core.locks import KeyedLocks
from bot.interviewing.usecases.ports import AnswerFollower
from bot.outbound.handler import OutgoingMessage, Stale
from bot.outbound.look import BegunSending
from bot.outbound.outbox import Parcel
from bot.outbound.reachability import forget_channel
from bot.outbound.rejection import Barrier, RefusedFor
from bot.practising.domain.effects import ReminderEffect, TellOfAbsence, TellRemindersEnded
from bot.practising.domain.reminding import Reminder, ReminderId
from bot.practising.usecases.ports import PractisingUnitOfWork, ReminderComposer

U = TypeVar("U", bound=PractisingUnitOfWork)


class ReminderParcels(Generic[U]):
    """Implements `bot.outbound.handler.ParcelHandler` for reminders."""

    may_reorder = False

    def __init__(self, *, composer: ReminderComposer, locks: KeyedLocks[UserId], follower: AnswerFollower[U]) -> None:
        self._composer = composer
        self._locks = locks
        self._follower = follower

    def turn(self, parcel: Parcel) -> AbstractAsyncContextManager[None]:
        return self._locks.lock(parcel.candidate)

    def must_follow(self, parcel: Parcel, left: Parcel) -> bool:  # noqa: ARG002 - the port's
        return False

    async def is_edit(self, uow: U, parcel: Parcel) -> bool:  # noqa: ARG002 - the port's
        return False

    async def load(
        self,
        uow: U,
        parcel: Parcel,
        *,
        now: datetime,
        paced: bool,  # noqa: ARG002 - the port's
    ) -> LoadedReminder[U] | Stale:
        reminder = await uow.reminders.get(ReminderId(parcel.subject))
        plan = None if reminder is None else await uow.plans.get(reminder.candidate)
        if reminder is None or plan is None:
            return Stale.STALE
        effect = _effect_of(parcel)
        is_off = not isinstance(effect, TellRemindersEnded) and plan.reminder_hour is None
        is_back = isinstance(effect, TellOfAbsence) and await uow.candidates.used_on(plan.candidate) != effect.since
        return LoadedReminder(
            parcel=parcel,
            effect=effect,
            is_wanted=now < reminder.until and not reminder.heeded and not is_off and not is_back,
            reminder=reminder,
            locale=plan.locale,
            composer=self._composer,
            follower=self._follower,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedReminder(Generic[U]):
    """Implements `bot.outbound.handler.LoadedParcel`."""

    parcel: Parcel
    effect: ReminderEffect
    is_wanted: bool
    reminder: Reminder
    locale: str
    composer: ReminderComposer
    follower: AnswerFollower[U]

    def prepare(self) -> OutgoingMessage:
        draft = self.composer.compose(self.effect, self.reminder, locale=self.locale)
        return OutgoingMessage(draft=draft, channel=None)

    def instead(self, reference: str) -> OutgoingMessage | None:  # noqa: ARG002 - the port's
        """Nobody waits for a reminder."""
        return None

    async def on_found(self, uow: U, message: MessageId, sending: BegunSending, *, at: datetime) -> None:  # noqa: ARG002
        await self.on_sent(uow, message, at=at)

    async def on_sent(self, uow: U, message: MessageId | None, *, at: datetime) -> None:  # noqa: ARG002 - the port's
        await uow.reminders.mark_sent(self.reminder.id)

    async def on_forbidden(self, uow: U, barrier: Barrier, *, at: datetime, retry_at: datetime) -> datetime | None:
        """Who cannot be reached is not reminded: it is dropped, unless they may be reached again in a moment."""
        if barrier is Barrier.PASSING:
            return retry_at
        await uow.reminders.remove(self.reminder.id)
        await self.follower.on_unreachable(uow, self.parcel.candidate, barrier, at=at)
        return None

    async def on_refused(self, uow: U, refused_for: RefusedFor, *, at: datetime) -> None:
        """Does nothing: the next day has another reminder."""

    async def on_delayed(self, uow: U, *, at: datetime) -> None:
        """Does nothing: nobody waits for a reminder."""

    async def on_channel_gone(self, uow: U, *, at: datetime) -> None:  # noqa: ARG002 - the port's
        await forget_channel(uow, self.parcel.candidate)


def _effect_of(parcel: Parcel) -> ReminderEffect:
    """The effect in a parcel. Raises TypeError if it is no effect of a reminder."""
    if not isinstance(parcel.effect, ReminderEffect):
        raise TypeError(parcel.effect)
    return parcel.effect
