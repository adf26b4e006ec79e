"""Stores the audit logs of servers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select

from bot.core.content import ReviewId, ServerId, UserId
from bot.servers.domain.audit import Act, AuditEntry
from bot.storage.database.transaction import Transaction
from bot.storage.schema.safety import audit_log


class StoredAuditLog:
    """`AuditLog` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def add(self, entry: AuditEntry) -> None:
        await self._db.execute(
            insert(audit_log).values(
                server=entry.server,
                at=entry.at,
                actor=entry.actor,
                act=entry.act,
                subject=entry.subject,
                review=entry.review,
                until=entry.until,
                before=entry.before,
                after=entry.after,
            )
        )

    async def page(self, server: ServerId, *, since: datetime, skipped: int, most: int) -> Sequence[AuditEntry]:
        rows = await self._db.execute(
            select(audit_log)
            .where(audit_log.c.server == server, audit_log.c.at >= since)
            .order_by(audit_log.c.at.desc(), audit_log.c.id.desc())
            .offset(skipped)
            .limit(most)
        )
        return [_entry(row) for row in rows]

    async def count(self, server: ServerId, *, since: datetime) -> int:
        found = select(func.count()).where(audit_log.c.server == server, audit_log.c.at >= since)
        number: int = (await self._db.execute(found)).scalar_one()
        return number

    async def remove(self, *, before: datetime, most: int) -> int:
        old = select(audit_log.c.id).where(audit_log.c.at < before).limit(most)
        gone = await self._db.execute(delete(audit_log).where(audit_log.c.id.in_(old)).returning(audit_log.c.id))
        return len(gone.all())


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        server=ServerId(row.server),
        at=row.at,
        actor=UserId(row.actor),
        act=Act(row.act),
        subject=row.subject,
        review=None if row.review is None else ReviewId(row.review),
        until=row.until,
        before=row.before,
        after=row.after,
    )
