"""Knows those who have had themselves forgotten by a digest of their id, which only this database can make."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from sqlalchemy import select

from bot.core.content import UserId
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.schema.forgotten import DIGEST_BYTES, forgetting_secrets, forgotten

_ONLY = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """That somebody has had themselves forgotten, once or again; nobody can tell who."""

    digest: bytes
    day: date
    """Of the last time, in UTC."""
    times: int


class Digests:
    """The deletions that were done, in the open transaction.

    Ids of Discord can be guessed, so a plain hash of one would tell who it is. The secret is random, made with the
    first use, and sealed: who has a copy of the database without its key learns nothing of anybody.
    """

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault
        self._secret: bytes | None = None

    async def secret(self) -> bytes:
        """The secret; made now if there is none."""
        if self._secret is None:
            made = sealed_json.seal(secrets.token_hex(DIGEST_BYTES), self._vault)
            new = self._db.insert(forgetting_secrets).values(id=_ONLY, sealed=made).on_conflict_do_nothing()
            await self._db.execute(new)
            sealed = (await self._db.execute(select(forgetting_secrets.c.sealed))).scalar_one()
            self._secret = bytes.fromhex(sealed_json.unseal(sealed, self._vault))
        return self._secret

    async def has_secret(self) -> bool:
        return (await self._db.execute(select(forgetting_secrets.c.id))).first() is not None

    async def take_over(self, secret: bytes) -> None:
        """Use this secret from now on: the one with which the digests of an earlier time were made.

        Only while there are no digests made with another one.
        """
        sealed = sealed_json.seal(secret.hex(), self._vault)
        adding = self._db.insert(forgetting_secrets).values(id=_ONLY, sealed=sealed)
        await self._db.execute(
            adding.on_conflict_do_update(index_elements=[forgetting_secrets.c.id], set_={"sealed": sealed})
        )
        self._secret = secret

    async def of(self, person: UserId) -> bytes:
        return hmac.new(await self.secret(), str(person).encode(), sha256).digest()

    async def note(self, person: UserId, *, at: datetime) -> Deletion:
        """Note that a person was forgotten at that time. Returns the entry as it is now."""
        day = at.astimezone(UTC).date()
        adding = self._db.insert(forgotten).values(digest=await self.of(person), day=day, times=1)
        noted = await self._db.execute(
            adding.on_conflict_do_update(
                index_elements=[forgotten.c.digest], set_={"day": day, "times": forgotten.c.times + 1}
            ).returning(forgotten.c.digest, forgotten.c.day, forgotten.c.times)
        )
        row = noted.one()
        return Deletion(digest=row.digest, day=row.day, times=row.times)

    async def put(self, deletion: Deletion) -> None:
        """Store an entry of elsewhere in place of the one that is here."""
        values = {"day": deletion.day, "times": deletion.times}
        await self._db.execute(
            self._db.insert(forgotten)
            .values(digest=deletion.digest, **values)
            .on_conflict_do_update(index_elements=[forgotten.c.digest], set_=values)
        )

    async def all(self) -> Mapping[bytes, Deletion]:
        rows = await self._db.execute(select(forgotten))
        return {row.digest: Deletion(digest=row.digest, day=row.day, times=row.times) for row in rows}
