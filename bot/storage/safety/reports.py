"""Stores what coaches report to the leads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from bot.core.content import FORMER_COACH, ReviewId, ServerId, UserId
from bot.reviewing.domain.safety.reports import Decision, Report
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.schema.safety import reports


class StoredReports:
    """`Reports` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault

    async def add(self, report: Report) -> int | None:
        added = await self._db.execute(
            self._db.insert(reports)
            .values(
                server=report.server,
                review_id=report.review,
                reporter=report.reporter,
                sealed=sealed_json.seal(report.text, self._vault),
                reported_at=report.reported_at,
            )
            .on_conflict_do_nothing()
            .returning(reports.c.id)
        )
        number: int | None = added.scalar()
        return number

    async def get(self, report: int) -> Report | None:
        row = (await self._db.execute(select(reports).where(reports.c.id == report))).first()
        return None if row is None else self._report(row)

    async def is_undecided(self, review: ReviewId) -> bool:
        found = select(reports.c.id).where(reports.c.review_id == review, reports.c.decision.is_(None))
        return (await self._db.execute(found)).first() is not None

    async def forget_texts(self, review: ReviewId) -> None:
        emptied = sealed_json.seal("", self._vault)
        await self._db.execute(update(reports).where(reports.c.review_id == review).values(sealed=emptied))

    async def decide(self, report: int, decision: Decision, *, by: UserId, at: datetime) -> bool:
        decided = await self._db.execute(
            update(reports)
            .where(reports.c.id == report, reports.c.decision.is_(None))
            .values(decision=decision, decided_by=by, decided_at=at)
            .returning(reports.c.id)
        )
        if decided.first() is None:
            return False
        # It stayed because a lead had still to read it; its coach had everything forgotten.
        of_former_coach = (reports.c.id == report) & (reports.c.reporter == FORMER_COACH)
        emptied = sealed_json.seal("", self._vault)
        await self._db.execute(update(reports).where(of_former_coach).values(sealed=emptied))
        return True

    def _report(self, row: Row[Any]) -> Report:
        return Report(
            id=row.id,
            server=ServerId(row.server),
            review=ReviewId(row.review_id),
            reporter=UserId(row.reporter),
            text=sealed_json.unseal(row.sealed, self._vault),
            reported_at=row.reported_at,
            decision=None if row.decision is None else Decision(row.decision),
            decided_by=None if row.decided_by is None else UserId(row.decided_by),
            decided_at=row.decided_at,
        )
