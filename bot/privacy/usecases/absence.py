"""Tells candidates who have reminders on, and have been away for long, when their answers are deleted."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from bot.core.content import UserId
from bot.core.looking import Looking
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.pacing import AFTER_AN_ERROR
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.effects import TellOfAbsence
from bot.practising.domain.local_days import local_date, moment_of
from bot.practising.domain.reminding import end_of_day, zone_of
from bot.practising.usecases.outgoing import reminder_parcel
from bot.privacy.domain.ages import Ages
from bot.privacy.usecases.aging import Absent, AgingUnitOfWork

log = logging.getLogger(__name__)

LOOKED_FOR_EVERY = 6 * 3600.0
"""Seconds: it is a matter of days."""
READ_AT_ONCE = 50
_DAYS_TRIED = 3
"""Today may be over, and tomorrow may have a reminder already."""


class AbsenceNotices(Looking):
    """That somebody was told is stored with the parcel, so it happens once, across restarts and processes.

    It takes the place of that day's reminder, at the hour that the candidate chose for reminders.
    """

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[AgingUnitOfWork], ages: Ages, clock: Clock) -> None:
        super().__init__()
        self._uow = unit_of_work
        self._ages = ages
        self._clock = clock

    async def _look_without_fail(self) -> float:
        try:
            return await self.look()
        except Exception:
            log.exception("absent candidates not looked for")
            return AFTER_AN_ERROR

    async def look(self) -> float:
        """Tell everybody whose time has come. Returns the seconds until the next look."""
        today = self._clock().date()
        since, last = today - self._ages.first_notice, UserId(0)
        while True:
            async with self._uow() as uow:
                absent = await uow.aging.absent(since=since, most=READ_AT_ONCE, after=last)
            for each in absent:
                if self._ages.notice_due(each.active_on, each.told_on, today):
                    await self._attend_to(each, today)
            if len(absent) < READ_AT_ONCE:
                return LOOKED_FOR_EVERY
            last = absent[-1].candidate

    async def _attend_to(self, absent: Absent, today: date) -> None:
        try:
            await self._tell(absent, today)
        except Exception:
            # A plan that cannot be read must not keep the others from their notice.
            log.exception("absent candidate not told", extra={"candidate": absent.candidate})

    @retried_on_conflict
    async def _tell(self, absent: Absent, today: date) -> None:
        effect = TellOfAbsence(since=absent.active_on, until=self._ages.deleted_on(absent.active_on))
        async with self._uow() as uow:
            plan = await uow.plans.get(absent.candidate)
            if plan is None:
                return
            for day, moment in _moments(plan, self._clock()):
                reminder = await uow.reminders.add(absent.candidate, on=day, until=end_of_day(day, zone_of(plan)))
                if reminder is not None and await uow.aging.note_told(absent, on=today):
                    await uow.outbox.put([reminder_parcel(reminder, effect, due_at=moment)])
                    await uow.commit()
                    return


def _moments(plan: CandidatePlan, now: datetime) -> list[tuple[date, datetime]]:
    """The next days with the hour that the candidate chose; none if they want no reminders any more."""
    if plan.reminder_hour is None:
        return []
    zone = zone_of(plan)
    days = [local_date(now, zone) + timedelta(days=ahead) for ahead in range(_DAYS_TRIED)]
    moments = [(day, moment_of(day, plan.reminder_hour, zone)) for day in days]
    return [(day, moment) for day, moment in moments if moment is not None and moment >= now]
