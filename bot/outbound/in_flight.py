"""Waits for messages whose sending has begun: somebody may answer one before it is known to have arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.core.content import UserId
from bot.core.transactions import Clock
from bot.interviewing.domain.effects import AskQuestion
from bot.outbound.outbox import Destination, UnitOfWorkFactory, dm_of
from bot.reviewing.domain.effects import ShowPaper

PATIENCE = 5.0
"""Seconds; after a start, or where Discord's answer was lost, a look into the history tells what has arrived."""
PAUSE = 0.05


class Arrivals:
    """Of what reviews show, and of questions: an answer is put down to its question whether that is known or not."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory, clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    async def settled(self, *destinations: Destination) -> None:
        """Return when what reviews show there is known to have arrived or not, or it takes too long to find out."""
        await self._settled(destinations, ShowPaper)

    async def question_settled(self, candidate: UserId) -> None:
        """Return when a question to them is known to have arrived or not, or it takes too long to find out."""
        await self._settled([dm_of(candidate)], AskQuestion)

    async def _settled(self, destinations: Sequence[Destination], kind: type[ShowPaper | AskQuestion]) -> None:
        clock = asyncio.get_running_loop().time
        until = clock() + PATIENCE
        for each in destinations:
            while await self._is_under_way(each, kind) and clock() < until:  # noqa: ASYNC110 - another process may send it
                await asyncio.sleep(PAUSE)

    async def _is_under_way(self, destination: Destination, kind: type[ShowPaper | AskQuestion]) -> bool:
        async with self._uow() as uow:
            waiting = await uow.outbox.waiting_for(destination)
            begun = [each for each in waiting if each.attempts and isinstance(each.subject.effect, kind)]
            if not any(each.due_at <= self._clock() for each in begun):
                return False
            candidate = await uow.candidates.get(begun[0].candidate)
        is_closed = candidate is not None and candidate.unreachable_since is not None
        return not (is_closed and destination == dm_of(begun[0].candidate))
