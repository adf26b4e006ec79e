"""Copies SQLite files through the driver, and keeps a copy of a database aside before it is upgraded."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.storage.database.errors import NoRoom

log = logging.getLogger(__name__)

PAGES = 2000
"""Copied at a time: 8 MB."""
ROOM_TO_MIGRATE = 1.5
"""How much room the migrations may take meanwhile, times the size of the file: they make its largest tables anew.

Measured: 1.4 at most, from 0018 on, where the outbox is half of the file.
"""
MEBIBYTE = 2**20

KEPT_FOR = timedelta(days=14)

_TIDIED_EVERY = 6 * 60 * 60
"""Seconds between two looks at old copies."""
_VERSION_OF = re.compile(r"\.before-(\d{4})\.sqlite3$")
_OWN_NOTES = ("alembic_version", "key_check")


def copy_file(source: Path, target: Path, *, moved: Callable[[int, int], None] | None = None) -> None:
    """Copy a SQLite file as it is at one moment, even while others write to it.

    The copy is for its owner only (0600), on the disk when this returns, and there as a whole or not at all; a file
    that is there already is replaced. `moved` hears how many bytes of how many are copied.

    Raises:
        sqlite3.Error: the file is no database, or the disk is full.
        OSError: the copy cannot be written.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(connected_to_read(source)) as old, closing(sqlite3.connect(part)) as new:
            # What is half there is thrown away anyway, and it is brought to the disk below, once.
            new.execute("PRAGMA journal_mode = OFF")
            new.execute("PRAGMA synchronous = OFF")
            [[size]] = old.execute("PRAGMA page_size").fetchall()
            told = moved or (lambda _done, _all: None)
            old.backup(new, pages=PAGES, progress=lambda _, left, pages: told((pages - left) * size, pages * size))
        flush(part)
        part.replace(target)
        flush(target.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def copy_before(database: Path, version: str) -> Path:
    """Where the copy is kept that is made before an upgrade to a version."""
    return database.with_name(f"{database.stem}.before-{version}.sqlite3")


def keep_copy(database: Path, version: str, *, moved: Callable[[int, int], None] | None = None) -> Path | None:
    """Copy a database aside before it is upgraded to a version, and delete the copies of earlier upgrades.

    One that this upgrade made before it was interrupted stays as it is. Returns where the copy is; None if there is
    nothing worth keeping.

    Raises:
        NoRoom: the disk has too little room for the copy and the upgrade.
        sqlite3.Error, OSError: as `copy_file`.
    """
    if not has_rows(database):
        return None
    copy = copy_before(database, version)
    if not _is_of_this_upgrade(copy, database):
        require_disk(database, copies=1)
        copy_file(database, copy, moved=moved)
        log.info("a copy of the database is kept from before the upgrade", extra={"copy": str(copy)})
    for each in copies_of(database):
        if each != copy:
            each.unlink(missing_ok=True)
    return copy


def copies_of(database: Path) -> list[Path]:
    """The copies that `keep_copy` has made of a database, the oldest version first."""
    beside = database.parent.glob("*.sqlite3") if database.parent.exists() else ()
    return sorted(each for each in beside if each == _named(database, each) and each.is_file())


def delete_old_copies(database: Path) -> None:
    """Delete the copies of a database that are older than `KEPT_FOR`: what people have deleted since is in them."""
    for each in copies_of(database):
        if time.time() - each.stat().st_mtime > KEPT_FOR.total_seconds():
            each.unlink(missing_ok=True)
            log.info("the copy from before an upgrade was deleted", extra={"copy": str(each)})


def has_rows(database: Path) -> bool:
    """Whether anything but the bot's own notes is stored in a database."""
    with closing(connected_to_read(database)) as opened:
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = [each for each in tables if each not in _OWN_NOTES and not each.startswith("sqlite_")]
        return any(opened.execute(f'SELECT 1 FROM "{each}" LIMIT 1').fetchone() for each in ours)  # noqa: S608 - a table


def size_of(database: Path) -> int:
    """The bytes that a database takes, with what is still in its write-ahead log."""
    files = (database, database.with_name(f"{database.name}-wal"))
    return sum(each.stat().st_size for each in files if each.exists())


async def delete_copies_in_time(database: Path) -> None:
    """Delete copies as they become old enough, from now until none is left: a bot may run for a year."""
    await asyncio.to_thread(delete_old_copies, database)
    while await asyncio.to_thread(copies_of, database):
        await asyncio.sleep(_TIDIED_EVERY)
        await asyncio.to_thread(delete_old_copies, database)


def room_needed(database: Path, *, copies: int) -> int:
    """The bytes that an upgrade may need besides the database, with so many copies of it."""
    return int(size_of(database) * (copies + ROOM_TO_MIGRATE))


def require_disk(database: Path, *, copies: int) -> None:
    """Raises NoRoom if the disk has too little room for an upgrade."""
    needed, free = room_needed(database, copies=copies), shutil.disk_usage(database.parent).free
    if free < needed:
        raise NoRoom(where=str(database), needed=-(-needed // MEBIBYTE), free=free // MEBIBYTE, copies=copies)


def _named(database: Path, copy: Path) -> Path | None:
    found = _VERSION_OF.search(copy.name)
    return None if found is None else copy_before(database, found[1])


def _is_of_this_upgrade(copy: Path, database: Path) -> bool:
    """The database is further than its copy already: the upgrade was interrupted, and the copy is from before it."""
    try:
        return copy.exists() and _version(copy) < _version(database)
    except (sqlite3.DatabaseError, ValueError):
        return False  # whatever stands there is no copy, and one takes its place


def _version(database: Path) -> str:
    with closing(connected_to_read(database)) as opened:
        [[version]] = opened.execute("SELECT version_num FROM alembic_version").fetchall()
        return str(version)


def connected_to_read(file: Path) -> sqlite3.Connection:
    """A connection of the driver's own, which can change nothing, for any thread. Raises sqlite3.Error."""
    address = f"{file.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def flush(path: Path) -> None:
    """Have a file, or the names in a folder, survive a power cut. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
