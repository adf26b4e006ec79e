"""Remembers what could not be read, so that the log has it once and not at each further attempt."""

from __future__ import annotations

import logging
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Postponed(Generic[K]):
    """An outage of an hour is sixty attempts for each history."""

    def __init__(self) -> None:
        self._keys: set[K] = set()

    def level_of(self, key: K) -> int:
        """The level at which this failure is told: a warning for the first one since `over`, else debug."""
        is_first = key not in self._keys
        self._keys.add(key)
        return logging.WARNING if is_first else logging.DEBUG

    def over(self, key: K) -> None:
        """It has been read. Safe to call for what never failed."""
        self._keys.discard(key)
