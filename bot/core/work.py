"""Counts events in hand, so that a shutdown can wait for them, or end them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_CANCELLED_EVERY: Final = 0.5
"""Seconds. Some wait after a first cancellation for what they have begun, such as a request."""


class Work:
    """Counts the events in hand."""

    def __init__(self) -> None:
        self._in_hand: Counter[asyncio.Task[Any] | None] = Counter()
        """How many blocks each task runs, one in another."""
        self._idle = asyncio.Event()
        self._idle.set()

    @contextmanager
    def item(self) -> Iterator[None]:
        """Count one event as in hand while the block runs."""
        task = asyncio.current_task()
        self._in_hand[task] += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._in_hand[task] -= 1
            if not self._in_hand[task]:
                del self._in_hand[task]
            if not self._in_hand:
                self._idle.set()

    async def finished(self) -> None:
        """Wait until nothing is in hand."""
        await self._idle.wait()

    async def cut_off(self) -> int:
        """Cancel what is in hand, and wait until it has ended. Returns how many events that were."""
        tasks = left = {each for each in self._in_hand if each is not None}
        while left:
            for each in left:
                each.cancel()
            _, left = await asyncio.wait(left, timeout=_CANCELLED_EVERY)
        return len(tasks)
