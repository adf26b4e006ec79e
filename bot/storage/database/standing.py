"""Whether this process may store anything now, where only one of several answers."""

from __future__ import annotations

import asyncio
from enum import Enum, auto

from bot.core.transactions import DatabaseAway
from bot.storage.database.outage import Outage

PATIENCE = 5.0
"""Seconds that a transaction waits for the proof that this process is still the one that answers."""


class Standing(Enum):
    """Where a process stands among those that share a database."""

    ASIDE = auto()
    """It does not answer: what it stores, the one that answers could store as well."""
    ANSWERING = auto()
    IN_DOUBT = auto()
    """It has answered, and another one may do so by now: it stores nothing until it knows."""


class Place:
    """The standing of this process. A process that shares its database with nobody is never in doubt."""

    def __init__(self) -> None:
        self.outage = Outage()
        self._standing = Standing.ASIDE
        self._known = asyncio.Event()
        self._known.set()

    @property
    def standing(self) -> Standing:
        return self._standing

    def change(self, to: Standing) -> None:
        self._standing = to
        if to is Standing.IN_DOUBT:
            self._known.clear()
        else:
            self._known.set()

    async def known(self) -> None:
        """Wait until this process is in no doubt.

        Raises:
            DatabaseAway: that takes too long.
        """
        if self._known.is_set():
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self._known.wait()
        except TimeoutError:
            raise DatabaseAway from None
