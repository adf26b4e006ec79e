"""Puts a copy of the database in the place of the present one, which is kept aside."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.storage.backups.names import stamp
from bot.storage.backups.readying import ready_to_go_on
from bot.storage.backups.sqlite_copy import copy_database, side_files, without_side_files
from bot.storage.backups.taking import is_dump, of_postgres
from bot.storage.backups.verifying import TablesDone, Verified, url_of, verify
from bot.storage.database.copying import flush
from bot.storage.database.engine import name_for_people, parse_url, sqlite_file
from bot.storage.database.errors import BackupFailed
from bot.storage.database.ownership import FileLock
from bot.storage.encryption.vault import Vault
from bot.storage.privacy.reapplying import Reapplied
from bot.storage.storage import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoredCopy:
    """What a restore has done."""

    verified: Verified
    """What the backup was found to be."""
    kept_aside: str | None
    """Where the database is that was there before; None if there was none."""
    reapplied: Reapplied


async def restore_file(
    url: str,
    backup: Path,
    vault: Callable[[], Vault],
    *,
    deletions: Path,
    at: datetime,
    told: TablesDone = lambda _table, _done, _all: None,
) -> RestoredCopy:
    """Put a backup in the place of a SQLite database. `vault` gives a locked vault with the configured keys.

    The backup is looked through first, and made ready beside the database: migrated, marked as restored, and without
    those who have had themselves forgotten. Until that is done nothing is changed.

    Raises:
        BackupFailed: the backup is damaged or no backup.
        DatabaseInUse: a bot runs.
        StorageError: the version or the key of the backup is not ours.
    """
    parsed = parse_url(url)
    # Where a link leads, and not in the place of the link: SQLite does the same.
    database, where = sqlite_file(parsed).resolve(), name_for_people(parsed)
    _require_another(backup, database)
    if is_dump(backup):
        raise of_postgres(backup)
    verified = await verify(url_of(backup), vault(), told=told)
    require_sound(verified, str(backup))
    database.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(database)
    lock.acquire(where=where)
    ready = database.with_name(f"{database.name}.restoring")
    try:
        _remove(ready)
        await asyncio.to_thread(copy_database, backup, ready)
        reapplied = await _make_ready(ready, vault(), deletions=deletions, at=at)
        kept = await asyncio.to_thread(_put_in_place, ready, database, at)
    finally:
        _remove(ready)
        lock.release()
    return RestoredCopy(verified=verified, kept_aside=None if kept is None else str(kept), reapplied=reapplied)


def require_sound(verified: Verified, backup: str) -> None:
    """Raises BackupFailed unless there is a sound database in the backup."""
    if verified.flaws:
        first = verified.flaws[0]
        where = "" if first.table is None else f"{first.table}: "
        raise BackupFailed(
            f"{backup} is damaged ({where}{first.what}), so it is not restored. "
            f"`mock-interviewer db verify {backup}` shows all that is wrong. Take another backup."
        )
    if verified.version is None:
        raise BackupFailed(f"{backup} has no tables of the bot. Take another backup.")


def _require_another(backup: Path, database: Path) -> None:
    if database.exists() and backup.exists() and backup.samefile(database):
        raise BackupFailed(f"{backup} is the database itself. Name a backup.")


async def _make_ready(file: Path, vault: Vault, *, deletions: Path, at: datetime) -> Reapplied:
    storage = Storage(url_of(file), vault, deletions=deletions)
    await storage.open(alone=True)
    try:
        async with storage.engine.begin() as connection:
            await connection.run_sync(lambda each: ready_to_go_on(each, at=at))
        return await storage.reapply_deletions(at=at)
    finally:
        await storage.close()


def _put_in_place(ready: Path, database: Path, at: datetime) -> Path | None:
    """Keep the present database aside, and move the new one there. Returns where the present one is then."""
    _empty_log(ready)
    kept = None
    if database.exists():
        with suppress(sqlite3.Error):  # a damaged one is kept as it is, with its log
            _empty_log(database)
        kept = database.with_name(f"{database.name}.before-restore-{stamp(at)}")
        for each, aside in zip((database, *side_files(database)), (kept, *side_files(kept)), strict=True):
            if each.exists():
                _twice(each, aside)
        flush(database.parent)
        _give_to_owner_of(database, ready)
    without_side_files(database)  # they belong to the other one
    flush(ready)
    ready.replace(database)
    flush(database.parent)
    return kept


def _give_to_owner_of(database: Path, ready: Path) -> None:
    """Whoever restores as root must not take the database away from the bot's own user."""
    if os.geteuid() == 0:
        owner = database.stat()
        os.chown(ready, owner.st_uid, owner.st_gid)


def _empty_log(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _twice(file: Path, aside: Path) -> None:
    """The same file under a second name: at no moment it has none."""
    if aside.exists():
        raise BackupFailed(f"{aside} is there already. Try again in a second.")
    try:
        os.link(file, aside)
    except OSError:  # a file system without such links
        shutil.copy2(file, aside)


def _remove(ready: Path) -> None:
    for each in (ready, *side_files(ready), ready.with_name(f"{ready.name}.lock")):
        each.unlink(missing_ok=True)
