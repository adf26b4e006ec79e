"""Sends parcels in the background when they fall due."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from bot.core.commits import Committed
from bot.core.pausing import pause
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.handler import Delivery
from bot.outbound.in_hand import InHand
from bot.outbound.outbox import Destination, OutboundUnitOfWork
from bot.outbound.pacing import AFTER_AN_ERROR, nap_until
from bot.outbound.relay import OutboxRelay

log = logging.getLogger(__name__)

WHILE_BEGINNING = 1.0
"""Seconds until the next look while deliveries begin: a due parcel hides the next due time until it is claimed."""
WHILE_KEPT_WAITING = 1.0
"""Longest pause, in seconds, at a destination whose oldest parcel makes the others wait; a new parcel ends it."""
BETWEEN_LOOKS = 0.1
"""Shortest such pause, in seconds: many new parcels elsewhere do not make the loop look here each time."""
DESTINATIONS_AT_ONCE = 50
"""Destinations served at the same time, so that a slow one does not delay the others."""


class DeliveryLoop:
    """Wakes when a commit may have made a parcel ready to send, and when the next one falls due."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[OutboundUnitOfWork],
        relay: OutboxRelay[Any],
        clock: Clock,
        in_hand: InHand[Any],
    ) -> None:
        """`in_hand`: what the relay has claimed already; it is begun without a look at the outbox."""
        self._uow = unit_of_work
        self._relay = relay
        self._clock = clock
        self._wake = asyncio.Event()
        self._stopping = asyncio.Event()
        self._stored = asyncio.Event()
        self._slots = asyncio.Semaphore(DESTINATIONS_AT_ONCE)
        self._under_way: dict[Destination, asyncio.Task[None]] = {}
        self._due_again: set[Destination] = set()
        """Those that had something due while a delivery was under way there."""
        self._is_abandoned = False
        self._looked_at: float | None = None
        self._in_hand = in_hand
        in_hand.sent_by(self._begin_in_hand)

    def on_commit(self, committed: Committed) -> None:
        """Look at the outbox soon if there may be something to send, and go on where parcels were made to wait."""
        # What is settled wakes nobody by itself: whoever delivers at that destination sends what is behind, too.
        if committed.parcels or committed.postponed:
            self._wake.set()
        if committed.parcels or committed.settled:
            self._stored.set()
            self._stored = asyncio.Event()

    def looked_ago(self) -> float | None:
        """The seconds since it could look at the outbox; None if it never could. It looks at least twice a minute."""
        return None if self._looked_at is None else asyncio.get_running_loop().time() - self._looked_at

    async def run(self) -> None:
        """Deliver until `stop`. Errors are logged, and the loop goes on."""
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                nap = await self._begin_what_is_due()
            except Exception:
                log.exception("outbox not readable")
                nap = AFTER_AN_ERROR
            await pause(nap, until=self._wake)

    async def stop(self) -> None:
        """Begin no more deliveries and wait for those under way."""
        self._stopping.set()
        self._relay.stop()
        self._wake.set()
        self._stored.set()
        # As one ends, what came into the hand meanwhile begins. One that was cancelled before it began stays listed.
        while under_way := [each for each in self._under_way.values() if not each.done()]:
            await asyncio.gather(*under_way, return_exceptions=True)

    async def abandon(self) -> None:
        """Cancel the deliveries under way. The next start takes them up again."""
        self._is_abandoned = True
        for task in self._under_way.values():
            task.cancel()
        await self.stop()

    async def _begin_what_is_due(self) -> float:
        """Start a delivery for each destination with a due parcel. Returns the seconds until the next look."""
        await self._relay.left.give_back()
        async with self._uow() as uow:
            due = await uow.outbox.destinations_due(self._clock())
            upcoming = await uow.outbox.next_due()
        self._looked_at = asyncio.get_running_loop().time()
        if self._stopping.is_set():
            return 0.0
        for destination in due:
            if destination in self._under_way:
                self._due_again.add(destination)
            else:
                self._under_way[destination] = asyncio.create_task(self._deliver(destination))
        if due:
            return WHILE_BEGINNING
        return nap_until(upcoming, now=self._clock())

    def _begin_in_hand(self, destination: Destination) -> None:
        """Deliver what is in hand there; a delivery that is under way does so when it ends."""
        if destination not in self._under_way and not self._is_abandoned:
            self._under_way[destination] = asyncio.create_task(self._deliver(destination, in_hand=True))

    async def _deliver(self, destination: Destination, *, in_hand: bool = False) -> None:
        delivery: Delivery | None = None
        try:
            async with self._slots:
                stored = self._stored
                delivery = await self._relay.deliver(destination)
            if delivery in {Delivery.LATER, Delivery.PASSING, Delivery.ELSEWHERE} and not self._stopping.is_set():
                # `stored` is from before the delivery: what unblocks the destination may be stored while it runs.
                await pause(BETWEEN_LOOKS, until=self._stopping)
                await pause(WHILE_KEPT_WAITING - BETWEEN_LOOKS, until=stored)
        except Exception:
            log.exception("delivery failed", extra={"destination": destination})
            await pause(AFTER_AN_ERROR, until=self._stopping)
        finally:
            del self._under_way[destination]
            is_due = destination in self._due_again
            self._due_again.discard(destination)
            if self._in_hand.has_some_for(destination):
                self._begin_in_hand(destination)
            # What was in hand was all that waited. Whatever was put meanwhile has woken the loop, which has noted it.
            if is_due or not in_hand or delivery is not Delivery.DELIVERED:
                self._wake.set()
