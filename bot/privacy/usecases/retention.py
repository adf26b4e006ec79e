"""Removes what is past its time, batch by batch: as a part of every cleanup, or all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.handled import Batch, Limits
from bot.outbound.upkeep.cleanup import Remove
from bot.privacy.domain.ages import Ages, Kept
from bot.privacy.usecases.aging import AgingUnitOfWork, Overdue
from bot.sharing.domain.deciding import take_back
from bot.sharing.usecases.apply import store_step

ROWS_AT_ONCE = 100
"""Interviews, reviews or people in one batch: with all that hangs on them still a transaction of milliseconds."""
WORDS = "words of reviews"
NOTES_OF_EVENTS = "notes of events and messages"


def removals(ages: Ages, clock: Clock) -> Mapping[str, Remove[AgingUnitOfWork]]:
    """What `Cleanup` removes, in this order: interviews stay until reviews of them are gone."""
    return {**{kind.value: _removal(kind, ages, clock) for kind in Kept}, "unused texts": _unused_texts}


def _removal(kind: Kept, ages: Ages, clock: Clock) -> Remove[AgingUnitOfWork]:
    async def remove(uow: AgingUnitOfWork, _limits: Limits, _reached: object) -> Batch:
        now = clock()
        return await _batch(uow, kind, now - ages.of(kind), now=now)

    return remove


async def _batch(uow: AgingUnitOfWork, kind: Kept, before: datetime, *, now: datetime) -> Batch:
    withdrawn = await _withdraw_shares(uow, before, now=now) if kind is Kept.PEOPLE else 0
    removed = await uow.aging.remove(kind, before, now=now, most=ROWS_AT_ONCE)
    return replace(removed, is_last=removed.is_last and withdrawn < ROWS_AT_ONCE)


async def _withdraw_shares(uow: AgingUnitOfWork, before: datetime, *, now: datetime) -> int:
    """What coaches read of it is to go, too: their cards say that it was withdrawn. Returns how many it is."""
    found = await uow.aging.shared_by_nobody(before, most=ROWS_AT_ONCE)
    for each in found:
        share = await uow.shares.get(each)
        server = None if share is None else await uow.servers.get(share.server)
        if share is not None and server is not None:
            channel, cause = server.review_channel, f"clock:share:{each}:over"
            await store_step(uow, share, take_back(share), channel=channel, cause=cause, now=now)
    return len(found)


async def _unused_texts(uow: AgingUnitOfWork, _limits: Limits, _reached: object) -> Batch:
    """What interviews froze and none refers to any more."""
    removed = await uow.interviews.remove_unused_texts(ROWS_AT_ONCE)
    return Batch(removed=removed, is_last=removed < ROWS_AT_ONCE)


class RetentionRun:
    """What an operator sees of retention, and does by hand. Safe to interrupt and to repeat."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[AgingUnitOfWork], ages: Ages, clock: Clock) -> None:
        self._uow = unit_of_work
        self._ages = ages
        self._clock = clock

    async def overdue(self) -> Mapping[str, Overdue]:
        """What would go now, by kind. Changes nothing."""
        # Each in a transaction of its own: a bot that works with the same database must not wait for all of them.
        now = self._clock()
        async with self._uow() as uow:
            found = {WORDS: await uow.aging.words_overdue(now, longest=self._ages.reviews)}
        for kind in Kept:
            before, reviews_before = now - self._ages.of(kind), now - self._ages.reviews
            async with self._uow() as uow:
                found[kind.value] = await uow.aging.overdue(kind, before, reviews_before=reviews_before)
        found[Kept.FILES.value] = await self._files_overdue(now - self._ages.files)
        async with self._uow() as uow:
            found[NOTES_OF_EVENTS] = await uow.aging.handled_overdue(now - self._ages.handled)
        return found

    async def _files_overdue(self, before: datetime) -> Overdue:
        found, after = Overdue(count=0, oldest=None), 0
        while True:
            async with self._uow() as uow:
                page = await uow.aging.files_overdue(before, after=after, most=ROWS_AT_ONCE)
            found = Overdue(count=found.count + page.found.count, oldest=found.oldest or page.found.oldest)
            if page.reached is None:
                return found
            after = page.reached

    async def remove(self, tell: Callable[[str, int], None]) -> Mapping[str, int]:
        """Remove everything that is past its time except the words of reviews, and call `tell` after each batch.

        `tell` gets the kind and how many of it are gone. Words of reviews are the business of `ReviewScheduler`, which
        also takes them down where Discord shows them.
        """
        removed = {kind: await self._remove_all(kind, tell) for kind in Kept}
        return {kind.value: count for kind, count in removed.items()}

    async def _remove_all(self, kind: Kept, tell: Callable[[str, int], None]) -> int:
        removed = 0
        while True:
            batch = await self._remove_batch(kind, self._clock())
            removed += batch.removed
            if batch.removed:
                tell(kind.value, removed)
            if batch.is_last:
                return removed

    @retried_on_conflict
    async def _remove_batch(self, kind: Kept, now: datetime) -> Batch:
        async with self._uow() as uow:
            batch = await _batch(uow, kind, now - self._ages.of(kind), now=now)
            await uow.commit()
        return batch
