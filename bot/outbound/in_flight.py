"""Waits for messages that are being sent: somebody may reply to one before its arrival is stored."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.core.content import MessageId, first_id_at
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.outbox import Destination, OutboundUnitOfWork, Parcel

LOOK_EVERY = 0.05
HASTEN_EVERY = 1.0
"""Seconds between two attempts of the relay to find out, while somebody waits."""
FOUND_WITHIN = 300.0
"""Seconds after a start in which messages from before a restore are found: each may lead to the next."""
SEARCHED_FOR = timedelta(days=1)
"""So long after a restore they are waited for at all: what was not found by then never is."""


class InFlight:
    """Knows which messages may be there although their arrival is not stored, sent by this process or another."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[OutboundUnitOfWork],
        clock: Clock,
        patience: float,
        restored: datetime | None = None,
    ) -> None:
        """`patience`: the longest wait, in seconds.

        After a start, or if Discord's answer was lost, the relay must first look for the message in the history.
        `restored`: when the database was restored last. What was sent before that may be found in the first minutes.
        """
        self.lost_until = 0 if restored is None else first_id_at(restored + timedelta(seconds=1))
        """Messages below this id may have been sent by the database that a restored backup has replaced; 0: none."""
        self._found_by = time.monotonic() + FOUND_WITHIN
        self._last_day = None if restored is None else restored + SEARCHED_FOR
        self._uow = unit_of_work
        self._clock = clock
        self._patience = patience

    async def settled(
        self,
        *destinations: Destination,
        wanted: Callable[[Parcel], bool],
        replied_to: MessageId | None = None,
        is_of_bot: bool = False,
    ) -> bool:
        """Wait until each wanted parcel is known to have arrived or not, even one that rests after a failure.

        With `replied_to` no longer than until some parcel is known to have arrived as that message.
        Returns False if it is still unknown after `patience` seconds; also if `replied_to`, which `is_of_bot`, may have
        been sent between a backup and its restore, and may still be found.
        """
        now = asyncio.get_running_loop().time
        until = now() + self._patience
        hastened = -HASTEN_EVERY
        for each in destinations:
            hasten = True
            while await self._is_under_way(each, wanted, replied_to, hasten=hasten):
                if now() >= until:
                    return False
                hastened = now() if hasten else hastened
                await asyncio.sleep(LOOK_EVERY)
                hasten = now() - hastened >= HASTEN_EVERY
        return replied_to is None or not (is_of_bot and await self._may_be_found(replied_to))

    async def _may_be_found(self, message: MessageId) -> bool:
        is_over = self._last_day is None or self._clock() >= self._last_day or time.monotonic() >= self._found_by
        if is_over or message >= self.lost_until:
            return False
        async with self._uow() as uow:
            return not await uow.outbox.is_delivery(message)

    async def _is_under_way(
        self,
        destination: Destination,
        wanted: Callable[[Parcel], bool],
        replied_to: MessageId | None,
        *,
        hasten: bool,
    ) -> bool:
        async with self._uow() as uow:
            waiting = await uow.outbox.waiting_for(destination)
            begun = [each for each in waiting if each.may_be_there and wanted(each)]
            if not begun or (replied_to is not None and await uow.outbox.is_delivery(replied_to)):
                return False
            candidate = await uow.candidates.get(begun[0].candidate)
            is_closed = candidate is not None and candidate.unreachable_since is not None
            if is_closed and begun[0].is_direct:
                return False
            if hasten and await uow.outbox.hasten(destination, now=self._clock()):
                await uow.commit()
        return True
