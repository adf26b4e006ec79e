"""Reminds candidates of what is due, once a day at the hour that they chose."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.core.content import UserId
from bot.core.looking import Looking
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.pacing import AFTER_AN_ERROR, nap_until
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.effects import ReminderEffect, RemindOfDue, TellRemindersEnded
from bot.practising.domain.local_days import local_date
from bot.practising.domain.reminding import (
    MOST_IGNORED,
    Reminder,
    Reminding,
    end_of_day,
    is_practising,
    next_reminder,
    reminding_now,
    zone_of,
)
from bot.practising.usecases.due import DuePractice
from bot.practising.usecases.outgoing import reminder_parcel
from bot.practising.usecases.ports import PractisingUnitOfWork

log = logging.getLogger(__name__)

AT_ONCE = 50
"""The most candidates who are attended to in one look."""
APART = timedelta(seconds=0.1)
"""Between two reminders: many people choose nine o'clock, and those who practise then must not wait behind them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Situation:
    """All that is read before it is decided whether a candidate is reminded."""

    plan: CandidatePlan
    on: date
    last: Sequence[Reminder]
    is_away: bool
    """True if they cannot be reached."""
    is_practising: bool


class ReminderScheduler(Looking):
    """What was done is stored with the plan, so it happens once, even across restarts and processes."""

    def __init__(
        self, *, unit_of_work: UnitOfWorkFactory[PractisingUnitOfWork], practice: DuePractice, clock: Clock
    ) -> None:
        super().__init__()
        self._uow = unit_of_work
        self._practice = practice
        self._clock = clock

    async def _look_without_fail(self) -> float:
        try:
            return await self.look()
        except Exception:
            log.exception("plans not readable")
            return AFTER_AN_ERROR

    async def look(self) -> float:
        """Remind everybody whose time has come. Returns the seconds until the next look."""
        async with self._uow() as uow:
            due = await uow.plans.due(self._clock(), most=AT_ONCE)
        for position, candidate in enumerate(due):
            await self._attend_to(candidate, wait=position * APART)
        if len(due) == AT_ONCE:
            return (AT_ONCE * APART).total_seconds()
        async with self._uow() as uow:
            return nap_until(await uow.plans.next_due(), now=self._clock())

    async def _attend_to(self, candidate: UserId, *, wait: timedelta) -> None:
        try:
            await self._remind(candidate, wait=wait)
        except Exception:
            # A plan that cannot be followed must not keep the others from their reminders, nor be tried without rest.
            log.exception("reminder not sent", extra={"candidate": candidate})
            await self._pass_over(candidate)

    @retried_on_conflict
    async def _remind(self, candidate: UserId, *, wait: timedelta) -> None:
        situation = await self._situation(candidate)
        if situation is None:
            return
        effect = await self._effect(situation)
        async with self._uow() as uow:
            await self._store(uow, situation, effect, wait=wait)
            await uow.commit()

    async def _situation(self, candidate: UserId) -> _Situation | None:
        """None if nothing is due any more: another process was faster, or the candidate has changed the plan."""
        now = self._clock()
        async with self._uow() as uow:
            plan = await uow.plans.get(candidate)
            if plan is None or plan.remind_at is None or plan.remind_at > now:
                return None
            known = await uow.candidates.get(candidate)
            return _Situation(
                plan=plan,
                on=local_date(plan.remind_at, zone_of(plan)),
                last=await uow.reminders.last_of(candidate, most=MOST_IGNORED),
                is_away=known is not None and known.unreachable_since is not None,
                is_practising=is_practising(await uow.interviews.live_of(candidate), now),
            )

    async def _effect(self, situation: _Situation) -> ReminderEffect | None:
        """What the candidate is told; None if they are left alone today."""
        plan = situation.plan
        is_over = self._clock() >= end_of_day(situation.on, zone_of(plan))
        if is_over or situation.is_away or situation.is_practising:
            return None
        practice = await self._practice.of(plan.candidate, None)
        if reminding_now(situation.last, practised=practice.days) is Reminding.END:
            return TellRemindersEnded()
        due = practice.outlook.today
        return RemindOfDue(questions=len(due), minutes=practice.minutes_of(due)) if due else None

    async def _store(
        self, uow: PractisingUnitOfWork, situation: _Situation, effect: ReminderEffect | None, *, wait: timedelta
    ) -> None:
        plan, zone = situation.plan, zone_of(situation.plan)
        if isinstance(effect, TellRemindersEnded):
            plan = replace(plan, reminder_hour=None)
        over = end_of_day(situation.on, zone)
        reminded = {situation.on, *(each.on for each in situation.last)}
        # After a pause of days the next one may be due at once, but none of the days that are over.
        after = min(self._clock(), over - timedelta(microseconds=1))
        await uow.plans.save(replace(plan, remind_at=next_reminder(plan, after=after, reminded=reminded)))
        reminder = None if effect is None else await uow.reminders.add(plan.candidate, on=situation.on, until=over)
        if reminder is not None and effect is not None:
            await uow.outbox.put([reminder_parcel(reminder, effect, due_at=self._clock() + wait)])

    @retried_on_conflict
    async def _pass_over(self, candidate: UserId) -> None:
        """Go on with the next day."""
        async with self._uow() as uow:
            plan = await uow.plans.get(candidate)
            if plan is None or plan.remind_at is None:
                return
            day = local_date(plan.remind_at, zone_of(plan))
            later: datetime | None = next_reminder(plan, after=self._clock(), reminded={day})
            await uow.plans.save(replace(plan, remind_at=later))
            await uow.commit()
