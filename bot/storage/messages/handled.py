"""Removes entries of the inbox and settled parcels that nobody needs any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, literal_column, select

from bot.core.content import first_id_at
from bot.outbound.handled import Batch, Limits
from bot.storage.database.transaction import Transaction
from bot.storage.messages.inbox import SeenEvents
from bot.storage.messages.newest import PUT_BEFORE
from bot.storage.schema.interviews import ParcelState, is_in, outbox
from bot.storage.schema.reviews import reviews

# `was_there_before` asks those that were put after this one.
_NEWEST = (
    select(outbox.c.id).where(outbox.c.id > 0).order_by(outbox.c.id.desc()).limit(1).offset(PUT_BEFORE - 1)
).scalar_subquery()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reached:
    """The last delivered parcel of a batch."""

    parcel: int
    looking: _Looking


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looking:
    """Where parcels wait that may have left a message, each with the id above which that message would be."""

    candidates: Mapping[int, int]
    servers: Mapping[int, int]

    def may_meet(self, delivered: Row[Any]) -> bool:
        return any(
            above.get(place, delivered.message_id) < delivered.message_id
            for above, place in ((self.candidates, delivered.candidate_id), (self.servers, delivered.server))
        )


class StoredHandled:
    """`Handled` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction
        self._seen = SeenEvents(transaction)

    async def raise_horizon(self, *, seen_before: datetime) -> int:
        return await self._seen.raise_horizon(seen_before=seen_before)

    async def remove_seen(self, limits: Limits, *, most: int) -> Batch:
        return await self._seen.remove(limits, most=most)

    async def remove_delivered(self, limits: Limits, *, reached: object, most: int) -> Batch:
        # Once for a whole cleanup: a parcel that is put later knows a newer message, or `found` sees to it.
        begun = reached if isinstance(reached, _Reached) else _Reached(parcel=0, looking=await self._looking())
        oldest = (
            select(outbox.c.id, outbox.c.candidate_id, outbox.c.message_id, outbox.c.delivered_at)
            .add_columns(outbox.c.review_id, reviews.c.server, reviews.c.erased)
            .select_from(outbox.outerjoin(reviews, reviews.c.id == outbox.c.review_id))
            .add_columns((outbox.c.id < _NEWEST).label("is_behind"))
            .where(is_in(ParcelState.DELIVERED), outbox.c.id > begun.parcel)
            .order_by(outbox.c.id)
            .limit(most)
        )
        rows = (await self._db.execute(oldest)).all()
        old = [each for each in rows if each.delivered_at < limits.sent_before]
        if not old:
            return Batch(removed=0, is_last=True)
        settled = [each.id for each in old if _says_nothing_more(each, limits) and not begun.looking.may_meet(each)]
        return Batch(
            removed=await self._remove(settled, ParcelState.DELIVERED),
            is_last=len(rows) < most,
            reached=replace(begun, parcel=rows[-1].id),
        )

    async def remove_dropped(self, limits: Limits, *, most: int) -> Batch:
        oldest = (
            select(outbox.c.id)
            .where(is_in(ParcelState.DROPPED), outbox.c.due_at < limits.before)
            .order_by(outbox.c.due_at)
            .limit(most)
        )
        dropped = (await self._db.execute(oldest)).scalars().all()
        return Batch(removed=await self._remove(dropped, ParcelState.DROPPED), is_last=len(dropped) < most)

    async def _looking(self) -> _Looking:
        waiting = await self._db.execute(
            select(outbox.c.candidate_id, reviews.c.server, func.min(func.coalesce(outbox.c.after, 0)).label("above"))
            .select_from(outbox.outerjoin(reviews, reviews.c.id == outbox.c.review_id))
            .where(is_in(ParcelState.WAITING), outbox.c.destination > "")  # what an index is asked for
            .group_by(outbox.c.candidate_id, reviews.c.server)
            .order_by(literal_column("above").desc())  # so that the lowest of each place is the last
        )
        rows = waiting.all()
        return _Looking(
            candidates={each.candidate_id: each.above for each in rows},
            servers={each.server: each.above for each in rows if each.server is not None},
        )

    async def _remove(self, parcels: Collection[int], state: ParcelState) -> int:
        if not parcels:
            return 0
        removed = await self._db.execute(delete(outbox).where(outbox.c.id.in_(parcels), is_in(state)))
        return removed.rowcount


def _says_nothing_more(delivered: Row[Any], limits: Limits) -> bool:
    is_of_interview = delivered.review_id is None
    if is_of_interview and delivered.is_behind and delivered.message_id < first_id_at(limits.sent_before):
        return True
    is_old = delivered.delivered_at < limits.before and delivered.message_id <= limits.horizon
    return is_old and (is_of_interview or bool(delivered.erased))
