"""Gives transactions their turns on SQLite's one connection, first come, first served."""

from __future__ import annotations

import asyncio


class Turns:
    """A FIFO lock that raises when a task would wait for itself for ever."""

    def __init__(self) -> None:
        # The connection pool would make them wait, too, but it lets a newcomer overtake those who wait.
        self._lock = asyncio.Lock()
        self._owner: asyncio.Task[object] | None = None

    async def take(self) -> None:
        """Wait for the turn of this task.

        Raises:
            RuntimeError: this task has its turn already; a use case opens one unit of work, not two.
        """
        task = asyncio.current_task()
        if task is not None and task is self._owner:
            raise RuntimeError("this task has a unit of work open already")
        await self._lock.acquire()
        self._owner = task

    def give(self) -> None:
        self._owner = None
        self._lock.release()
