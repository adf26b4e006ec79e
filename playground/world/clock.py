"""Tells the time: the real one, one that is moved forwards, or one that a test moves by hand."""

from __future__ import annotations

import asyncio
import heapq
import time
from collections.abc import Callable
from itertools import count
from typing import Protocol


class Timer(Protocol):
    """Something planned that can still be called off."""

    def cancel(self) -> None: ...


class Clock(Protocol):
    """All that the playground knows of time."""

    def now(self) -> float:
        """Seconds since 1970."""

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Plan one call."""


class SystemClock:
    """The computer's time and the event loop's timers."""

    def now(self) -> float:
        return time.time()

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        return asyncio.get_running_loop().call_later(seconds, callback)


class MovableClock:
    """Another clock, which can be moved forwards; `moved` are the seconds by which it is ahead.

    What is planned comes after its seconds of the other clock: connections and limits do not notice a move.
    """

    def __init__(self, unmoved: Clock) -> None:
        self.unmoved = unmoved
        self.moved = 0.0
        self.observers: list[Callable[[], None]] = []
        """Called after each move."""

    def now(self) -> float:
        return self.unmoved.now() + self.moved

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        return self.unmoved.call_later(seconds, callback)

    def move_to(self, moment: float) -> None:
        """Let it be `moment` (seconds since 1970) at once; does nothing for one that is past."""
        ahead = moment - self.now()
        if ahead > 0:
            self.moved += ahead
            for observer in tuple(self.observers):
                observer()

    def set_right(self) -> None:
        """Take back all moves. For a world in which nothing has happened yet."""
        self.moved = 0.0


class _Planned:
    def __init__(self, callback: Callable[[], None]) -> None:
        self._callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        self._callback = None

    def run(self) -> None:
        callback, self._callback = self._callback, None
        if callback is not None:
            callback()


class ManualClock:
    """Stands still until `advance` is called; what falls due on the way runs in order of time."""

    def __init__(self, start: float | None = None) -> None:
        self._now = time.time() if start is None else start
        self._order = count()
        self._plans: list[tuple[float, int, _Planned]] = []

    def now(self) -> float:
        return self._now

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        planned = _Planned(callback)
        heapq.heappush(self._plans, (self._now + seconds, next(self._order), planned))
        return planned

    def advance(self, seconds: float) -> None:
        """Move on, and run what was planned for the time passed over."""
        until = self._now + seconds
        while self._plans and self._plans[0][0] <= until:
            due, _, planned = heapq.heappop(self._plans)
            self._now = max(self._now, due)
            planned.run()
        self._now = until
