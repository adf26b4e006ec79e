"""Stores each text that interviews freeze once, whatever the number of interviews that began with it.

Such a text is the snapshot of a question, or an introduction. It is known by its digest and never changes: what was
read or written once is true for ever, even if that transaction was undone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from sqlalchemy import and_, delete, exists, select

from bot.core.recent import Recent
from bot.storage.database.transaction import Transaction
from bot.storage.schema.frozen import frozen_texts
from bot.storage.schema.interviews import interviews, rounds

TEXTS_IN_MEMORY = 1024
"""The number of texts: the questions of some thirty banks, four or five kilobytes each."""

_UNREFERENCED = and_(
    ~exists().where(rounds.c.snapshot_digest == frozen_texts.c.digest),
    ~exists().where(interviews.c.introduction_digest == frozen_texts.c.digest),
)


@lru_cache(maxsize=TEXTS_IN_MEMORY)
def digest_of(text: str) -> bytes:
    """The name under which a text is stored; cached, as its snapshot is."""
    return hashlib.sha256(text.encode()).digest()[:16]


class StoredFrozenTexts:
    """The frozen texts in the open transaction."""

    def __init__(self, transaction: Transaction, recent: Recent[bytes, str]) -> None:
        self._db = transaction
        self._recent = recent

    async def store(self, texts: Iterable[str]) -> None:
        """Store what is not stored yet, in two statements at most. None of it can be removed in this transaction."""
        wanted = {digest_of(each): each for each in texts}
        found = await self._db.execute(
            select(frozen_texts.c.digest)
            .where(frozen_texts.c.digest.in_(wanted))
            # Ignored by SQLite. It keeps `remove_unreferenced` of another process off what is about to be referred to.
            .with_for_update(read=True, key_share=True)
        )
        missing = wanted.keys() - set(found.scalars())
        if missing:
            insert = self._db.insert(frozen_texts)
            # Two processes may store a new bank at once. In one order they cannot wait for each other, and to update
            # the other's row, unlike to leave it, locks it as above.
            await self._db.execute(
                insert.on_conflict_do_update(index_elements=["digest"], set_={"text": insert.excluded.text}),
                [{"digest": each, "text": wanted[each]} for each in sorted(missing)],
            )
        for digest, text in wanted.items():
            self._recent.put(digest, text)

    async def read(self, digests: Iterable[bytes]) -> Mapping[bytes, str]:
        """The texts that are stored under these digests. Takes a statement only for those not used lately."""
        found: dict[bytes, str] = {}
        missing: set[bytes] = set()
        for digest in digests:
            text = self._recent.get(digest)
            if text is None:
                missing.add(digest)
            else:
                found[digest] = text
        if missing:
            rows = await self._db.execute(select(frozen_texts).where(frozen_texts.c.digest.in_(missing)))
            for row in rows:
                found[row.digest] = row.text
                self._recent.put(row.digest, row.text)
        return found

    async def remove_unreferenced(self, limit: int) -> int:
        """Delete texts that no interview refers to any more, `limit` at most. Returns how many.

        Safe while other processes start interviews with them. What another process is about to use, or to remove, is
        passed over.
        """
        unused = await self._db.execute(
            select(frozen_texts.c.digest).where(_UNREFERENCED).limit(limit).with_for_update(skip_locked=True)
        )
        # A second statement sees all references that were committed before these rows were locked; none can follow.
        gone = await self._db.execute(
            delete(frozen_texts)
            .where(frozen_texts.c.digest.in_(unused.scalars().all()), _UNREFERENCED)
            .returning(frozen_texts.c.digest)
        )
        return len(gone.all())
