"""Stores which events have been seen."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, String, bindparam, delete, exists, func, null, or_, select

from bot.core.content import first_id_at
from bot.outbound.handled import Batch, Limits
from bot.storage.database.inserts import Insert
from bot.storage.database.transaction import Transaction
from bot.storage.schema.columns import Snowflake, seconds_now
from bot.storage.schema.interviews import horizon, inbox

LAST_SEEN = 500
"""How many of the entries that are old enough are asked for the newest event."""

_OF_DISCORD = re.compile(r"(?:message|interaction|hint|refused):(\d+)")
_HINT_ON_EDIT = re.compile(r"hint:\d+:(\d+)")
_HIGHEST_ID = 2**63 - 1

_OF = bindparam("of", type_=String)
_IS_FORGOTTEN = exists().where(horizon.c.event >= bindparam("event", type_=Snowflake))
_FORGOTTEN = select(_IS_FORGOTTEN)
_HAS_SEEN = select(or_(exists().where(inbox.c.cause == _OF), _IS_FORGOTTEN))


def _first_sight(insert: Insert) -> Executable:
    return _insertion(insert, seconds_now())


def _first_sight_of_form(insert: Insert) -> Executable:
    return _insertion(insert, null())


def _insertion(insert: Insert, seen_at: ColumnElement[Any]) -> Executable:
    new = select(_OF, seen_at).where(~_IS_FORGOTTEN)
    seen = insert(inbox).from_select([inbox.c.cause, inbox.c.seen_at], new)
    return seen.on_conflict_do_nothing().returning(inbox.c.cause)


class StoredInbox:
    """`Inbox` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def first_sight(self, cause: str) -> bool:
        # A process that sees the same event at the same time waits here until the other commits or gives up.
        event = event_of(cause)
        first_sight = _first_sight_of_form if event is None else _first_sight
        inserted = await self._db.quick(self._db.built(first_sight), {"of": cause, "event": event})
        return inserted.first() is not None

    async def has_seen(self, cause: str) -> bool:
        seen = await self._db.quick(_HAS_SEEN, {"of": cause, "event": event_of(cause)})
        return bool(seen.scalar_one())

    async def is_forgotten(self, cause: str) -> bool:
        forgotten = await self._db.quick(_FORGOTTEN, {"event": event_of(cause)})
        return bool(forgotten.scalar_one())


class SeenEvents:
    """The entries of the inbox, for `Handled`."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def raise_horizon(self, *, seen_before: datetime) -> int:
        last_seen = (
            select(inbox.c.cause).where(inbox.c.seen_at < seen_before).order_by(inbox.c.seen_at.desc()).limit(LAST_SEEN)
        )
        causes = (await self._db.execute(last_seen)).scalars().all()
        newest = max((event_of(each) or 0 for each in causes), default=0)
        # If the clock of the database is wrong, the one that gives `seen_before` is right, or the other way round.
        raised = min(newest, first_id_at(seen_before))
        if raised:
            await self._db.execute(self._db.insert(horizon).values(event=raised).on_conflict_do_nothing())
        now: int | None = (await self._db.execute(select(func.max(horizon.c.event)))).scalar_one()
        if now is None:
            return 0
        await self._db.execute(delete(horizon).where(horizon.c.event < now))
        return now

    async def remove(self, limits: Limits, *, most: int) -> Batch:
        oldest = select(inbox.c.cause).where(inbox.c.seen_at < limits.before).order_by(inbox.c.seen_at).limit(most)
        causes = (await self._db.execute(oldest)).scalars().all()
        forgotten = [each for each in causes if (event := event_of(each)) is not None and event <= limits.horizon]
        if not forgotten:
            return Batch(removed=0, is_last=True)
        removed = await self._db.execute(delete(inbox).where(inbox.c.cause.in_(forgotten)))
        # Entries that stay come first again: only what was removed makes room for others.
        return Batch(removed=removed.rowcount, is_last=len(causes) < most)


def event_of(cause: str) -> int | None:
    """Discord's id of the event behind a key of the inbox, or an id of that moment.

    None for the key of a form, which says itself what it is called, and comes back from a person's client.
    `hint:<message>:<milliseconds>` is the hint on an edit, which may be much newer than its message.
    """
    if edit := _HINT_ON_EDIT.fullmatch(cause):
        return first_id_at(datetime.fromtimestamp(int(edit[1]) / 1000, UTC))
    named = _OF_DISCORD.fullmatch(cause)
    event = 0 if named is None else int(named[1])
    return event if 0 < event <= _HIGHEST_ID else None
