"""Stores on which days candidates were reminded, and whether they did something about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from bot.core.content import UserId
from bot.practising.domain.reminding import Reminder, ReminderId
from bot.storage.database.transaction import Transaction
from bot.storage.schema.practising import reminders


class StoredReminders:
    """`Reminders` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def get(self, reminder: ReminderId) -> Reminder | None:
        row = (await self._db.execute(select(reminders).where(reminders.c.id == reminder))).first()
        return None if row is None else _reminder(row)

    async def last_of(self, candidate: UserId, *, most: int) -> Sequence[Reminder]:
        rows = await self._db.execute(
            select(reminders).where(reminders.c.candidate_id == candidate).order_by(reminders.c.day.desc()).limit(most)
        )
        return [_reminder(row) for row in rows]

    async def add(self, candidate: UserId, *, on: date, until: datetime) -> Reminder | None:
        added = await self._db.execute(
            self._db.insert(reminders)
            .values(candidate_id=candidate, day=on, until=until, sent=False, heeded=False)
            .on_conflict_do_nothing(index_elements=[reminders.c.candidate_id, reminders.c.day])
            .returning(reminders)
        )
        row = added.first()
        return None if row is None else _reminder(row)

    async def mark_sent(self, reminder: ReminderId) -> None:
        await self._db.execute(update(reminders).where(reminders.c.id == reminder).values(sent=True))

    async def heed(self, candidate: UserId) -> None:
        await self._db.execute(
            update(reminders)
            .where(reminders.c.candidate_id == candidate, reminders.c.heeded.is_(False))
            .values(heeded=True)
        )

    async def remove(self, reminder: ReminderId) -> None:
        await self._db.execute(delete(reminders).where(reminders.c.id == reminder))


def _reminder(row: Row[Any]) -> Reminder:
    return Reminder(
        id=ReminderId(row.id),
        candidate=UserId(row.candidate_id),
        on=row.day,
        until=row.until,
        sent=row.sent,
        heeded=row.heeded,
    )
