"""Gives a person a pseudonym in each server, which survives that their id is forgotten."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from hashlib import sha256

from bot.core.content import ServerId, UserId
from bot.storage.database.transaction import Transaction
from bot.storage.encryption.one_secret import OneSecret
from bot.storage.encryption.vault import Vault
from bot.storage.schema.safety import pseudonym_secrets


class Pseudonyms:
    """In the open transaction. Whoever has the database but not its key finds nobody by a pseudonym.

    The secret is not that of the list of deletions, which a restored list may replace.
    """

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._secret = OneSecret(transaction, vault, pseudonym_secrets)

    async def of(self, server: ServerId, person: UserId) -> bytes:
        """The person's pseudonym in the server. Makes the secret if there is none yet."""
        return _pseudonym(await self._secret.made(), server, person)

    async def known(self, person: UserId, servers: Collection[ServerId]) -> Mapping[ServerId, bytes]:
        """The person's pseudonyms in these servers; none at all while nobody has been given any."""
        secret = await self._secret.known()
        return {} if secret is None else {each: _pseudonym(secret, each, person) for each in servers}


def _pseudonym(secret: bytes, server: ServerId, person: UserId) -> bytes:
    return hmac.digest(secret, f"{server}:{person}".encode(), sha256)
