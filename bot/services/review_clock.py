"""Does what falls due in reviews when nobody does anything: leases, reminders, lateness, retention."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from bot.messages import ReviewId
from bot.review.events import Expired, ReviewEvent, TimePassed
from bot.services.conflicts import retried_on_conflict
from bot.services.locks import KeyedLocks
from bot.services.ports import Clock, UnitOfWorkFactory
from bot.services.review_steps import apply

log = logging.getLogger(__name__)

LONGEST_NAP = 30.0
"""Seconds; other processes may have stored reviews that nobody told this one of."""
AFTER_AN_ERROR = 5.0


class ReviewClock:
    """What is done is stored with the review, so it is done once, also across restarts and processes."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory,
        locks: KeyedLocks[ReviewId],
        clock: Clock,
        stored: Callable[[], None],
    ) -> None:
        """`stored` is called when something was decided, so that what follows from it is sent."""
        self._uow = unit_of_work
        self._locks = locks
        self._clock = clock
        self._stored = stored
        self._wake = asyncio.Event()
        self._stopping = False

    def nudge(self) -> None:
        """Something was stored; look soon."""
        self._wake.set()

    def stop(self) -> None:
        """Do nothing more; what is in hand is finished."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Look until `stop`. Errors are logged, then it goes on."""
        while not self._stopping:
            self._wake.clear()
            try:
                nap = await self.look()
            except Exception:
                log.exception("reviews not readable")
                nap = AFTER_AN_ERROR
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), timeout=nap)

    async def look(self) -> float:
        """Do all that is due; how many seconds until the next look."""
        async with self._uow() as uow:
            now = self._clock()
            due = await uow.reviews.due(now)
            outdated = await uow.reviews.outdated(now)
        for review in due:
            await self._tell(review, TimePassed(at=self._clock()))
        for review in outdated:
            await self._tell(review, Expired(at=self._clock()))
        if due or outdated:
            self._stored()
        async with self._uow() as uow:
            upcoming = await uow.reviews.next_due()
        if upcoming is None:
            return LONGEST_NAP
        return min(max((upcoming - self._clock()).total_seconds(), 0.05), LONGEST_NAP)

    async def _tell(self, review: ReviewId, event: ReviewEvent) -> None:
        try:
            async with self._locks.hold(review):
                await self._apply(review, event)
        except Exception:
            # One that cannot be read must not keep the others from their reminders.
            log.exception("review not attended to", extra={"review": review})

    @retried_on_conflict
    async def _apply(self, review: ReviewId, event: ReviewEvent) -> None:
        async with self._uow() as uow:
            found = await uow.reviews.get(review)
            if found is not None:
                await apply(uow, found, event, cause=f"clock:{review}", now=self._clock())
                await uow.commit()
