"""Asks Discord whether those who have reviews are still coaches, and gives back what the others have."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.core.content import ReviewId, ServerId, UserId
from bot.core.locks import KeyedLocks
from bot.core.looking import Looking
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.messenger import NOT_ANSWERED, Messenger
from bot.outbound.pacing import AFTER_AN_ERROR, LONGEST_NAP
from bot.outbound.request_budget import RequestBudget
from bot.reviewing.domain.events import CoachGone
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.ports import BusyCoach, ReviewingUnitOfWork
from bot.servers.usecases.permission import is_coach

log = logging.getLogger(__name__)

ASKED_EVERY = timedelta(hours=1)
"""How often Discord is asked about a coach for whom nobody waits."""


class RollCall(Looking):
    """Discord tells the bot of members who leave or lose a role only with a privileged intent, so it has to ask."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork],
        locks: KeyedLocks[ReviewId],
        messenger: Messenger,
        budget: RequestBudget,
        is_there: Callable[[ServerId], bool],
        clock: Clock,
    ) -> None:
        """`is_there`: whether this process knows by now that the bot is in a server."""
        super().__init__()
        self._uow = unit_of_work
        self._locks = locks
        self._messenger = messenger
        self._budget = budget
        self._is_there = is_there
        self._clock = clock
        self._asked: dict[tuple[ServerId, UserId], datetime] = {}

    async def _look_without_fail(self) -> float:
        try:
            await self.look()
        except Exception:
            log.exception("coaches not looked up")
            return AFTER_AN_ERROR
        return LONGEST_NAP

    async def look(self) -> None:
        """Ask about each coach once an hour, and when a candidate begins to wait for them."""
        async with self._uow() as uow:
            busy = await uow.reviews.busy_coaches()
        for each in busy:
            if not self._stopping and self._is_there(each.server) and self._is_time(each):
                await self._ask(each.server, each.coach)
        self._asked = {(each.server, each.coach): at for each in busy if (at := self._last(each)) is not None}

    def _last(self, busy: BusyCoach) -> datetime | None:
        return self._asked.get((busy.server, busy.coach))

    def _is_time(self, busy: BusyCoach) -> bool:
        asked = self._last(busy)
        if asked is None or self._clock() - asked >= ASKED_EVERY:
            return True
        return busy.waits_since is not None and busy.waits_since > asked

    async def _ask(self, server: ServerId, coach: UserId) -> None:
        now = self._clock()
        try:
            # A start asks about all of them at once, and nobody waits for the answers.
            lane = await self._budget.spare_lane()
            member = await self._messenger.in_lane(lane).member(server, coach)
        except NOT_ANSWERED:
            return  # asked again at the next look
        async with self._uow() as uow:
            settings = await uow.servers.get(server)
            theirs = await uow.reviews.of_coach(server, coach)
        self._asked[server, coach] = now
        if settings is None or (member is not None and is_coach(member, settings)):
            return
        about = {"server": server, "user": coach, "reviews": len(theirs)}
        log.info("coach has left; what they had goes back to all coaches", extra=about)
        for review in theirs:
            async with self._locks.lock(review):
                await self._hand_back(review, coach)

    @retried_on_conflict
    async def _hand_back(self, review: ReviewId, coach: UserId) -> None:
        async with self._uow() as uow:
            found = await uow.reviews.get(review)
            if found is not None:
                now = self._clock()
                event = CoachGone(coach=coach, at=now)
                await apply(uow, found, event, cause=f"clock:{review}", now=now)
                await uow.commit()
