"""Stores the aliases under which candidates stay anonymous."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from bot.core.content import ServerId, UserId
from bot.core.transactions import ConcurrentUpdate
from bot.storage.database.transaction import Transaction
from bot.storage.schema.interviews import candidates
from bot.storage.schema.reviews import aliases


class StoredAliases:
    """`Aliases` in the open transaction. An alias stays taken."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def of(self, server: ServerId, candidate: UserId) -> str | None:
        found = await self._db.execute(
            select(aliases.c.alias).where(aliases.c.server == server, aliases.c.candidate_id == candidate)
        )
        alias: str | None = found.scalar()
        return alias

    async def all_of(self, candidate: UserId) -> Collection[str]:
        found = await self._db.execute(select(aliases.c.alias).where(aliases.c.candidate_id == candidate))
        return {row.alias for row in found}

    async def take(self, server: ServerId, candidate: UserId, alias: str) -> bool:
        """Take an alias, as `Aliases.take` says.

        Raises:
            ConcurrentUpdate: the candidate has another alias by now.
        """
        await self._db.execute(self._db.insert(candidates).values(id=candidate).on_conflict_do_nothing())
        # A process that takes the same alias at the same time waits here until the other commits or gives up.
        taken = await self._db.execute(
            self._db.insert(aliases)
            .values(server=server, candidate_id=candidate, alias=alias)
            .on_conflict_do_nothing()
            .returning(aliases.c.alias)
        )
        if taken.first() is not None:
            return True
        own = await self.of(server, candidate)
        if own is not None and own != alias:
            raise ConcurrentUpdate
        return own == alias
