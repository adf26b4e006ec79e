"""Holds back what Discord tells a bot that stands by, so that it can work off the last moments once it answers."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

MOST_KEPT: Final = 1000

PASSED_ON: Final = frozenset({"disconnect", "resumed"})
"""What concerns the connection alone."""
SAID_AGAIN: Final = frozenset({"connect", "ready", "guild_available"})
"""What a bot hears as it begins to answer: then it is true, and as it was connected it may not have been."""

Happening = Callable[[], None]


class HeldBack:
    """The events of the last seconds. The process that answers hears of them, too, and the inbox knows what it did."""

    def __init__(self, kept_for: float, clock: Callable[[], float] = time.monotonic) -> None:
        """`kept_for`: seconds."""
        self._kept_for = kept_for
        self._clock = clock
        self._events: deque[tuple[float, Happening]] = deque(maxlen=MOST_KEPT)

    def add(self, event: Happening) -> None:
        """Hold back an event; calling it has it handled."""
        self._forget_old()
        self._events.append((self._clock(), event))

    def let_go(self) -> Sequence[Happening]:
        """What is still worth handling, in the order in which it came."""
        self._forget_old()
        events = [event for _, event in self._events]
        self._events.clear()
        return events

    def _forget_old(self) -> None:
        oldest = self._clock() - self._kept_for
        while self._events and self._events[0][0] < oldest:
            self._events.popleft()
