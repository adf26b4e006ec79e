"""Moves rows between two migrations, in many small transactions: an interruption undoes one of them at most."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Protocol

from sqlalchemy import Connection

from bot.storage.database.asynchronous import AsyncEngine
from bot.storage.database.progress import Telling

log = logging.getLogger(__name__)

WORTH_GIVING_BACK = 1 / 4
"""The share of a SQLite file that has to be free before the file is made smaller."""


class RowMove(Protocol):
    """A migration that moves rows, from its `upgrade` to that of the next migration. Modules in `versions` are such."""

    def left(self, connection: Connection) -> int:
        """The number of rows that are still to be moved."""

    def move(self, connection: Connection, most: int) -> int:
        """Move so many rows at most. Returns how many; 0 if none is left."""


_InTransaction = Callable[[Callable[[Connection], int]], Awaitable[int | None]]
"""Runs one step in a transaction of its own; None if another process has finished the whole move."""


async def move_rows(in_transaction: _InTransaction, migration: RowMove, telling: Telling) -> None:
    """Move all rows that are left, and tell how far it has come."""
    left = await in_transaction(migration.left)
    if not left:
        return
    done = 0
    telling.moved(done, left)
    while moved := await in_transaction(partial(migration.move, most=telling.pace.rows)):
        done += moved
        telling.moved(done, left)
    log.info("rows moved", extra={"moved": done})


async def give_space_back(engine: AsyncEngine) -> None:
    """Make a SQLite file smaller of which a good part is free now. Where that fails, the free part is used again."""
    if engine.dialect.name != "sqlite":
        return
    async with engine.connect() as connection:
        # A transaction, which SQLAlchemy would begin, is no place for VACUUM.
        raw: Any = (await connection.get_raw_connection()).driver_connection
        await raw.in_thread(_vacuum)


def _vacuum(database: sqlite3.Connection) -> None:
    [[pages]], [[free]] = (database.execute(f"PRAGMA {each}").fetchall() for each in ("page_count", "freelist_count"))
    if free <= pages * WORTH_GIVING_BACK:
        return
    log.info("giving free space back", extra={"pages": pages, "free": free})
    try:
        database.execute("VACUUM")
    except sqlite3.OperationalError as error:
        # For a while it needs twice the room of what is left. The disk may not have it, and nothing depends on it.
        log.warning("free space was not given back; it will be used again", extra={"reason": str(error)})
