"""Lets transactions take turns on SQLite's one connection, first come, first served."""

from __future__ import annotations

import asyncio


class Turns:
    """A lock that tells a task which waits for itself, instead of letting it wait for ever."""

    def __init__(self) -> None:
        # The connection pool would serve them too, but lets a newcomer overtake those who wait.
        self._lock = asyncio.Lock()
        self._owner: asyncio.Task[object] | None = None

    async def take(self) -> None:
        """Wait for one's turn.

        Raises:
            RuntimeError: this task has it already: a use case opens one unit of work, not two.
        """
        task = asyncio.current_task()
        if task is not None and task is self._owner:
            raise RuntimeError("this task has a unit of work open already")
        await self._lock.acquire()
        self._owner = task

    def give(self) -> None:
        self._owner = None
        self._lock.release()
