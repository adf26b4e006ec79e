"""Fills a PostgreSQL database from a dump; what was there before is kept aside in a schema of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, text

from bot.storage.backups.names import stamp
from bot.storage.backups.postgres_tools import KEPT_ASIDE, call, fitting_program, restore_command
from bot.storage.backups.readying import ready_to_go_on
from bot.storage.backups.restoring import RestoredCopy, require_sound
from bot.storage.backups.taking import list_dump
from bot.storage.backups.verifying import TablesDone, verify
from bot.storage.database import migrating
from bot.storage.database.asynchronous import AsyncEngine
from bot.storage.database.engine import create_engine, name_for_people, parse_url
from bot.storage.database.making import version_in
from bot.storage.database.ownership import SessionLock, new_name
from bot.storage.database.reachable import connection_errors_translated
from bot.storage.encryption.vault import Vault
from bot.storage.storage import Storage

_PUBLIC = "public"

Result = TypeVar("Result")


async def restore_dump(
    url: str,
    dump: Path,
    vault: Callable[[], Vault],
    *,
    deletions: Path,
    at: datetime,
    told: TablesDone = lambda _table, _done, _all: None,
) -> RestoredCopy:
    """Put a dump in the place of a PostgreSQL database. `vault` gives a locked vault with the configured keys.

    The tables that are there are moved to another schema first. If the dump turns out to be damaged, of a newer bot or
    of another key, they are moved back.

    Raises:
        BackupFailed: the dump is damaged or none, or pg_restore is not there; the text says what to call instead.
        DatabaseInUse: a bot runs.
        StorageError: the version or the key of the dump is not ours.
    """
    parsed = parse_url(url)
    await list_dump(dump, parsed)
    command = restore_command(parsed, dump)
    command[0] = await fitting_program("pg_restore", parsed, otherwise=command)
    engine = create_engine(parsed, for_migrations=True)
    lock = SessionLock(engine, new_name())
    aside = f"{KEPT_ASIDE}{stamp(at).lower().replace('-', '_')}"
    try:
        with connection_errors_translated(parsed):
            await lock.acquire(alone=True, where=name_for_people(parsed))
            had_tables = await _do(engine, version_in) is not None
            await _do(engine, _begin_with_nothing, aside)
            try:
                await call(command, parsed)
                verified = await verify(url, vault(), told=told)
                require_sound(verified, str(dump))
                await migrating.upgrade(url)
                await _do(engine, lambda each: ready_to_go_on(each, at=at))
            except BaseException:
                await _do(engine, _take_back, aside)
                raise
            if not had_tables:
                await _do(engine, _drop, aside)
    finally:
        await lock.release()
        await engine.dispose()
    storage = Storage(url, vault(), deletions=deletions)
    await storage.open(alone=True)
    try:
        reapplied = await storage.reapply_deletions(at=at)
    finally:
        await storage.close()
    kept = f"the schema {aside} of the same database" if had_tables else None
    return RestoredCopy(verified=verified, kept_aside=kept, reapplied=reapplied)


async def _do(engine: AsyncEngine, work: Callable[..., Result], *given: str) -> Result:
    async with engine.begin() as connection:
        return await connection.run_sync(work, *given)


def _begin_with_nothing(connection: Connection, aside: str) -> None:
    connection.execute(text(f"ALTER SCHEMA {_PUBLIC} RENAME TO {aside}"))
    connection.execute(text(f"CREATE SCHEMA {_PUBLIC}"))


def _take_back(connection: Connection, aside: str) -> None:
    _drop(connection, _PUBLIC)
    connection.execute(text(f"ALTER SCHEMA {aside} RENAME TO {_PUBLIC}"))


def _drop(connection: Connection, schema: str) -> None:
    connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
