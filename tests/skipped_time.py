"""Runs a test in a time of its own, which is exact: nobody waits, and a timer rings at its very moment."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from selectors import SelectorKey
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    """Skips each wait for a timer; what happens outside is waited for as ever."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        if timeout is not None:
            self.now += timeout
        return super().select(None if timeout is None else 0)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._skipping = _Selector()
        super().__init__(self._skipping)

    def time(self) -> float:
        return self._skipping.now


def in_skipped_time(test: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run this; the time of its event loop begins at zero."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(test())
