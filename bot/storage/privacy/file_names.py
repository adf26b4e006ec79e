"""Forgets what files were called: of each, only what kind it is and how long a voice message lasts stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, delete, func, select, update

from bot.core.content import File, Part
from bot.outbound.handled import Batch
from bot.storage.database.transaction import Transaction
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.part_codec import seal_part, unseal_part
from bot.storage.schema.ages import nameless_files
from bot.storage.schema.interviews import interviews, parts

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


def nameless(file: File) -> File:
    """What is left of a file: `file.pdf` of *Offer from Acme.pdf*. Safe to call twice."""
    ending = _ENDING.search(file.name)
    return replace(file, name=f"file{'' if ending is None else ending[0].lower()}", description="", title="")


class NamedFiles:
    """Messages with files, from the oldest on; those that were looked at are not read again."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault

    async def named(self, *, above: int, below: int, most: int) -> tuple[list[int], int | None]:
        """The messages whose files have names, among so many, and the last of those; None if there are no more."""
        rows = await self._rows(max(above, await self._reached()), below, most=most)
        named = [row.message_id for row in rows if self._has_names(self._part(row))]
        return named, rows[-1].message_id if len(rows) == most else None

    async def remove(self, *, below: int, most: int) -> Batch:
        """Look at so many messages older than this one, and forget the names of their files."""
        rows = await self._rows(await self._reached(), below, most=most)
        named = [(row, part) for row in rows if self._has_names(part := self._part(row))]
        for row, part in named:
            plain = replace(part, files=tuple(nameless(each) for each in part.files))
            await self._db.execute(
                update(parts).where(parts.c.message_id == row.message_id).values(sealed=seal_part(plain, self._vault))
            )
        await self._tell_readers(row.interview_id for row, _ in named)
        if rows:
            await self._reach(rows[-1].message_id)
        return Batch(removed=len(named), is_last=len(rows) < most)

    async def _rows(self, above: int, below: int, *, most: int) -> list[Row[Any]]:
        messages: Select[Any] = (
            select(parts.c.message_id, parts.c.interview_id, parts.c.sealed)
            .where(parts.c.message_id > above, parts.c.message_id < below)
            .order_by(parts.c.message_id)
            .limit(most)
        )
        return list(await self._db.execute(messages))

    def _part(self, row: Row[Any]) -> Part:
        return unseal_part(row.message_id, row.sealed, self._vault)

    @staticmethod
    def _has_names(part: Part) -> bool:
        return any(nameless(each) != each for each in part.files)

    async def _tell_readers(self, numbers: Iterable[int]) -> None:
        """Whoever remembers one of these interviews as it was reads it anew."""
        changed = sorted(set(numbers))
        if changed:
            newer = update(interviews).where(interviews.c.id.in_(changed)).values(version=interviews.c.version + 1)
            await self._db.execute(newer)

    async def _reached(self) -> int:
        reached: int | None = (await self._db.execute(select(func.max(nameless_files.c.message)))).scalar_one()
        return reached or 0

    async def _reach(self, message: int) -> None:
        await self._db.execute(self._db.insert(nameless_files).values(message=message).on_conflict_do_nothing())
        await self._db.execute(delete(nameless_files).where(nameless_files.c.message < message))
