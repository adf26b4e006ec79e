"""Stores exports, and the encrypted pieces of their parts until they are sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, case, delete, exists, func, insert, or_, select, update

from bot.core.content import MessageId, UserId
from bot.core.transactions import ConcurrentUpdate
from bot.privacy.domain.export import Export, ExportFailure, ExportId, ExportPhase
from bot.privacy.usecases.exporting.ports import Outcomes
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.schema.exports import IS_RUNNING_EXPORT, export_chunks, exports
from bot.storage.schema.interviews import ParcelState, candidates, is_in, outbox

_NO_CLAIM: dict[str, Any] = {"claimed_by": None, "claimed_until": None}
_IS_COLLECTING = exports.c.phase == ExportPhase.COLLECTING


class StoredExports:
    """`Exports` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault
        self.has_asked = False
        """True if there is something to make."""

    async def get(self, export: ExportId) -> Export | None:
        row = (await self._db.execute(select(exports).where(exports.c.id == export))).first()
        return None if row is None else _export(row)

    async def since(self, person: UserId, moment: datetime) -> Sequence[Export]:
        rows = await self._db.execute(
            select(exports)
            .where(exports.c.candidate_id == person, or_(exports.c.asked_at > moment, IS_RUNNING_EXPORT))
            .order_by(exports.c.id)
        )
        return [_export(row) for row in rows]

    async def add(self, person: UserId, *, locale: str, at: datetime) -> Export:
        self.has_asked = True
        await self._db.lock(f"exports of {person}")  # else two processes could each add the last that is allowed
        await self._db.execute(self._db.insert(candidates).values(id=person).on_conflict_do_nothing())
        counts = {"files": 0, "fetched": 0, "parts": 0, "sent": 0, "attempts": 0}
        added = await self._db.execute(
            self._db.insert(exports)
            .values(
                candidate_id=person, locale=locale, asked_at=at, due_at=at, phase=ExportPhase.COLLECTING.value, **counts
            )
            .on_conflict_do_nothing(index_elements=[exports.c.candidate_id], index_where=IS_RUNNING_EXPORT)
            .returning(exports)
        )
        row = added.first()
        if row is None:
            raise ConcurrentUpdate
        return _export(row)

    async def claim(self, *, by: str, now: datetime, until: datetime) -> Export | None:
        waiting = (
            select(exports.c.id)
            .where(_IS_COLLECTING, exports.c.due_at <= now)
            .where(or_(exports.c.claimed_by.is_(None), exports.c.claimed_until <= now, exports.c.claimed_by == by))
            .order_by(exports.c.asked_at, exports.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        found = (await self._db.execute(waiting)).scalar()
        if found is None:
            return None
        claimed = await self._db.execute(
            update(exports)
            .where(exports.c.id == found, _IS_COLLECTING)
            .values(claimed_by=by, claimed_until=until)
            .returning(exports)
        )
        row = claimed.first()
        return None if row is None else _export(row)

    async def outcomes(self, export: ExportId) -> Outcomes:
        sealed = (await self._db.execute(select(exports.c.sealed).where(exports.c.id == export))).scalar()
        return {} if sealed is None else sealed_json.unseal(sealed, self._vault)

    async def remove_loose_chunks(self, export: ExportId) -> None:
        made = select(exports.c.parts).where(exports.c.id == export).scalar_subquery()
        await self._db.execute(
            delete(export_chunks).where(export_chunks.c.export_id == export, export_chunks.c.part > made)
        )

    async def add_chunk(self, export: ExportId, *, part: int, number: int, content: bytes) -> bool:
        is_there = await self._db.execute(select(exports.c.id).where(exports.c.id == export, _IS_COLLECTING))
        if is_there.first() is None:
            return False
        sealed = self._vault.seal_bytes(content)
        await self._db.execute(
            insert(export_chunks).values(export_id=export, part=part, number=number, size=len(content), sealed=sealed)
        )
        return True

    async def save_part(self, export: Export, outcomes: Outcomes, *, by: str, until: datetime) -> bool:
        return await self._changed(
            export.id,
            by,
            files=export.files,
            fetched=export.fetched,
            parts=export.parts,
            attempts=0,
            sealed=sealed_json.seal(dict(outcomes), self._vault),
            claimed_until=until,
        )

    async def renew(self, export: ExportId, *, by: str, until: datetime) -> bool:
        return await self._changed(export, by, claimed_until=until)

    async def begin_sending(self, export: Export, *, by: str) -> bool:
        return await self._changed(
            export.id,
            by,
            phase=ExportPhase.SENDING.value,
            files=export.files,
            fetched=export.fetched,
            parts=export.parts,
            sealed=None,
            due_at=None,
            **_NO_CLAIM,
        )

    async def put_off(self, export: Export, *, by: str, due_at: datetime) -> None:
        await self._changed(export.id, by, attempts=exports.c.attempts + 1, due_at=due_at, **_NO_CLAIM)

    async def give_back(self, export: ExportId, *, by: str) -> None:
        await self._db.execute(
            update(exports).where(exports.c.id == export, exports.c.claimed_by == by).values(**_NO_CLAIM)
        )

    async def part_size(self, export: ExportId, part: int) -> int:
        size = await self._db.execute(
            select(func.coalesce(func.sum(export_chunks.c.size), 0)).where(
                export_chunks.c.export_id == export, export_chunks.c.part == part
            )
        )
        return int(size.scalar_one())

    async def chunk(self, export: ExportId, part: int, number: int) -> bytes | None:
        found = await self._db.execute(
            select(export_chunks.c.sealed).where(
                export_chunks.c.export_id == export, export_chunks.c.part == part, export_chunks.c.number == number
            )
        )
        sealed = found.scalar()
        return None if sealed is None else self._vault.unseal_bytes(sealed)

    async def part_sent(self, export: ExportId, part: int, *, at: datetime) -> Export | None:
        gone = await self._db.execute(
            delete(export_chunks)
            .where(export_chunks.c.export_id == export, export_chunks.c.part == part)
            .returning(export_chunks.c.number)
        )
        if not gone.all():
            return await self.get(export)
        is_last = exports.c.sent + 1 >= exports.c.parts
        sent = await self._db.execute(
            update(exports)
            .where(exports.c.id == export, exports.c.phase == ExportPhase.SENDING)
            .values(
                sent=exports.c.sent + 1,
                phase=case((is_last, ExportPhase.SENT.value), else_=ExportPhase.SENDING.value),
                ended_at=case((is_last, at), else_=None),
            )
            .returning(exports)
        )
        row = sent.first()
        return None if row is None else _export(row)

    async def shown_in(self, export: ExportId, message: MessageId | None) -> None:
        await self._db.execute(update(exports).where(exports.c.id == export).values(message=message))

    async def fail(self, export: ExportId, why: ExportFailure, *, at: datetime) -> bool:
        failed = await self._db.execute(
            update(exports)
            .where(exports.c.id == export, IS_RUNNING_EXPORT)
            .values(
                phase=ExportPhase.FAILED.value,
                failed_for=why.value,
                ended_at=at,
                sealed=None,
                due_at=None,
                **_NO_CLAIM,
            )
            .returning(exports.c.id)
        )
        if failed.first() is None:
            return False
        await self._db.execute(delete(export_chunks).where(export_chunks.c.export_id == export))
        return True

    async def overdue(self, before: datetime) -> Sequence[Export]:
        rows = await self._db.execute(
            select(exports).where(IS_RUNNING_EXPORT, exports.c.asked_at <= before).order_by(exports.c.id)
        )
        return [_export(row) for row in rows]

    async def next_due(self, now: datetime) -> datetime | None:
        is_claimed = and_(exports.c.claimed_until.is_not(None), exports.c.claimed_until > now)
        falls_due = case((is_claimed, exports.c.claimed_until), else_=exports.c.due_at)
        soonest: datetime | None = (
            await self._db.execute(select(func.min(falls_due)).where(IS_RUNNING_EXPORT, _IS_COLLECTING))
        ).scalar_one()
        return soonest

    async def oldest_running(self) -> datetime | None:
        asked: datetime | None = (
            await self._db.execute(select(func.min(exports.c.asked_at)).where(IS_RUNNING_EXPORT))
        ).scalar_one()
        return asked

    async def remove_over(self, before: datetime) -> None:
        # A parcel that may have been sent is looked for once more; it goes with its export.
        is_waited_for = exists().where(outbox.c.export_id == exports.c.id, is_in(ParcelState.WAITING))
        await self._db.execute(
            delete(exports).where(exports.c.asked_at <= before, exports.c.ended_at.is_not(None), ~is_waited_for)
        )

    async def release_claims(self) -> None:
        await self._db.execute(update(exports).where(exports.c.claimed_by.is_not(None)).values(**_NO_CLAIM))

    async def _changed(self, export: ExportId, by: str, **values: Any) -> bool:
        """Change an export that this process has claimed. False if it has it no longer."""
        changed = await self._db.execute(
            update(exports)
            .where(exports.c.id == export, _IS_COLLECTING, exports.c.claimed_by == by)
            .values(**values)
            .returning(exports.c.id)
        )
        return changed.first() is not None


def _export(row: Row[Any]) -> Export:
    return Export(
        id=ExportId(row.id),
        person=UserId(row.candidate_id),
        locale=row.locale,
        asked_at=row.asked_at,
        phase=ExportPhase(row.phase),
        files=row.files,
        fetched=row.fetched,
        parts=row.parts,
        sent=row.sent,
        failed_for=None if row.failed_for is None else ExportFailure(row.failed_for),
        ended_at=row.ended_at,
        message=None if row.message is None else MessageId(row.message),
        attempts=row.attempts,
    )
