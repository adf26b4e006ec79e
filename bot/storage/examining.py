"""Finds out whether a database can be used with the keys that there are."""

from __future__ import annotations

import logging

from sqlalchemy import select

from bot.config.model import Config
from bot.storage.database import migrating
from bot.storage.database.asynchronous import AsyncConnection
from bot.storage.database.engine import is_sqlite, parse_url, sqlite_file
from bot.storage.database.making import version_in
from bot.storage.database.reachable import connected_once
from bot.storage.database.transaction import Transaction
from bot.storage.encryption.vault import Vault
from bot.storage.schema.interviews import key_check

log = logging.getLogger(__name__)


def vault_of(config: Config) -> Vault:
    """A locked vault with the keys that the configuration names."""
    keys = config.encryption.keys
    return Vault.from_file(config.encryption.key_file) if keys is None else Vault.from_text(keys.get_secret_value())


async def unlock(connection: AsyncConnection, vault: Vault) -> None:
    """Prove that the keys fit what is stored, and store the proof of a new key.

    Raises:
        KeyProblem: the keys do not fit or are not usable.
    """
    new = vault.unlock(await proofs_in(connection))
    transaction = Transaction(connection)
    for fingerprint, proof in new.items():
        await transaction.execute(
            transaction.insert(key_check).values(fingerprint=fingerprint, proof=proof).on_conflict_do_nothing()
        )
        log.info("encryption key in use", extra={"fingerprint": fingerprint})


async def examine(url: str, vault: Vault) -> str | None:
    """Raise what `Storage.open` would raise, and change nothing. Safe while a bot works with the database.

    Returns the version of the tables; None if there are none yet.

    Raises:
        StorageError: the database, its version or the key is not usable.
    """
    parsed = parse_url(url)
    version, proofs = None, dict[str, str]()
    if not is_sqlite(parsed) or sqlite_file(parsed).exists():
        async with connected_once(parsed) as connection:
            version = await connection.run_sync(version_in)
            migrating.require_known(version)
            proofs = {} if version is None else await proofs_in(connection)
    vault.verify(proofs)
    return version


async def proofs_in(connection: AsyncConnection) -> dict[str, str]:
    """What proves each key that the database was used with, by fingerprint."""
    rows = await connection.execute(select(key_check.c.fingerprint, key_check.c.proof))
    return {row.fingerprint: row.proof for row in rows}
