"""A random secret in a table of one row, sealed: digests of ids are made with it, which nobody else can make."""

from __future__ import annotations

import secrets

from sqlalchemy import Table, select

from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault

_THE_ONE = 1
_BYTES = 32


class OneSecret:
    """In the open transaction. The table has the columns `id`, which is 1, and `sealed`."""

    def __init__(self, transaction: Transaction, vault: Vault, table: Table) -> None:
        self._db = transaction
        self._vault = vault
        self._table = table
        self._value: bytes | None = None

    async def known(self) -> bytes | None:
        """None if it was never made."""
        if self._value is None:
            found = await self._db.execute(select(self._table.c.sealed).where(self._table.c.id == _THE_ONE))
            sealed = found.scalar()
            # Pseudonyms' secret was first sealed without the quotes of JSON.
            self._value = None if sealed is None else bytes.fromhex(self._vault.unseal(sealed).strip('"'))
        return self._value

    async def made(self) -> bytes:
        """The secret; made now if there is none."""
        known = await self.known()
        if known is not None:
            return known
        sealed = sealed_json.seal(secrets.token_hex(_BYTES), self._vault)
        await self._db.execute(self._db.insert(self._table).values(id=_THE_ONE, sealed=sealed).on_conflict_do_nothing())
        stored = await self.known()  # another process may have been faster
        if stored is None:
            raise RuntimeError("a secret that was stored is not there")
        return stored

    async def replace(self, secret: bytes) -> None:
        sealed = sealed_json.seal(secret.hex(), self._vault)
        adding = self._db.insert(self._table).values(id=_THE_ONE, sealed=sealed)
        await self._db.execute(adding.on_conflict_do_update(index_elements=[self._table.c.id], set_={"sealed": sealed}))
        self._value = secret
