"""Stores which events have been seen."""

from __future__ import annotations

from sqlalchemy import Executable, bindparam, exists, select

from bot.storage.database.transaction import Insert, Transaction
from bot.storage.schema.interviews import inbox

_HAS_SEEN = select(exists().where(inbox.c.cause == bindparam("seen")))


def _first_sight(insert: Insert) -> Executable:
    return insert(inbox).on_conflict_do_nothing().returning(inbox.c.cause)


class StoredInbox:
    """`Inbox` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def first_sight(self, cause: str) -> bool:
        # A process that sees the same event at the same time waits here until the other commits or gives up.
        inserted = await self._db.quick(self._db.built(_first_sight), {"cause": cause})
        return inserted.first() is not None

    async def has_seen(self, cause: str) -> bool:
        seen = await self._db.quick(_HAS_SEEN, {"seen": cause})
        return bool(seen.scalar_one())
