"""Removes entries of the inbox and settled parcels that nobody needs any more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, or_, select, tuple_

from bot.outbound.handled import Batch, Limits
from bot.storage.database.transaction import Transaction
from bot.storage.messages.inbox import SeenEvents
from bot.storage.schema.interviews import ParcelState, is_in, outbox
from bot.storage.schema.reviews import reviews


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reached:
    """The last delivered parcel of a batch."""

    delivered_at: datetime
    parcel: int
    looking: _Looking


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looking:
    """Where parcels wait that may have left one of the messages up to the horizon."""

    candidates: frozenset[int]
    servers: frozenset[int]

    def may_meet(self, delivered: Row[Any]) -> bool:
        return delivered.candidate_id in self.candidates or delivered.server in self.servers


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
        # Once for a whole cleanup: a parcel that is put later knows a message above the horizon, or `found` sees to it.
        looking = reached.looking if isinstance(reached, _Reached) else await self._looking(limits)
        oldest = (
            select(outbox.c.id, outbox.c.candidate_id, outbox.c.message_id, outbox.c.delivered_at)
            .add_columns(outbox.c.review_id, reviews.c.server, reviews.c.erased)
            .select_from(outbox.outerjoin(reviews, reviews.c.id == outbox.c.review_id))
            .where(is_in(ParcelState.DELIVERED), outbox.c.delivered_at < limits.before)
            .order_by(outbox.c.delivered_at, outbox.c.id)
            .limit(most)
        )
        if isinstance(reached, _Reached):
            oldest = oldest.where(
                outbox.c.delivered_at >= reached.delivered_at,  # what an index is asked for
                tuple_(outbox.c.delivered_at, outbox.c.id) > (reached.delivered_at, reached.parcel),
            )
        rows = (await self._db.execute(oldest)).all()
        settled = [each.id for each in rows if _says_nothing_more(each, limits) and not looking.may_meet(each)]
        if not rows:
            return Batch(removed=0, is_last=True)
        return Batch(
            removed=await self._remove(settled, ParcelState.DELIVERED),
            is_last=len(rows) < most,
            reached=_Reached(delivered_at=rows[-1].delivered_at, parcel=rows[-1].id, looking=looking),
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

    async def _looking(self, limits: Limits) -> _Looking:
        waiting = await self._db.execute(
            select(outbox.c.candidate_id, reviews.c.server)
            .select_from(outbox.outerjoin(reviews, reviews.c.id == outbox.c.review_id))
            .where(is_in(ParcelState.WAITING), outbox.c.destination > "")  # what an index is asked for
            .where(or_(outbox.c.after.is_(None), outbox.c.after < limits.horizon))
            .distinct()
        )
        rows = waiting.all()
        return _Looking(
            candidates=frozenset(each.candidate_id for each in rows),
            servers=frozenset(each.server for each in rows if each.server is not None),
        )

    async def _remove(self, parcels: Collection[int], state: ParcelState) -> int:
        if not parcels:
            return 0
        removed = await self._db.execute(delete(outbox).where(outbox.c.id.in_(parcels), is_in(state)))
        return removed.rowcount


def _says_nothing_more(delivered: Row[Any], limits: Limits) -> bool:
    is_needed_for_replies = delivered.review_id is not None and not delivered.erased
    return bool(delivered.message_id <= limits.horizon) and not is_needed_for_replies
