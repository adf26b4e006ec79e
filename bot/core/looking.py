"""Looks again and again at what may have fallen due, sooner where a commit says so."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod

from bot.core.commits import Committed
from bot.core.pausing import pause


class Looking(ABC):
    """Work that deadlines call for: `run` looks until `stop`, and right after each commit that changed a deadline."""

    def __init__(self) -> None:
        self._wake = asyncio.Event()
        self._stopping = False

    def on_commit(self, committed: Committed) -> None:
        """Look soon if the commit may have changed a deadline."""
        if committed.deadlines:
            self._wake.set()

    def stop(self) -> None:
        """Begin nothing more; work in hand is finished."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Look until `stop`. An error is logged, and the loop goes on."""
        while not self._stopping:
            self._wake.clear()
            await pause(await self._look_without_fail(), until=self._wake)

    @abstractmethod
    async def _look_without_fail(self) -> float:
        """Look once, log what goes wrong, and return the seconds until the next look."""
