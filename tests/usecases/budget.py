"""Counts what a step costs the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass

from bot.storage.storage import Storage
from tests.storage.statements import statements
from tests.usecases.interrupted import Interrupted


@dataclass(frozen=True, slots=True)
class Cost:
    statements: int
    """Without those that begin and end transactions."""
    transactions: int
    commits: int

    def is_within(self, budget: Cost) -> bool:
        """True if nothing of it is more. PostgreSQL takes some statements more than SQLite, to lock."""
        counts = zip(astuple(self), astuple(budget), strict=True)
        return all(spent <= allowed for spent, allowed in counts)


class Meter:
    """The costs of all steps that it has measured."""

    def __init__(self, storage: Storage, units: Interrupted) -> None:
        self._storage = storage
        self._units = units
        self.cost = Cost(0, 0, 0)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Measure the block."""
        begun, committed = self._units.calls["begin"], self._units.calls["commit"]
        with statements(self._storage) as sent:
            yield
        self.cost = Cost(len(sent), self._units.calls["begin"] - begun, self._units.calls["commit"] - committed)
