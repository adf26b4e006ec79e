"""Notes that candidates who act are there, unless what they did has been stored with that."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.core.commits import Committed
from bot.core.content import ChannelId, UserId
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.outbox import OutboundUnitOfWork
from bot.outbound.reachability import note_return


class Presence:
    """Most use cases of interviews note presence in their own transaction: another one would be for nothing."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[OutboundUnitOfWork], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock
        self._today = clock().date()
        self._used_today: set[UserId] = set()
        """Whose use of the bot is stored: it is noted once a day, so that it costs nothing."""
        self._acting: Counter[UserId] = Counter()
        """How many events of each candidate are in hand."""
        self._noted: Counter[UserId] = Counter()
        """How often their presence was stored meanwhile."""

    def on_commit(self, committed: Committed) -> None:
        for candidate in committed.present:
            if self._acting[candidate]:
                self._noted[candidate] += 1

    async def note(self, candidate: UserId, *, channel: ChannelId | None) -> None:
        """Store that the candidate is there: parcels that waited for them may go out again."""
        async with self._uow() as uow:
            is_new = await note_return(uow, candidate, channel=channel)
            if await self._note_use(uow, candidate) or is_new:
                await uow.commit()

    @asynccontextmanager
    async def noted(self, candidate: UserId, *, channel: ChannelId | None) -> AsyncIterator[None]:
        """Do what `note` does after the block, even if it failed, unless a commit has meanwhile."""
        before = self._noted[candidate]
        self._acting[candidate] += 1
        try:
            try:
                yield
            except Exception:
                await self._note_unless_noted(candidate, channel, before)
                raise
            await self._note_unless_noted(candidate, channel, before)
        finally:
            self._acting[candidate] -= 1
            if not self._acting[candidate]:
                del self._acting[candidate], self._noted[candidate]

    async def _note_unless_noted(self, candidate: UserId, channel: ChannelId | None, before: int) -> None:
        if self._noted[candidate] == before or not self._is_used_today(candidate):
            await self.note(candidate, channel=channel)

    async def _note_use(self, uow: OutboundUnitOfWork, candidate: UserId) -> bool:
        """True if it was noted now; a stranger, of whom nothing is stored, stays one."""
        if self._is_used_today(candidate) or not await uow.candidates.note_use(candidate, on=self._today):
            return False
        self._used_today.add(candidate)
        return True

    def _is_used_today(self, candidate: UserId) -> bool:
        today = self._clock().date()
        if today != self._today:
            self._today = today
            self._used_today.clear()
        return candidate in self._used_today
