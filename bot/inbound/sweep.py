"""Reads a long list of histories, a few at a time, and says in the log how much is left."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Final, Generic, TypeVar

log = logging.getLogger(__name__)

K = TypeVar("K")

READINGS_AT_ONCE: Final = 5
"""On SQLite, the transactions of so many at most come before one that somebody waits for."""
REPORT_EVERY: Final = 30.0
"""Seconds between two lines of the log, unless nothing is read meanwhile."""


class Sweep(Generic[K]):
    """The histories to be read after a start, until each could be read once."""

    def __init__(self, keys: Sequence[K], *, name: str) -> None:
        """`keys`: the first is read first. `name`: what they are, for the log."""
        self._keys = keys
        """What is left; while going through, what was left before."""
        self._name = name
        self._all = len(keys)
        self._read = 0
        self._reported = float("-inf")

    @property
    def left(self) -> int:
        """How many histories could not be read yet."""
        return self._all - self._read

    async def go_through(self, read: Callable[[K], Awaitable[bool]]) -> bool:
        """Read what is left, in order. True if nothing is left then; what could not be read waits for another time.

        `read` returns True on success and must not raise.
        """
        if not self._keys:
            return True
        failed: list[K] = []
        coming = iter(self._keys)
        self._report()
        await asyncio.gather(*(self._read_on(coming, read, failed) for _ in range(READINGS_AT_ONCE)))
        self._keys = failed
        if not failed:
            log.info("caught up", extra={"what": self._name, "read": self._read})
        return not failed

    async def _read_on(self, coming: Iterator[K], read: Callable[[K], Awaitable[bool]], failed: list[K]) -> None:
        for key in coming:
            if await read(key):
                self._read += 1
            else:
                failed.append(key)
            self._report()

    def _report(self) -> None:
        """Say how much is left, the first time and then now and again."""
        now = asyncio.get_running_loop().time()
        if now - self._reported >= REPORT_EVERY:
            self._reported = now
            log.info("catching up", extra={"what": self._name, "read": self._read, "left": self.left})
