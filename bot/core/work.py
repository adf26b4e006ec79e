"""Counts events in hand, so that a shutdown can wait for them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Work:
    """Counts the events in hand."""

    def __init__(self) -> None:
        self._in_hand = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @contextmanager
    def item(self) -> Iterator[None]:
        """Count one event as in hand while the block runs."""
        self._in_hand += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._in_hand -= 1
            if not self._in_hand:
                self._idle.set()

    async def finished(self) -> None:
        """Wait until nothing is in hand."""
        await self._idle.wait()
