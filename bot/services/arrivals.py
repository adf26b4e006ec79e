"""Waits for messages whose sending has begun: somebody may answer one before it is known to have arrived."""

from __future__ import annotations

import asyncio

from bot.review.effects import ShowPaper
from bot.services.ports import Clock, Destination, ReviewParcel, UnitOfWorkFactory, dm_of

PATIENCE = 5.0
"""Seconds; after a start, or where Discord's answer was lost, a look into the history tells what has arrived."""
PAUSE = 0.05


class Arrivals:
    """Of what reviews show: for a reply to a question of an interview it makes no difference."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory, clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    async def settled(self, *destinations: Destination) -> None:
        """Return when all that was sent there is known to have arrived or not, or it takes too long to find out."""
        clock = asyncio.get_running_loop().time
        until = clock() + PATIENCE
        for each in destinations:
            while await self._is_under_way(each) and clock() < until:  # noqa: ASYNC110 - another process may send it
                await asyncio.sleep(PAUSE)

    async def _is_under_way(self, destination: Destination) -> bool:
        async with self._uow() as uow:
            waiting = await uow.outbox.waiting_for(destination)
            begun = [
                each
                for each in waiting
                if each.attempts
                and isinstance(each.subject, ReviewParcel)
                and isinstance(each.subject.effect, ShowPaper)
            ]
            if not any(each.due_at <= self._clock() for each in begun):
                return False
            candidate = await uow.candidates.get(begun[0].candidate)
        is_closed = candidate is not None and candidate.unreachable_since is not None
        return not (is_closed and destination == dm_of(begun[0].candidate))
