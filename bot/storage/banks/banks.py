"""Stores the banks that servers upload and their choice of banks to offer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, insert, select, update

from bot.banks.format.listing import Listing
from bot.banks.usecases.ports import BankUpload, ServerBank, UploadId
from bot.core.content import ServerId, UserId
from bot.storage.database.transaction import Transaction
from bot.storage.schema.banks import IS_UNCONFIRMED, bank_uploads, server_banks
from bot.storage.schema.interviews import interviews
from bot.storage.schema.practising import plans

_ALL_BUT_THE_SOURCE = [column for column in bank_uploads.c if column is not bank_uploads.c.source]


class StoredServerBanks:
    """`ServerBanks` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def lock(self, server: ServerId) -> None:
        await self._db.lock(f"banks:{server}")

    async def decisions(self, server: ServerId) -> Mapping[str, ServerBank]:
        rows = await self._db.execute(select(server_banks).where(server_banks.c.server == server))
        return {row.slug: _decision(row) for row in rows}

    async def decision(self, server: ServerId, slug: str) -> ServerBank | None:
        found = await self._db.execute(
            select(server_banks).where(server_banks.c.server == server, server_banks.c.slug == slug)
        )
        row = found.first()
        return None if row is None else _decision(row)

    async def decide(self, bank: ServerBank) -> None:
        values = {"enabled": bank.enabled, "current": bank.current, "newest": bank.newest}
        await self._db.execute(
            self._db.insert(server_banks)
            .values(server=bank.server, slug=bank.slug, **values)
            .on_conflict_do_update(index_elements=[server_banks.c.server, server_banks.c.slug], set_=values)
        )

    async def current(self, server: ServerId) -> Sequence[Listing]:
        is_current = and_(
            bank_uploads.c.server == server_banks.c.server,
            bank_uploads.c.slug == server_banks.c.slug,
            bank_uploads.c.version == server_banks.c.current,
        )
        rows = await self._db.execute(
            select(*_ALL_BUT_THE_SOURCE).join(server_banks, is_current).where(server_banks.c.server == server)
        )
        return [_listing(row) for row in rows]

    async def visited_by(self, candidate: UserId) -> Sequence[ServerId]:
        rows = await self._db.execute(
            select(interviews.c.server)
            .where(interviews.c.candidate_id == candidate, interviews.c.server.is_not(None))
            .group_by(interviews.c.server)
            .order_by(func.max(interviews.c.id).desc())
        )
        visited = [ServerId(row.server) for row in rows]
        planned = await self._db.execute(
            select(plans.c.server).where(plans.c.candidate_id == candidate, plans.c.server.is_not(None))
        )
        return [*visited, *(ServerId(each) for each in planned.scalars() if each not in visited)]

    async def versions(self, server: ServerId, slug: str) -> Sequence[BankUpload]:
        return await self._uploads(
            _uploads_of(server)
            .where(bank_uploads.c.slug == slug, bank_uploads.c.version.is_not(None))
            .order_by(bank_uploads.c.version.desc())
        )

    async def upload(self, server: ServerId, upload: UploadId) -> BankUpload | None:
        found = await self._uploads(_uploads_of(server).where(bank_uploads.c.id == upload))
        return found[0] if found else None

    async def source(self, server: ServerId, slug: str, version: int) -> str | None:
        found = await self._db.execute(
            select(bank_uploads.c.source).where(
                bank_uploads.c.server == server, bank_uploads.c.slug == slug, bank_uploads.c.version == version
            )
        )
        row = found.first()
        return None if row is None else str(row.source)

    async def add(self, upload: BankUpload, source: str) -> BankUpload:
        listing = upload.listing
        await self._db.execute(
            delete(bank_uploads).where(
                bank_uploads.c.server == upload.server, bank_uploads.c.slug == upload.slug, IS_UNCONFIRMED
            )
        )
        stored = await self._db.execute(
            insert(bank_uploads)
            .values(
                server=upload.server,
                slug=upload.slug,
                version=upload.version,
                compared_with=upload.compared_with,
                title=listing.title,
                company=listing.company,
                role=listing.role,
                summary=listing.summary,
                topics=json.dumps(listing.topics),
                questions=listing.questions,
                source=source,
                uploaded_at=upload.uploaded_at,
            )
            .returning(bank_uploads.c.id)
        )
        return replace(upload, id=UploadId(stored.scalar_one()))

    async def confirm(self, upload: UploadId, *, version: int) -> None:
        await self._db.execute(update(bank_uploads).where(bank_uploads.c.id == upload).values(version=version))

    async def forget(self, uploads: Sequence[UploadId]) -> None:
        await self._db.execute(delete(bank_uploads).where(bank_uploads.c.id.in_(uploads)))

    async def waiting(self, server: ServerId) -> Sequence[BankUpload]:
        return await self._uploads(_uploads_of(server).where(IS_UNCONFIRMED).order_by(bank_uploads.c.id.desc()))

    async def _uploads(self, query: Select[Any]) -> Sequence[BankUpload]:
        return [_upload(row) for row in await self._db.execute(query)]


def _uploads_of(server: ServerId) -> Select[Any]:
    return select(*_ALL_BUT_THE_SOURCE).where(bank_uploads.c.server == server)


def _decision(row: Row[Any]) -> ServerBank:
    return ServerBank(
        server=ServerId(row.server), slug=row.slug, enabled=row.enabled, current=row.current, newest=row.newest
    )


def _upload(row: Row[Any]) -> BankUpload:
    return BankUpload(
        id=UploadId(row.id),
        server=ServerId(row.server),
        listing=_listing(row),
        version=row.version,
        compared_with=row.compared_with,
        uploaded_at=row.uploaded_at,
    )


def _listing(row: Row[Any]) -> Listing:
    return Listing(
        slug=row.slug,
        title=row.title,
        company=row.company,
        role=row.role,
        summary=row.summary,
        topics=tuple(json.loads(row.topics)),
        questions=row.questions,
    )
