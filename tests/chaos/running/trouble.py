"""What an evening does to its database: it is restarted, away for a while, cut off, or has no room left."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from random import Random

import asyncpg

from tests.chaos.plan import FILLS_UP, Step
from tests.chaos.running.disk import Disk
from tests.chaos.running.own_postgres import OwnPostgres

AWAY = (2.0, 4.0, 8.0, 30.0)
"""Seconds of the evening until another server answers."""
_FULL = (2.0, 5.0, 12.0)


class Trouble:
    """One at a time. `server` is None where the database is a SQLite file, `disk` where none could be mounted."""

    def __init__(self, server: OwnPostgres | None, disk: Disk | None) -> None:
        self._server = server
        self._disk = disk
        self._turn = asyncio.Lock()
        self._under_way: list[asyncio.Task[None]] = []

    async def act(self, step: Step) -> bool:
        """Begin it, as far as this machine can. Whoever wants it to be over calls `over`."""
        if self._disk is None if step.does == FILLS_UP else self._server is None:
            return False
        self._under_way.append(asyncio.create_task(self._begin(step, Random(f"{step.pick}"))))
        return True

    async def over(self) -> None:
        """Wait until the database is well."""
        await asyncio.gather(*self._under_way)

    async def _begin(self, step: Step, chance: Random) -> None:
        async with self._turn:
            if self._disk is not None and step.does == FILLS_UP:
                await self._fill_up(self._disk, chance, log=step.what == "log")
            elif self._server is not None:
                await self._disturb(self._server, step, chance)

    async def _disturb(self, server: OwnPostgres, step: Step, chance: Random) -> None:
        match step.does:
            case "restarts":
                await asyncio.to_thread(server.stop, step.what)
                await asyncio.to_thread(server.start)
            case "fails over":
                await asyncio.to_thread(server.stop, "immediate")
                await asyncio.sleep(chance.choice(AWAY))
                await asyncio.to_thread(server.start)
            case "cuts connections":
                await server.cut()
            case unknown:
                raise KeyError(unknown)

    async def _fill_up(self, disk: Disk, chance: Random, *, log: bool) -> None:
        await asyncio.to_thread(disk.fill)
        try:
            if log and self._server is not None:
                with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
                    await self._server.use_up_log()
            await asyncio.sleep(chance.choice(_FULL))
        finally:
            disk.free()
        if self._server is not None:
            # Whose log has found no room is dead, or recovers just now: to start is what a service manager does.
            await asyncio.to_thread(self._server.start)
