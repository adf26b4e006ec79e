"""Ends evenings before their time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Cancelled(Exception):
    """Somebody wanted the evening to end before its time."""


class Stop:
    """Ends evenings that are under way in other threads."""

    def __init__(self) -> None:
        self.wanted = False
        self._lock = threading.Lock()
        self._under_way: set[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]]] = set()

    def now(self) -> None:
        """End them, and let no other begin."""
        with self._lock:
            self.wanted = True
            for loop, task in self._under_way:
                loop.call_soon_threadsafe(task.cancel)

    async def until_stopped(self, evening: Coroutine[Any, Any, T]) -> T:
        """Raises Cancelled when `now` was called."""
        task = asyncio.create_task(evening)
        entry = (asyncio.get_running_loop(), task)
        with self._lock:
            self._under_way.add(entry)
            if self.wanted:
                task.cancel()
        try:
            return await task
        except asyncio.CancelledError:
            if self.wanted:
                raise Cancelled from None
            raise
        finally:
            with self._lock:
                self._under_way.discard(entry)
