"""Knows those who have had themselves forgotten by a digest of their id, which only this database can make."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from sqlalchemy import select

from bot.core.content import UserId
from bot.storage.database.errors import Undecipherable
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.one_secret import OneSecret
from bot.storage.encryption.vault import Vault
from bot.storage.schema.forgotten import forgetting_secrets, forgotten

_CHECKED = b"the secret of the list of deletions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """That somebody has had themselves forgotten, once or again; nobody can tell who."""

    digest: bytes
    day: date
    """Of the last time, in UTC."""
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The secret as it stands in the list of deletions."""

    check: str
    """By which the secret is recognised without a key, after the key was changed."""
    sealed: str


class Digests:
    """The deletions that were done, in the open transaction.

    Ids of Discord can be guessed, so a plain hash of one would tell who it is. The secret is random, made with the
    first use, and sealed: who has a copy of the database without its key learns nothing of anybody.
    """

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault
        self._secret = OneSecret(transaction, vault, forgetting_secrets)

    async def lock(self) -> None:
        """Until the transaction ends, no other process reapplies deletions."""
        await self._db.lock("deletions")

    async def seal(self) -> Seal:
        """The secret, to be kept in the list."""
        secret = await self._secret.made()
        return Seal(check=_check_of(secret), sealed=sealed_json.seal(secret.hex(), self._vault))

    async def fits(self, seal: Seal | None) -> bool:
        """True if it is the seal of this secret."""
        return seal is not None and seal.check == _check_of(await self._secret.made())

    async def adopt(self, seal: Seal | None) -> bool:
        """Use the secret of the list: that of the database is newer, or was made for an older backup just now.

        Only while nothing is noted. False if the list has none that these keys open.
        """
        try:
            secret = bytes.fromhex(sealed_json.unseal(seal.sealed, self._vault)) if seal is not None else b""
        except (Undecipherable, ValueError, TypeError):
            return False
        if seal is None or _check_of(secret) != seal.check:
            return False
        await self._secret.replace(secret)
        return True

    async def of(self, person: UserId) -> bytes:
        return hmac.new(await self._secret.made(), str(person).encode(), sha256).digest()

    async def note(self, person: UserId, *, at: datetime) -> Departure:
        """Note that a person was forgotten at that time. Returns the entry as it is now."""
        day = at.astimezone(UTC).date()
        adding = self._db.insert(forgotten).values(digest=await self.of(person), day=day, times=1)
        noted = await self._db.execute(
            adding.on_conflict_do_update(
                index_elements=[forgotten.c.digest], set_={"day": day, "times": forgotten.c.times + 1}
            ).returning(forgotten.c.digest, forgotten.c.day, forgotten.c.times)
        )
        row = noted.one()
        return Departure(digest=row.digest, day=row.day, times=row.times)

    async def put(self, deletion: Departure) -> None:
        """Store an entry of elsewhere in place of the one that is here."""
        values = {"day": deletion.day, "times": deletion.times}
        await self._db.execute(
            self._db.insert(forgotten)
            .values(digest=deletion.digest, **values)
            .on_conflict_do_update(index_elements=[forgotten.c.digest], set_=values)
        )

    async def all(self) -> Mapping[bytes, Departure]:
        rows = await self._db.execute(select(forgotten))
        return {row.digest: Departure(digest=row.digest, day=row.day, times=row.times) for row in rows}


def _check_of(secret: bytes) -> str:
    return hmac.new(secret, _CHECKED, sha256).hexdigest()
