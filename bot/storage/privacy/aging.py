"""Counts and removes what is past its time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Table, delete, exists, func, select, update

from bot.core.content import ShareId, UserId, first_id_at, moment_of_id
from bot.outbound.handled import Batch
from bot.privacy.domain.ages import Kept
from bot.privacy.usecases.aging import Absent, Overdue, OverduePage
from bot.reviewing.domain.model import Stage
from bot.storage.database.transaction import Transaction
from bot.storage.encryption.vault import Vault
from bot.storage.privacy.conditions import (
    has_left,
    has_nothing,
    is_old_interview,
    is_old_review,
    is_shared_by_nobody,
    is_unused_since,
)
from bot.storage.privacy.file_names import NamedFiles
from bot.storage.privacy.left_servers import empty, forget_emptied
from bot.storage.privacy.safety_records import SafetyRecords
from bot.storage.schema.interviews import candidates, inbox, interviews, outbox
from bot.storage.schema.practising import plans
from bot.storage.schema.reviews import reviews, servers
from bot.storage.schema.sharing import shared_answers

_REMOVAL = "removal of what is past its time"
"""One process at a time removes it: two that delete the same rows in another order would wait for each other."""
_NOTHING = Overdue(count=0, oldest=None)


class StoredAging:
    """`Aging` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._files = NamedFiles(transaction, vault)
        self._safety_records = SafetyRecords(transaction, vault)

    async def overdue(self, kind: Kept, before: datetime, *, reviews_before: datetime) -> Overdue:
        match kind:
            case Kept.REVIEWS:
                return await self._counted(reviews, reviews.c.active_at, is_old_review(before))
            case Kept.ANSWERS:
                old = is_old_interview(before, reviews_before=reviews_before)
                return await self._counted(interviews, interviews.c.started_at, old)
            case Kept.PEOPLE:
                nothing = has_nothing(before, reviews_before=reviews_before)
                return await self._counted(candidates, candidates.c.active_on, nothing)
            case Kept.FILES:
                return _NOTHING
            case Kept.SERVERS:
                return await self._counted(servers, servers.c.removed_at, has_left(before))
            case _:
                assert_never(kind)

    async def files_overdue(self, before: datetime, *, after: int, most: int) -> OverduePage:
        named, reached = await self._files.named(above=after, below=first_id_at(before), most=most)
        oldest = moment_of_id(named[0]) if named else None
        return OverduePage(found=Overdue(count=len(named), oldest=oldest), reached=reached)

    async def remove(self, kind: Kept, before: datetime, *, now: datetime, most: int) -> Batch:
        await self._db.lock(_REMOVAL)
        match kind:
            case Kept.REVIEWS:
                return await self._removed(reviews, is_old_review(before), most)
            case Kept.ANSWERS:
                await self._begin_to_count(now.date())
                return await self._removed(interviews, is_old_interview(before), most)
            case Kept.PEOPLE:
                return await self._removed(
                    candidates, has_nothing(before), most, first=self._safety_records.forget_absent
                )
            case Kept.FILES:
                return await self._files.remove(below=first_id_at(before), most=most)
            case Kept.SERVERS:
                if await empty(self._db, before, now=now):
                    return Batch(removed=1, is_last=False)
                await forget_emptied(self._db)
                return Batch(removed=0, is_last=True)
            case _:
                assert_never(kind)

    async def shared_by_nobody(self, before: datetime, *, most: int) -> Sequence[ShareId]:
        found = await self._db.execute(select(shared_answers.c.id).where(is_shared_by_nobody(before)).limit(most))
        return [ShareId(each) for each in found.scalars()]

    async def words_overdue(self, now: datetime, *, longest: timedelta) -> Overdue:
        found = _NOTHING
        retentions = await self._db.execute(select(servers.c.retention).distinct())
        for retention in retentions.scalars().all():
            overdue = (
                exists().where(servers.c.id == reviews.c.server, servers.c.retention == retention),
                reviews.c.active_at < now - min(retention, longest),
                reviews.c.stage != Stage.WAITING,
                ~reviews.c.erased,
            )
            more = await self._counted(reviews, reviews.c.active_at, *overdue)
            oldest = min((each for each in (found.oldest, more.oldest) if each is not None), default=None)
            found = Overdue(count=found.count + more.count, oldest=oldest)
        return found

    async def handled_overdue(self, before: datetime) -> Overdue:
        seen = await self._counted(inbox, inbox.c.seen_at, inbox.c.seen_at < before)
        sent = await self._counted(outbox, outbox.c.delivered_at, outbox.c.delivered_at < before)
        oldest = min((each for each in (seen.oldest, sent.oldest) if each is not None), default=None)
        return replace(seen, count=seen.count + sent.count, oldest=oldest)

    async def absent(self, *, since: date, most: int, after: UserId) -> Sequence[Absent]:
        rows = await self._db.execute(
            select(candidates.c.id, candidates.c.active_on, candidates.c.told_on)
            .join(plans, plans.c.candidate_id == candidates.c.id)
            .where(
                is_unused_since(since),
                candidates.c.id > after,
                candidates.c.unreachable_since.is_(None),
                plans.c.reminder_hour.is_not(None),
                exists().where(interviews.c.candidate_id == candidates.c.id),
            )
            .order_by(candidates.c.id)
            .limit(most)
        )
        return [Absent(candidate=UserId(row.id), active_on=row.active_on, told_on=row.told_on) for row in rows]

    async def note_told(self, absent: Absent, *, on: date) -> bool:
        told = await self._db.execute(
            update(candidates)
            .where(
                candidates.c.id == absent.candidate,
                candidates.c.active_on == absent.active_on,
                candidates.c.told_on.is_not_distinct_from(absent.told_on),
            )
            .values(told_on=on)
        )
        return told.rowcount > 0

    async def _begin_to_count(self, today: date) -> None:
        """Those of whom no use was noted yet have their whole time from now on."""
        await self._db.execute(update(candidates).where(candidates.c.active_on.is_(None)).values(active_on=today))

    async def _counted(self, table: Table, since: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Overdue:
        counted = select(func.count().label("number"), func.min(since).label("oldest")).select_from(table)
        row = (await self._db.execute(counted.where(*conditions))).one()
        oldest = row.oldest
        if isinstance(oldest, date) and not isinstance(oldest, datetime):
            oldest = datetime.combine(oldest, time(), UTC)
        return Overdue(count=row.number, oldest=oldest)

    async def _removed(
        self,
        table: Table,
        is_old: ColumnElement[bool],
        most: int,
        *,
        first: Callable[[Sequence[int]], Awaitable[None]] | None = None,
    ) -> Batch:
        """`first` is called with the ids of those that are to go."""
        # In no order: to have them by their ids, SQLite would look at every row from the first on.
        old = await self._db.execute(select(table.c.id).where(is_old).limit(most))
        numbers = old.scalars().all()
        if not numbers:
            return Batch(removed=0, is_last=True)
        if first is not None:
            await first(numbers)
        # Asked once more: another process may have changed them since.
        removed = await self._db.execute(delete(table).where(table.c.id.in_(numbers), is_old))
        return Batch(removed=removed.rowcount, is_last=len(numbers) < most or not removed.rowcount)
