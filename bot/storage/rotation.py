"""Encrypts every column named `sealed` anew with another key."""

from __future__ import annotations

import logging

from sqlalchemy import Table, delete, select, tuple_, update

from bot.storage.database.asynchronous import AsyncEngine
from bot.storage.database.engine import parse_url
from bot.storage.database.reachable import connection_errors_translated
from bot.storage.encryption.vault import Vault
from bot.storage.examining import unlock
from bot.storage.schema.interviews import key_check, metadata
from bot.storage.storage import Storage

log = logging.getLogger(__name__)

BATCH = 200


async def rotate_key(url: str, vault: Vault) -> int:
    """Encrypt everything with a new key and forget the old one. Returns how many texts were encrypted anew.

    If the keys are in the bot's own file, the new key is made here; else it is the first of the keys given. No bot may
    be running. Safe to interrupt at any moment and to repeat: a rotation that was begun goes on.

    Raises:
        DatabaseInUse: a bot is running; it would go on encrypting with the old key.
        StorageError: the database or the key is not usable.
    """
    storage = Storage(url, vault)
    await storage.open(alone=True)
    try:
        with connection_errors_translated(parse_url(url)):
            vault.begin_rotation()
            async with storage.engine.begin() as connection:
                await unlock(connection, vault)
            count = await _reseal_all(storage.engine, vault)
            async with storage.engine.begin() as connection:
                await connection.execute(delete(key_check).where(key_check.c.fingerprint != vault.fingerprint))
        vault.finish_rotation()
    finally:
        await storage.close()
    log.info("encryption key changed", extra={"fingerprint": vault.fingerprint, "texts": count})
    return count


async def _reseal_all(engine: AsyncEngine, vault: Vault) -> int:
    return sum([await _reseal(engine, vault, table) for table in metadata.sorted_tables if "sealed" in table.c])


async def _reseal(engine: AsyncEngine, vault: Vault, table: Table) -> int:
    count = 0
    key = tuple_(*table.primary_key)
    filled = select(*table.primary_key, table.c.sealed).where(table.c.sealed.is_not(None))
    batch = filled.order_by(*table.primary_key).limit(BATCH)
    following = batch
    numbers: list[int]
    while True:
        async with engine.begin() as connection:
            rows = (await connection.execute(following)).all()
            for *numbers, sealed in rows:
                resealed = vault.reseal(sealed)
                if resealed != sealed:
                    count += 1
                    await connection.execute(update(table).where(key == tuple(numbers)).values(sealed=resealed))
        if not rows:
            return count
        following = batch.where(key > tuple(rows[-1][:-1]))
