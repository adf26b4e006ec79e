"""Reads what a person shares as an export shows it, and what they said of community answers of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from bot.core.content import ShareId, UserId
from bot.privacy.usecases.exporting.records.community import (
    CommunityRecord,
    SharedAnswerRecord,
    SharedVersionRecord,
    ShareReportRecord,
    VoteRecord,
)
from bot.sharing.domain.model import VoteCount
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.schema.sharing import share_reports, share_votes, shared_answers, shared_versions
from bot.storage.sharing.shares import StoredShares

_NONE = VoteCount()


class ExportedCommunity:
    """In the open transaction. Of answers of others it has the question only."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault

    async def of(self, person: UserId) -> CommunityRecord:
        return CommunityRecord(
            shared=await self._shared(person), votes=await self._votes(person), reports=await self._reports(person)
        )

    async def _shared(self, writer: UserId) -> tuple[SharedAnswerRecord, ...]:
        rows = (
            await self._db.execute(
                select(shared_answers).where(shared_answers.c.candidate_id == writer).order_by(shared_answers.c.id)
            )
        ).all()
        theirs = [ShareId(row.id) for row in rows]
        versions, votes = await self._versions(theirs), await StoredShares(self._db, self._vault).votes(theirs)
        return tuple(
            SharedAnswerRecord(
                server=row.server,
                bank=row.bank,
                bank_title=row.bank_title,
                question_id=row.question_id,
                question=row.question,
                locale=row.locale,
                written=row.written,
                hidden_since=row.hidden_since,
                helpful=votes.get(row.id, _NONE).helpful,
                votes=votes.get(row.id, _NONE).votes,
                versions=tuple(versions.get(row.id, ())),
            )
            for row in rows
        )

    async def _versions(self, shares: Sequence[int]) -> Mapping[int, Sequence[SharedVersionRecord]]:
        rows = await self._db.execute(
            select(shared_versions).where(shared_versions.c.share_id.in_(shares)).order_by(shared_versions.c.number)
        )
        found: dict[int, list[SharedVersionRecord]] = {}
        for row in rows:
            found.setdefault(row.share_id, []).append(self._version(row))
        return found

    def _version(self, row: Row[Any]) -> SharedVersionRecord:
        text, reason = (None, "") if row.sealed is None else sealed_json.unseal(row.sealed, self._vault)
        return SharedVersionRecord(
            number=row.number,
            state=row.state,
            text=text,
            reason=reason,
            written_at=row.written_at,
            decided_at=row.decided_at,
        )

    async def _votes(self, voter: UserId) -> tuple[VoteRecord, ...]:
        rows = await self._db.execute(
            select(share_votes.c.helpful, *_ABOUT)
            .join(shared_answers, shared_answers.c.id == share_votes.c.share_id)
            .where(share_votes.c.voter == voter)
            .order_by(share_votes.c.share_id)
        )
        return tuple(
            VoteRecord(server=row.server, bank_title=row.bank_title, question=row.question, helpful=row.helpful)
            for row in rows
        )

    async def _reports(self, reporter: UserId) -> tuple[ShareReportRecord, ...]:
        rows = await self._db.execute(
            select(share_reports.c.number, share_reports.c.settled, *_ABOUT)
            .join(shared_answers, shared_answers.c.id == share_reports.c.share_id)
            .where(share_reports.c.reporter == reporter)
            .order_by(share_reports.c.share_id, share_reports.c.number)
        )
        return tuple(
            ShareReportRecord(
                server=row.server,
                bank_title=row.bank_title,
                question=row.question,
                version=row.number,
                settled=row.settled,
            )
            for row in rows
        )


_ABOUT = (shared_answers.c.server, shared_answers.c.bank_title, shared_answers.c.question)
