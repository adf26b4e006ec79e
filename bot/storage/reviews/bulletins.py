"""Stores which servers want a daily bulletin, and when the next one is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.core.content import ServerId
from bot.reviewing.domain.team.bulletins import Bulletin
from bot.storage.database.transaction import Transaction
from bot.storage.schema.hearing import bulletins


class StoredBulletins:
    """`Bulletins` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction
        self.has_saved = False

    async def save(self, bulletin: Bulletin) -> None:
        self.has_saved = True
        values = {"hour": bulletin.hour, "next_at": bulletin.next_at}
        await self._db.execute(
            self._db.insert(bulletins)
            .values(server=bulletin.server, **values)
            .on_conflict_do_update(index_elements=[bulletins.c.server], set_=values)
        )

    async def remove(self, server: ServerId) -> None:
        await self._db.execute(delete(bulletins).where(bulletins.c.server == server))

    async def hour_in(self, server: ServerId) -> int | None:
        found = await self._db.execute(select(bulletins.c.hour).where(bulletins.c.server == server))
        hour: int | None = found.scalar()
        return hour

    async def due(self, now: datetime) -> Sequence[Bulletin]:
        rows = await self._db.execute(
            select(bulletins).where(bulletins.c.next_at <= now).order_by(bulletins.c.next_at, bulletins.c.server)
        )
        return [Bulletin(server=ServerId(row.server), hour=row.hour, next_at=row.next_at) for row in rows]

    async def move(self, bulletin: Bulletin, *, to: datetime) -> bool:
        moved = await self._db.execute(
            update(bulletins)
            .where(bulletins.c.server == bulletin.server, bulletins.c.next_at == bulletin.next_at)
            .values(next_at=to)
            .returning(bulletins.c.server)
        )
        return moved.first() is not None

    async def next_due(self) -> datetime | None:
        soonest: datetime | None = (await self._db.execute(select(func.min(bulletins.c.next_at)))).scalar_one()
        return soonest
