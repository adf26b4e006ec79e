"""Waits for messages that are being sent: somebody may reply to one before its arrival is stored."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.outbox import Destination, OutboundUnitOfWork, Parcel

LOOK_EVERY = 0.05


class InFlight:
    """Knows which parcels are being sent now, by this process or another."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[OutboundUnitOfWork], clock: Clock, patience: float) -> None:
        """`patience`: the longest wait, in seconds.

        After a start, or if Discord's answer was lost, the relay must first look for the message in the history.
        """
        self._uow = unit_of_work
        self._clock = clock
        self._patience = patience

    async def settled(self, *destinations: Destination, wanted: Callable[[Parcel], bool]) -> None:
        """Wait until each wanted parcel is known to have arrived or not, for `patience` seconds at most."""
        clock = asyncio.get_running_loop().time
        until = clock() + self._patience
        for each in destinations:
            while await self._is_under_way(each, wanted) and clock() < until:  # noqa: ASYNC110 - another process may send it
                await asyncio.sleep(LOOK_EVERY)

    async def _is_under_way(self, destination: Destination, wanted: Callable[[Parcel], bool]) -> bool:
        async with self._uow() as uow:
            waiting = await uow.outbox.waiting_for(destination)
            begun = [each for each in waiting if each.attempts and wanted(each)]
            if not any(each.due_at <= self._clock() for each in begun):
                return False
            candidate = await uow.candidates.get(begun[0].candidate)
        is_closed = candidate is not None and candidate.unreachable_since is not None
        return not (is_closed and begun[0].is_direct)
