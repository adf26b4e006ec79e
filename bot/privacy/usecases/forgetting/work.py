"""Goes on with forgetting everybody who asked for it, a little of each in turn, until it is done."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from bot.core.commits import Committed
from bot.core.content import UserId
from bot.core.leaving import Leaving
from bot.core.locks import KeyedLocks
from bot.core.looking import Looking
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, ConcurrentUpdate, UnitOfWorkFactory
from bot.outbound.pacing import AFTER_AN_ERROR, LONGEST_NAP, nap_until
from bot.outbound.request_budget import RequestBudget
from bot.privacy.domain.forgetting import Forgetting, ForgettingPhase
from bot.privacy.usecases.forgetting.clearing import Clearing
from bot.privacy.usecases.forgetting.closing import Closing
from bot.privacy.usecases.forgetting.last_word import LastWord
from bot.privacy.usecases.forgetting.ports import ForgettingComposer, ForgettingUnitOfWork, SweepingMessenger

log = logging.getLogger(__name__)

LEARNT_EVERY = 3.0
"""Seconds until this process learns of what others have stored."""
KNOWN_AFTER = timedelta(seconds=10)
"""The time in which all processes that share a database have learnt that somebody is leaving."""
CLAIMED_FOR = timedelta(minutes=2)
"""So long nobody else goes on with it, even if this process dies."""


class ForgettingWork(Looking):
    """Its requests are made when nobody else needs the turn."""

    def __init__(  # noqa: PLR0913 - one argument a collaborator
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ForgettingUnitOfWork],
        locks: KeyedLocks[UserId],
        leaving: Leaving,
        messenger: SweepingMessenger,
        budget: RequestBudget,
        composer: ForgettingComposer,
        process: str,
        alone: bool,
        clock: Clock,
        known_after: timedelta = KNOWN_AFTER,
    ) -> None:
        """`alone`: no other process shares the database, so nobody has to learn anything."""
        super().__init__()
        self._uow = unit_of_work
        self._leaving = leaving
        self._messenger = messenger
        self._budget = budget
        self._process = process
        self._alone = alone
        self._clock = clock
        self._closing = Closing(
            unit_of_work=unit_of_work,
            locks=locks,
            leaving=leaving,
            process=process,
            known_after=timedelta(0) if alone else known_after,
            clock=clock,
        )
        self._clearing = Clearing(
            unit_of_work=unit_of_work,
            locks=locks,
            leaving=leaving,
            composer=composer,
            process=process,
            is_stopping=lambda: self._stopping,
            clock=clock,
        )
        self._last_word = LastWord(unit_of_work=unit_of_work, composer=composer, process=process, clock=clock)

    def on_commit(self, committed: Committed) -> None:
        if committed.leaving:
            self._wake.set()

    async def learn(self) -> Sequence[Forgetting]:
        """Learn who is leaving, from what any process has stored. To be called before anybody is let in.

        Returns everybody who is being forgotten.
        """
        before = self._leaving.changes
        async with self._uow() as uow:
            everybody = await uow.forgettings.everybody()
        if self._leaving.changes == before:  # else it was read before this process has stored something newer
            self._leaving.replace({each.person: each.dm_channel for each in everybody if each.keeps_out})
        return everybody

    async def _look_without_fail(self) -> float:
        try:
            return await self.look()
        except Exception:
            log.exception("forgettings not readable")
            return AFTER_AN_ERROR

    async def look(self) -> float:
        """Go on with everybody who is due. Returns the seconds until the next look."""
        everybody = await self.learn()
        now = self._clock()
        due = [each.person for each in everybody if each.due_at <= now]
        for person in due:
            if not self._stopping:
                await self._go_on_without_fail(person)
        if due:
            async with self._uow() as uow:
                everybody = await uow.forgettings.everybody()
        nap = nap_until(min((each.due_at for each in everybody), default=None), now=self._clock())
        return min(nap, LONGEST_NAP if self._alone else LEARNT_EVERY)

    async def _go_on_without_fail(self, person: UserId) -> None:
        forgetting = await self._claim(person)
        if forgetting is None:
            return
        try:
            await self._go_on(forgetting)
        except ConcurrentUpdate:
            log.warning("another process goes on with forgetting somebody")
        except Exception:
            # One that cannot be ended must not keep the others from theirs, nor be tried without rest.
            log.exception("forgetting postponed")
            await self._postpone(person)

    async def _go_on(self, forgetting: Forgetting) -> None:
        match forgetting.phase:
            case ForgettingPhase.CLOSING:
                await self._closing.go_on(forgetting)
            case ForgettingPhase.CLEARING:
                lane = await self._budget.spare_lane()
                await self._clearing.go_on(forgetting, self._messenger.in_lane(lane))
            case ForgettingPhase.SAYING:
                lane = await self._budget.spare_lane()
                await self._last_word.go_on(forgetting, self._messenger.in_lane(lane))
            case _:
                assert_never(forgetting.phase)

    @retried_on_conflict
    async def _claim(self, person: UserId) -> Forgetting | None:
        now = self._clock()
        async with self._uow() as uow:
            claimed = await uow.forgettings.claim(
                person, by=self._process, now=now, until=now + CLAIMED_FOR, alone=self._alone
            )
            await uow.commit()
        return claimed

    @retried_on_conflict
    async def _postpone(self, person: UserId) -> None:
        async with self._uow() as uow:
            known = await uow.forgettings.of(person)
            if known is None:
                return
            later = self._clock() + timedelta(seconds=AFTER_AN_ERROR)
            await uow.forgettings.save(replace(known, due_at=later), by=self._process, keep=False)
            await uow.commit()
