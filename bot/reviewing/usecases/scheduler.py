"""Does what falls due in reviews without anybody's doing: what is due, bulletins, retention, moves, removals."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

from bot.core.content import ReviewId
from bot.core.locks import KeyedLocks
from bot.core.looking import Looking
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.pacing import AFTER_AN_ERROR, nap_until
from bot.reviewing.domain.events import BotRemoved, Expired, Moved, TimePassed
from bot.reviewing.domain.team.bulletins import Bulletin
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.reviewing.usecases.team.bulletins import DailyBulletins
from bot.servers.domain.bounds import RETENTION

log = logging.getLogger(__name__)


class ReviewScheduler(Looking):
    """What was done is stored with the review, so it happens once, even across restarts and processes."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork],
        locks: KeyedLocks[ReviewId],
        bulletins: DailyBulletins,
        clock: Clock,
        longest: timedelta = RETENTION.longest,
    ) -> None:
        """`longest`: so long words of reviews are kept at most, whatever the settings of their server say."""
        super().__init__()
        self._uow = unit_of_work
        self._bulletins = bulletins
        self._locks = locks
        self._clock = clock
        self._longest = longest

    async def _look_without_fail(self) -> float:
        try:
            return await self.look()
        except Exception:
            log.exception("reviews not readable")
            return AFTER_AN_ERROR

    async def look(self) -> float:
        """Do everything that is due. Returns the seconds until the next look."""
        async with self._uow() as uow:
            now = self._clock()
            due = await uow.reviews.due(now)
            outdated = await uow.reviews.outdated(now, longest=self._longest)
            misplaced = await uow.reviews.misplaced()
            bulletins = await uow.bulletins.due(now)
            cut_off = await uow.reviews.cut_off()
        for review in cut_off:  # first: nobody there is reminded any more, and nobody is told that it takes longer
            await self._attend_to(review, partial(self._let_time_pass, event=BotRemoved))
        for review in due:
            await self._attend_to(review, partial(self._let_time_pass, event=TimePassed))
        await self._erase(outdated)
        for review in misplaced:
            await self._attend_to(review, self._move)
        for bulletin in bulletins:
            await self._tell(bulletin)
        async with self._uow() as uow:
            upcoming = [await uow.reviews.next_due(), await uow.bulletins.next_due()]
        return nap_until(min((each for each in upcoming if each is not None), default=None), now=self._clock())

    async def erase_outdated(self) -> int:
        """Erase the words of all reviews whose time is over, and nothing else. Returns how many there were."""
        async with self._uow() as uow:
            outdated = await uow.reviews.outdated(self._clock(), longest=self._longest)
        await self._erase(outdated)
        return len(outdated)

    async def _erase(self, outdated: Sequence[ReviewId]) -> None:
        for review in outdated:
            await self._attend_to(review, partial(self._let_time_pass, event=Expired))

    async def _attend_to(self, review: ReviewId, what: Callable[[ReviewId], Awaitable[None]]) -> None:
        try:
            async with self._locks.lock(review):
                await what(review)
        except Exception:
            # A review that cannot be read must not keep the others from their reminders.
            log.exception("review not attended to", extra={"review": review})

    async def _tell(self, bulletin: Bulletin) -> None:
        try:
            await self._bulletins.tell(bulletin)
        except Exception:
            log.exception("bulletin not told", extra={"server": bulletin.server})

    @retried_on_conflict
    async def _let_time_pass(self, review: ReviewId, *, event: type[TimePassed | Expired | BotRemoved]) -> None:
        async with self._uow() as uow:
            found = await uow.reviews.get(review)
            if found is not None:
                now = self._clock()
                await apply(uow, found, event(at=now), cause=f"clock:{review}", now=now)
                await uow.commit()

    @retried_on_conflict
    async def _move(self, review: ReviewId) -> None:
        async with self._uow() as uow:
            found = await uow.reviews.get(review)
            server = None if found is None else await uow.servers.get(found.server)
            if found is None or server is None or found.channel == server.review_channel:
                return
            event = Moved(channel=server.review_channel)
            # Ahead of waiting parcels, so that those for the thread find the new one.
            await apply(uow, found, event, cause=f"clock:{review}", now=self._clock(), ahead_of=0)
            await uow.commit()
