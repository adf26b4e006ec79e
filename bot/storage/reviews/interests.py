"""Stores what coaches are pinged about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import and_, delete, or_, select, tuple_

from bot.core.content import ServerId, UserId
from bot.reviewing.domain.team.interests import MOST_CALLED, Interest, InterestKind
from bot.storage.database.transaction import Transaction
from bot.storage.schema.hearing import interests


class StoredInterests:
    """`Interests` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def of(self, server: ServerId, coach: UserId) -> Sequence[Interest]:
        rows = await self._db.execute(
            select(interests.c.kind, interests.c.value)
            .where(interests.c.server == server, interests.c.coach == coach)
            .order_by(interests.c.kind, interests.c.value)
        )
        return [Interest(kind=InterestKind(row.kind), value=row.value) for row in rows]

    async def add(self, server: ServerId, coach: UserId, wanted: Collection[Interest]) -> None:
        for each in wanted:
            await self._db.execute(
                self._db.insert(interests)
                .values(server=server, coach=coach, kind=each.kind, value=each.value)
                .on_conflict_do_nothing()
            )

    async def remove(self, server: ServerId, coach: UserId, unwanted: Collection[Interest]) -> None:
        named = [(each.kind.value, each.value) for each in unwanted]
        await self._db.execute(
            delete(interests).where(
                interests.c.server == server,
                interests.c.coach == coach,
                tuple_(interests.c.kind, interests.c.value).in_(named),
            )
        )

    async def called(self, server: ServerId, *, bank: str, topics: Collection[str]) -> Sequence[UserId]:
        fits = or_(
            interests.c.kind == InterestKind.EVERYTHING,
            and_(interests.c.kind == InterestKind.BANK, interests.c.value == bank),
            and_(interests.c.kind == InterestKind.TOPIC, interests.c.value.in_(topics)),
        )
        rows = await self._db.execute(
            select(interests.c.coach)
            .where(interests.c.server == server, fits)
            .distinct()
            .order_by(interests.c.coach)
            .limit(MOST_CALLED)
        )
        return [UserId(each) for each in rows.scalars()]
