"""Removes what was handled long ago, in small batches between which live work goes on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from bot.core.pausing import pause
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.handled import Batch, Limits
from bot.outbound.outbox import OutboundUnitOfWork

log = logging.getLogger(__name__)

SENT_LONG_AGO = timedelta(days=1)
"""So old is what interviews have sent when it is removed; see `Limits.sent_before`."""
MOST = 500
"""Rows that one batch looks at: a transaction of milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanupPaces:
    """Seconds."""

    after_start: float = 1800.0
    """By then histories have been read: what came while no bot ran is not taken for handled."""
    between_cleanups: float = 6 * 3600.0
    between_batches: float = 0.2
    until_known: float = 120.0
    """From raising the horizon to the first removal: twice as long as any statement lasts that does not know of it."""


U = TypeVar("U", bound=OutboundUnitOfWork)
Remove = Callable[[U, Limits, object], Awaitable[Batch]]
"""Removes one batch; gets what the batch before has reached, None at the beginning."""


class Cleanup(Generic[U]):
    """Removes again and again what is older than the operator wants to keep.

    Several processes may clean the same database at the same time: what one has removed is not there for the others.
    """

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[U],
        kinds: Mapping[str, Remove[U]],
        keep: timedelta,
        clock: Clock,
        paces: CleanupPaces,
    ) -> None:
        """`kinds`: what is removed, each by the name that it has in the log; see `HANDLED`."""
        self._uow = unit_of_work
        self._kinds = kinds
        self._keep = keep
        self._clock = clock
        self._paces = paces
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Begin no further batch; the one in hand is finished."""
        self._stopping.set()

    async def run(self) -> None:
        """Clean until `stop`. Errors are logged, and the next cleanup tries again."""
        await pause(self._paces.after_start, until=self._stopping)
        while not self._stopping.is_set():
            await self.clean()
            await pause(self._paces.between_cleanups, until=self._stopping)

    async def clean(self) -> None:
        """Remove all that is old enough, as long as nobody calls `stop`. Never raises."""
        try:
            limits = await self._raise_horizon()
        except Exception:
            log.exception("cleanup failed")
            return
        await pause(self._paces.until_known, until=self._stopping)
        if self._stopping.is_set():
            return
        removed = {name: await self._remove_all(name, remove, limits) for name, remove in self._kinds.items()}
        told = ", ".join(f"{count} {name}" for name, count in removed.items() if count)
        if told:
            log.info("cleaned up", extra={"removed": told})
        else:
            log.debug("nothing to clean up")

    @retried_on_conflict
    async def _raise_horizon(self) -> Limits:
        now = self._clock()
        before = now - self._keep
        async with self._uow() as uow:
            horizon = await uow.handled.raise_horizon(seen_before=before)
            await uow.commit()
        return Limits(before=before, horizon=horizon, sent_before=now - SENT_LONG_AGO)

    async def _remove_all(self, name: str, remove: Remove[U], limits: Limits) -> int:
        removed, reached = 0, None
        try:
            while not self._stopping.is_set():
                batch = await self._remove_batch(remove, limits, reached)
                removed, reached = removed + batch.removed, batch.reached
                if batch.is_last:
                    break
                await pause(self._paces.between_batches, until=self._stopping)
        except Exception:
            # What is wrong with one kind must not keep the others from being removed.
            log.exception("cleanup failed", extra={"kind": name})
        return removed

    @retried_on_conflict
    async def _remove_batch(self, remove: Remove[U], limits: Limits, reached: object) -> Batch:
        async with self._uow() as uow:
            batch = await remove(uow, limits, reached)
            await uow.commit()
        return batch


async def _seen(uow: OutboundUnitOfWork, limits: Limits, _reached: object) -> Batch:
    return await uow.handled.remove_seen(limits, most=MOST)


async def _delivered(uow: OutboundUnitOfWork, limits: Limits, reached: object) -> Batch:
    return await uow.handled.remove_delivered(limits, reached=reached, most=MOST)


async def _dropped(uow: OutboundUnitOfWork, limits: Limits, _reached: object) -> Batch:
    return await uow.handled.remove_dropped(limits, most=MOST)


HANDLED: Mapping[str, Remove[OutboundUnitOfWork]] = {
    "seen events": _seen,
    "delivered parcels": _delivered,
    "dropped parcels": _dropped,
}
"""What Discord's events and messages leave behind."""
