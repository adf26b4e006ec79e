"""Looks into the database of a running bot, as somebody who has the file can."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from playground.world.bell import PATIENCE

_LOOK = 0.02
_SEEN = {"inbox"}
"""What the bot has heard of, whatever came of it."""


class Database:
    """The SQLite file of a bot that works."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "bot.sqlite3"

    async def settled(self) -> dict[str, list[Any]]:
        """All that is stored, once everything that was decided has been sent."""
        await self._until(lambda: not self._rows("SELECT 1 FROM outbox WHERE state = 'waiting'"))
        names = [name for (name,) in self._rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(map(repr, self._rows(f"SELECT * FROM {name}"))) for name in names if name not in _SEEN}  # noqa: S608 - names of our own tables

    async def knows_of_closed_messages(self) -> None:
        """Wait until the bot has stored of somebody that it cannot write to them; Discord's refusal comes earlier."""
        await self._until(lambda: self._rows("SELECT 1 FROM candidates WHERE unreachable_since IS NOT NULL"))

    async def finds(self, statement: str) -> None:
        """Wait until this query finds something."""
        await self._until(lambda: self._rows(statement))

    async def has_heard_of(self, message: str) -> None:
        """Wait until the bot has stored that it has seen this message, or that it was deleted."""
        await self._until(lambda: self._rows(f"SELECT 1 FROM inbox WHERE cause = 'message:{int(message)}'"))  # noqa: S608 - a number

    @asynccontextmanager
    async def locked(self) -> AsyncIterator[None]:
        """Nothing that the bot does can be stored meanwhile; it waits for ten seconds."""
        with closing(sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)) as database:
            await asyncio.to_thread(database.execute, "BEGIN IMMEDIATE")  # what it is storing just now, it stores
            yield
            database.execute("ROLLBACK")

    @asynccontextmanager
    async def without(self, table: str) -> AsyncIterator[None]:
        """Whatever the bot does with this table meanwhile fails at once, with "no such table"."""
        with closing(sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)) as database:
            await asyncio.to_thread(database.execute, f"ALTER TABLE {table} RENAME TO lost")
            yield
            await asyncio.to_thread(database.execute, f"ALTER TABLE lost RENAME TO {table}")

    async def _until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():  # noqa: ASYNC110 - nobody tells of changes
                await asyncio.sleep(_LOOK)

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)) as database:
            return database.execute(statement).fetchall()
