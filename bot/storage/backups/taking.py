"""Takes a backup of the configured database, of either kind, while the bot works with it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from bot.storage.backups.names import DUMP_ENDING, FILE_ENDING, name_at
from bot.storage.backups.postgres_tools import call, dump_command, fitting_program, list_command
from bot.storage.backups.sqlite_copy import (
    CopyPace,
    HowFar,
    begins_with,
    copy_database,
    failures_told,
    new_file_beside,
    put_whole,
    require_place,
)
from bot.storage.database.engine import is_sqlite, parse_url, sqlite_file
from bot.storage.database.errors import BackupFailed

DUMP = b"PGDMP"
"""So begins what pg_dump makes in its custom format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupTaken:
    file: Path
    size: int
    """Bytes."""


async def take_backup(
    url: str,
    to: Path,
    *,
    at: datetime,
    replace: bool = False,
    pace: CopyPace | None = None,
    progress: HowFar = lambda _done, _all: None,
) -> BackupTaken:
    """Copy the database to a file, or into a folder under a name with the time `at`. The copy is whole and checked.

    Raises:
        BackupFailed: with what to do about it; nothing half-made is left.
        CopyStopped: `progress` raised it, which hears of a SQLite database only.
        DatabaseUnavailable: PostgreSQL does not answer.
    """
    parsed = parse_url(url)
    to = _named(to, at, ending=FILE_ENDING if is_sqlite(parsed) else DUMP_ENDING)
    if not is_sqlite(parsed):
        return await _dump(parsed, to, replace=replace)
    size = await asyncio.to_thread(
        copy_database, sqlite_file(parsed), to, replace=replace, pace=pace, progress=progress
    )
    return BackupTaken(file=to, size=size)


async def list_dump(file: Path, url: URL) -> str:
    """The table of contents of a dump.

    Raises:
        BackupFailed: it is none, or there is no program that reads it.
    """
    if is_sqlite(url):
        raise of_postgres(file)
    if not is_dump(file):
        raise BackupFailed(f"{file} is no backup of a PostgreSQL database: `pg_dump --format=custom` makes them.")
    listing = list_command(file)
    program = await fitting_program("pg_restore", url, otherwise=listing)
    return await call([program, *listing[1:]], url)


def of_postgres(dump: Path) -> BackupFailed:
    """What is said of a dump where the configured database is a SQLite file."""
    return BackupFailed(
        f"{dump} is a dump of PostgreSQL, and the configured database is a SQLite file. "
        "Set MOCK_DATABASE_URL to the PostgreSQL database that the dump is for."
    )


def is_dump(file: Path) -> bool:
    """True for a file that pg_dump has made in its custom format."""
    return begins_with(file, DUMP)


def _named(to: Path, at: datetime, *, ending: str) -> Path:
    return to / name_at(at, ending=ending) if to.is_dir() else to


async def _dump(url: URL, to: Path, *, replace: bool) -> BackupTaken:
    require_place(to, replace=replace, is_backup=is_dump)
    program = await fitting_program("pg_dump", url, otherwise=dump_command(url, str(to)))
    with new_file_beside(to) as part, failures_told(to):
        await call(dump_command(url, str(part), program=program), url)
        if "TABLE DATA" not in await list_dump(part, url):
            raise BackupFailed("No copy was made: the database has no tables of the bot yet.")
        size = part.stat().st_size
        await asyncio.to_thread(put_whole, part, to, replace=replace)
    return BackupTaken(file=to, size=size)
