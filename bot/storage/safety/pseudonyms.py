"""Stores the secret by which a person has a pseudonym in each server, which survives that their id is forgotten."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection, Mapping
from hashlib import sha256

from sqlalchemy import select

from bot.core.content import ServerId, UserId
from bot.storage.database.transaction import Transaction
from bot.storage.encryption.vault import Vault
from bot.storage.schema.safety import pseudonym_secrets

_THE_ONE = 1
_BYTES = 32
_SECRET = select(pseudonym_secrets.c.sealed).where(pseudonym_secrets.c.id == _THE_ONE)


class Pseudonyms:
    """In the open transaction. Whoever has the database but not its key finds nobody by a pseudonym."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault

    async def of(self, server: ServerId, person: UserId) -> bytes:
        """The person's pseudonym in the server. Makes the secret if there is none yet."""
        known = await self.known(person, [server])
        if known:
            return known[server]
        sealed = self._vault.seal(secrets.token_hex(_BYTES))
        await self._db.execute(
            self._db.insert(pseudonym_secrets).values(id=_THE_ONE, sealed=sealed).on_conflict_do_nothing()
        )
        return (await self.known(person, [server]))[server]  # another process may have been faster

    async def known(self, person: UserId, servers: Collection[ServerId]) -> Mapping[ServerId, bytes]:
        """The person's pseudonyms in these servers; none at all while nobody has been given any."""
        sealed = (await self._db.execute(_SECRET)).scalar()
        if sealed is None:
            return {}
        secret = bytes.fromhex(self._vault.unseal(sealed))
        return {each: hmac.digest(secret, f"{each}:{person}".encode(), sha256) for each in servers}
