"""Tells those who rest until a moment that the clock was moved by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class ClockMoves:
    """Called by whoever moves the clock; otherwise a rest would last for hours that are over."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    def __call__(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    @contextmanager
    def heard_by(self, listener: Callable[[], None]) -> Iterator[None]:
        """Call `listener` after each move, for as long as the block lasts."""
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)
