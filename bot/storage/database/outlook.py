"""Says what an upgrade of a database would do, and changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import URL, Connection, inspect, text

from bot.storage.database import migrating
from bot.storage.database.copying import copy_before, has_rows, room_needed
from bot.storage.database.engine import is_sqlite, parse_url, sqlite_file
from bot.storage.database.reachable import connected_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What an upgrade needs on the disk of a SQLite file, in bytes."""

    size: int
    needed: int
    free: int
    copy: str | None
    """Where a copy would be kept."""

    @property
    def is_enough(self) -> bool:
        return self.free >= self.needed


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeOutlook:
    """What an upgrade would do."""

    found: str | None
    """The version of the tables; None if there are none."""
    needed: str
    migrations: Sequence[tuple[str, str]]
    """Their versions and titles, in order."""
    rows: int
    room: Room | None
    """None with PostgreSQL: the disk is the server's."""


async def look_ahead(url: str, *, keeps_copy: bool) -> UpgradeOutlook:
    """Look at a database. Safe while a bot works with it.

    Raises:
        DatabaseTooNew: it is newer than this bot.
        StorageError: the database cannot be used.
    """
    parsed, found = parse_url(url), await migrating.current(url)
    migrating.require_known(found)
    if found is None:
        return UpgradeOutlook(found=None, needed=migrating.head(), migrations=(), rows=0, room=None)
    steps = migrating.following(found)
    return UpgradeOutlook(
        found=found,
        needed=migrating.head(),
        migrations=[(each, migrating.migration_title(each)) for each in steps],
        rows=await _rows(parsed),
        room=_room(parsed, keeps_copy=keeps_copy) if is_sqlite(parsed) else None,
    )


async def _rows(url: URL) -> int:
    async with connected_once(url) as connection:
        return await connection.run_sync(_count)


def _count(connection: Connection) -> int:
    return sum(
        connection.execute(text(f'SELECT count(*) FROM "{each}"')).scalar_one()  # noqa: S608 - a table of ours
        for each in inspect(connection).get_table_names()
    )


def _room(url: URL, *, keeps_copy: bool) -> Room:
    database = sqlite_file(url)
    copies = int(keeps_copy and has_rows(database))
    return Room(
        size=database.stat().st_size,
        needed=room_needed(database, copies=copies),
        free=shutil.disk_usage(database.parent).free,
        copy=str(copy_before(database, migrating.head())) if copies else None,
    )
