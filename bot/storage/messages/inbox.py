"""Stores which events have been seen."""

from __future__ import annotations

from sqlalchemy import exists, select

from bot.storage.database.transaction import Transaction
from bot.storage.schema.interviews import inbox


class StoredInbox:
    """`Inbox` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def first_sight(self, cause: str) -> bool:
        # A process that sees the same event at the same time waits here until the other commits or gives up.
        inserted = await self._db.execute(
            self._db.insert(inbox).values(cause=cause).on_conflict_do_nothing().returning(inbox.c.cause)
        )
        return inserted.first() is not None

    async def has_seen(self, cause: str) -> bool:
        seen = await self._db.execute(select(exists().where(inbox.c.cause == cause)))
        return bool(seen.scalar_one())
