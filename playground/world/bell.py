"""Waits for a condition on shared state, without polling."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 30.0
"""Seconds: a machine may be busy with other things, and waiting long costs only where nothing comes."""

Found = TypeVar("Found")


class Bell:
    """Rung at each change; whoever waits looks again whether what they wait for has come true."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, look: Callable[[], Found | None], *, timeout: float = PATIENCE, what: str = "it") -> Found:  # noqa: ASYNC109 - the public calls promise a deadline
        """The first result of `look` that counts as true.

        Raises:
            TimeoutError: it did not come in time.
        """
        deadline = asyncio.get_running_loop().time() + timeout
        while True:
            found = look()
            if found:
                return found
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.add(future)
            try:
                async with asyncio.timeout_at(deadline):
                    await future
            except TimeoutError:
                raise TimeoutError(f"{what} did not come within {timeout:g} s") from None
            finally:
                self._waiting.discard(future)
