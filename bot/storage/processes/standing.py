"""Whether this process may store anything now, where only one of several answers."""

from __future__ import annotations

import asyncio

from bot.core.transactions import DatabaseAway
from bot.storage.database.outage import Outage

IN_DOUBT_AT_MOST = 5.0
"""Seconds that a transaction waits for the proof that this process is still the one that answers."""


class ProcessStanding:
    """The standing of this process. A process that shares its database with nobody is never in doubt."""

    def __init__(self) -> None:
        self.outage = Outage()
        self._is_known = asyncio.Event()
        self._is_known.set()

    def doubt(self) -> None:
        """This process has answered, and another one may do so by now: it stores nothing until that is known."""
        self._is_known.clear()

    def settle(self) -> None:
        """It is known whether this process answers. If it does not, it may finish what it has in hand."""
        self._is_known.set()

    async def known(self) -> None:
        """Wait until this process is in no doubt.

        Raises:
            DatabaseAway: that takes too long.
        """
        if self._is_known.is_set():
            return
        try:
            async with asyncio.timeout(IN_DOUBT_AT_MOST):
                await self._is_known.wait()
        except TimeoutError:
            raise DatabaseAway from None
