"""Stores the plans of candidates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from bot.core.content import ServerId, UserId
from bot.core.transactions import ConcurrentUpdate
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.plan import PracticePlan
from bot.storage.database.transaction import Transaction
from bot.storage.schema.interviews import candidates
from bot.storage.schema.practising import plans, reminders


class StoredPlans:
    """`Plans` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction
        self.has_saved = False

    async def get(self, candidate: UserId) -> CandidatePlan | None:
        row = (await self._db.execute(select(plans).where(plans.c.candidate_id == candidate))).first()
        return None if row is None else _plan(row)

    async def save(self, plan: CandidatePlan) -> CandidatePlan:
        self.has_saved = True
        saved = replace(plan, version=plan.version + 1)
        if plan.version:
            stored = await self._db.execute(
                update(plans)
                .where(plans.c.candidate_id == plan.candidate, plans.c.version == plan.version)
                .values(**_values(saved))
                .returning(plans.c.version)
            )
        else:
            await self._db.execute(self._db.insert(candidates).values(id=plan.candidate).on_conflict_do_nothing())
            stored = await self._db.execute(
                self._db.insert(plans)
                .values(candidate_id=plan.candidate, **_values(saved))
                .on_conflict_do_nothing()
                .returning(plans.c.version)
            )
        if stored.first() is None:
            raise ConcurrentUpdate(plan.candidate)
        return saved

    async def remove(self, candidate: UserId) -> bool:
        await self._db.execute(delete(reminders).where(reminders.c.candidate_id == candidate))
        removed = await self._db.execute(delete(plans).where(plans.c.candidate_id == candidate))
        return removed.rowcount > 0

    async def due(self, now: datetime, *, most: int) -> Sequence[UserId]:
        rows = await self._db.execute(
            select(plans.c.candidate_id)
            .where(plans.c.remind_at <= now)
            .order_by(plans.c.remind_at, plans.c.candidate_id)
            .limit(most)
        )
        return [UserId(each) for each in rows.scalars()]

    async def next_due(self) -> datetime | None:
        soonest: datetime | None = (await self._db.execute(select(func.min(plans.c.remind_at)))).scalar_one()
        return soonest


def _values(plan: CandidatePlan) -> dict[str, Any]:
    """The columns of `plans` except the candidate."""
    return {
        "interview_on": plan.practice.interview_on,
        "minutes": plan.practice.minutes_a_day,
        "weekdays": sum(1 << day for day in plan.practice.weekdays),
        "banks": json.dumps(plan.banks),
        "server": plan.server,
        "zone": plan.zone,
        "reminder_hour": plan.reminder_hour,
        "remind_at": plan.remind_at,
        "locale": plan.locale,
        "version": plan.version,
    }


def _plan(row: Row[Any]) -> CandidatePlan:
    return CandidatePlan(
        candidate=UserId(row.candidate_id),
        practice=PracticePlan(
            interview_on=row.interview_on,
            minutes_a_day=row.minutes,
            weekdays=frozenset(day for day in range(7) if row.weekdays >> day & 1),
        ),
        banks=tuple(json.loads(row.banks)),
        server=None if row.server is None else ServerId(row.server),
        zone=row.zone,
        reminder_hour=row.reminder_hour,
        remind_at=row.remind_at,
        locale=row.locale,
        version=row.version,
    )
