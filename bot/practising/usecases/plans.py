"""The use cases of a plan: a candidate makes it, changes it and deletes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeGuard

from bot.core.content import ServerId, UserId
from bot.core.locks import KeyedLocks
from bot.core.retrying import in_turn
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.interviewing.domain.errors import TooManyBanksChosen
from bot.interviewing.domain.plan import MOST_BANKS_CHOSEN
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.dates import read_date
from bot.practising.domain.errors import NoPlan, NoSuchReminder
from bot.practising.domain.hours import read_hour, read_minutes
from bot.practising.domain.local_days import local_date
from bot.practising.domain.reminding import MOST_IGNORED, Reminder, ReminderId, next_reminder, zone_of
from bot.practising.domain.weekdays import read_weekdays
from bot.practising.domain.zones import ZoneNames, read_zone
from bot.practising.usecases.ports import PractisingUnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPlan:
    """What a candidate wants to change, as they typed it. None, or nothing but blanks: that stays as it is."""

    date: str | None = None
    minutes: str | None = None
    days: str | None = None
    banks: tuple[str, ...] | None = None
    """Slugs of banks that are offered; none for those that were practised before."""
    zone: str | None = None
    reminder: str | None = None

    @property
    def is_empty(self) -> bool:
        typed = (self.date, self.minutes, self.days, self.zone, self.reminder)
        return self.banks is None and not any(each and each.strip() for each in typed)


class PlanService:
    """Each method is one transaction."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[PractisingUnitOfWork],
        locks: KeyedLocks[UserId],
        zones: ZoneNames,
        clock: Clock,
    ) -> None:
        self._uow = unit_of_work
        self._locks = locks
        self._zones = zones
        self._clock = clock

    @property
    def zones(self) -> ZoneNames:
        """The time zones that a candidate may choose."""
        return self._zones

    async def plan(self, candidate: UserId) -> CandidatePlan | None:
        async with self._uow() as uow:
            return await uow.plans.get(candidate)

    async def today(self, candidate: UserId) -> date:
        """The candidate's day, by the time zone in their plan, else in UTC."""
        return local_date(self._clock(), zone_of(await self.plan(candidate)))

    @in_turn
    async def change(
        self, candidate: UserId, typed: TypedPlan, *, server: ServerId | None, locale: str
    ) -> CandidatePlan:
        """Make a plan, or change what is typed and nothing else. A day such as "tomorrow" is one of the typed zone.

        Raises:
            ZoneUnclear, DateUnclear, DateAmbiguous, DateOver, DateTooFar, DaysUnclear, HourUnclear, MinutesUnclear,
            TooManyBanksChosen: a part of it cannot be followed; nothing is changed.
        """
        async with self._uow() as uow:
            found = await uow.plans.get(candidate) or CandidatePlan(candidate=candidate)
            plan = self._changed(replace(found, locale=locale), typed, server)
            await uow.reminders.heed(candidate)
            saved = await self._save(uow, plan)
            await uow.commit()
        return saved

    @in_turn
    async def delete(self, candidate: UserId) -> None:
        """Delete the plan and its reminders; what was practised stays.

        Raises:
            NoPlan: there is none.
        """
        async with self._uow() as uow:
            if not await uow.plans.remove(candidate):
                raise NoPlan
            await uow.commit()

    @in_turn
    async def heed(self, candidate: UserId, reminder: ReminderId) -> CandidatePlan:
        """Note that a button of a reminder was pressed. Returns the plan.

        Raises:
            NoSuchReminder: it is none of theirs.
            NoPlan: the plan is deleted.
        """
        async with self._uow() as uow:
            await _require_own(uow, candidate, reminder)
            await uow.reminders.heed(candidate)
            plan = await uow.plans.get(candidate)
            await uow.commit()
        if plan is None:
            raise NoPlan
        return plan

    @in_turn
    async def switch_off(self, candidate: UserId, reminder: ReminderId) -> CandidatePlan:
        """Send no more reminders; the button for it was pressed. Raises as `heed`. Safe to call twice."""
        async with self._uow() as uow:
            await _require_own(uow, candidate, reminder)
            await uow.reminders.heed(candidate)
            plan = await uow.plans.get(candidate)
            if plan is None:
                raise NoPlan
            saved = await self._save(uow, replace(plan, reminder_hour=None))
            await uow.commit()
        return saved

    async def _save(self, uow: PractisingUnitOfWork, plan: CandidatePlan) -> CandidatePlan:
        last = await uow.reminders.last_of(plan.candidate, most=MOST_IGNORED)
        remind_at = next_reminder(plan, after=self._clock(), reminded={each.on for each in last})
        return await uow.plans.save(replace(plan, remind_at=remind_at))

    def _changed(self, plan: CandidatePlan, typed: TypedPlan, server: ServerId | None) -> CandidatePlan:
        practice = plan.practice
        if _is_said(typed.zone):
            plan = replace(plan, zone=read_zone(self._zones, typed.zone))
        if _is_said(typed.date):
            today = local_date(self._clock(), zone_of(plan))
            practice = replace(practice, interview_on=read_date(typed.date, today=today))
        if _is_said(typed.minutes):
            practice = replace(practice, minutes_a_day=read_minutes(typed.minutes))
        if _is_said(typed.days):
            practice = replace(practice, weekdays=read_weekdays(typed.days))
        if _is_said(typed.reminder):
            plan = replace(plan, reminder_hour=read_hour(typed.reminder))
        if typed.banks is not None:
            if len(typed.banks) > MOST_BANKS_CHOSEN:
                raise TooManyBanksChosen(most=MOST_BANKS_CHOSEN)
            plan = replace(plan, banks=typed.banks, server=server)
        return replace(plan, practice=practice)


def _is_said(typed: str | None) -> TypeGuard[str]:
    return typed is not None and bool(typed.strip())


async def _require_own(uow: PractisingUnitOfWork, candidate: UserId, reminder: ReminderId) -> Reminder:
    found = await uow.reminders.get(reminder)
    if found is None or found.candidate != candidate:
        raise NoSuchReminder
    return found
