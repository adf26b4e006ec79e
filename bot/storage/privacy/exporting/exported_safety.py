"""Reads mutes of a person as an export shows them, and what they did as coach, lead or admin."""

from __future__ import annotations

from sqlalchemy import select, tuple_

from bot.core.content import ServerId, UserId
from bot.privacy.usecases.exporting.records.coaches import ActRecord, ReportRecord
from bot.privacy.usecases.exporting.records.whole import MuteRecord
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.safety.pseudonyms import Pseudonyms
from bot.storage.schema.safety import audit_log, mutes, reports


class ExportedSafety:
    """In the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault
        self._pseudonyms = Pseudonyms(transaction, vault)

    async def mutes(self, person: UserId) -> tuple[MuteRecord, ...]:
        """Where they are muted, and until when: they read the same where they send something."""
        found = await self._db.execute(select(mutes.c.server).distinct())
        known = await self._pseudonyms.known(person, [ServerId(each) for each in found.scalars()])
        if not known:
            return ()
        rows = await self._db.execute(
            select(mutes.c.server, mutes.c.until)
            .where(tuple_(mutes.c.server, mutes.c.pseudonym).in_(list(known.items())))
            .order_by(mutes.c.server, mutes.c.id)
        )
        return tuple(MuteRecord(server=row.server, until=row.until) for row in rows)

    async def reports(self, reporter: UserId) -> tuple[ReportRecord, ...]:
        rows = await self._db.execute(select(reports).where(reports.c.reporter == reporter).order_by(reports.c.id))
        return tuple(
            ReportRecord(
                server=row.server,
                review=row.review_id,
                text=sealed_json.unseal(row.sealed, self._vault),
                reported_at=row.reported_at,
                decision=row.decision,
                decided_at=row.decided_at,
            )
            for row in rows
        )

    async def acts(self, actor: UserId) -> tuple[ActRecord, ...]:
        rows = await self._db.execute(
            select(audit_log).where(audit_log.c.actor == actor).order_by(audit_log.c.at, audit_log.c.id)
        )
        return tuple(
            ActRecord(
                server=row.server,
                at=row.at,
                act=row.act,
                subject=row.subject,
                review=row.review,
                until=row.until,
                before=row.before,
                after=row.after,
            )
            for row in rows
        )
