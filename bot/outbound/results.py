"""Stores what became of a parcel, and what that means for its interview or review."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.core.content import ChannelId, MessageId
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.claimed import ClaimedParcel
from bot.outbound.handler import Paced
from bot.outbound.look import BegunSending
from bot.outbound.outbox import Find, OutboundUnitOfWork, Parcel
from bot.outbound.pacing import LONGEST_OUTAGE_BACKOFF, backoff
from bot.outbound.rejection import Barrier, RefusedFor

log = logging.getLogger(__name__)

FAILURES_UNTOLD = 2
"""The number of failed attempts at which people are told that it takes longer."""

U = TypeVar("U", bound=OutboundUnitOfWork)


class ResultRecorder(Generic[U]):
    """Stores results; each method is one transaction."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[U], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    @retried_on_conflict
    async def record_sent(
        self, claimed: ClaimedParcel[U], channel: ChannelId | None, message: MessageId | None
    ) -> bool:
        """False if another process has sent the parcel as another message: its claim had lapsed meanwhile."""
        parcel = claimed.parcel
        async with claimed.turn(), self._uow() as uow:
            now = self._clock()
            if message is None:
                await uow.outbox.drop(parcel.id, reason="done")
            elif not await uow.outbox.delivered(parcel.id, message, at=now):
                return False
            if parcel.is_direct and channel is not None and message is not None:
                await uow.candidates.saw_message(parcel.candidate, channel, message)
            await claimed.loaded.on_sent(uow, message, at=now)
            await uow.commit()
        return True

    @retried_on_conflict
    async def record_found(
        self, claimed: ClaimedParcel[U], sending: BegunSending, channel: ChannelId, message: MessageId
    ) -> bool:
        """Store what an earlier attempt has sent. False if another parcel was delivered as this message."""
        parcel = claimed.parcel
        async with claimed.turn(), self._uow() as uow:
            now = self._clock()
            find = await uow.outbox.found(parcel.id, message, at=now)
            if find is not Find.OWN:
                return find is Find.KNOWN
            if parcel.is_direct:
                await uow.candidates.saw_message(parcel.candidate, channel, message)
            # Before the message is edited: an edit of which nothing was heard would make it look different.
            await claimed.loaded.on_found(uow, message, sending, at=now)
            await uow.commit()
        return True

    @retried_on_conflict
    async def note_begun(self, parcel: Parcel, sending: BegunSending) -> None:
        async with self._uow() as uow:
            await uow.outbox.note_begun(parcel, sending)
            await uow.commit()

    @retried_on_conflict
    async def record_forbidden(
        self, claimed: ClaimedParcel[U], barrier: Barrier, *, reason: str, nothing_arrived: bool
    ) -> None:
        parcel = claimed.parcel
        if not parcel.is_direct:
            about = facts_of(parcel) | {"attempts": parcel.attempts + 1, "reason": reason}
            log.log(
                level_of(parcel, logging.ERROR), "no permission in the review channel; see /setup check", extra=about
            )
        async with claimed.turn(), self._uow() as uow:
            now = self._clock()
            again_at = await claimed.loaded.on_forbidden(uow, barrier, at=now, retry_at=self._next_attempt(parcel))
            if again_at is not None:
                await uow.outbox.postpone(parcel.id, due_at=again_at, nothing_arrived=nothing_arrived)
            await uow.commit()

    @retried_on_conflict
    async def record_refused(self, claimed: ClaimedParcel[U], refused_for: RefusedFor) -> None:
        async with claimed.turn(), self._uow() as uow:
            await claimed.loaded.on_refused(uow, refused_for, at=self._clock())
            await uow.outbox.drop(claimed.parcel.id, reason="refused by Discord")
            await uow.commit()

    @retried_on_conflict
    async def record_channel_gone(self, claimed: ClaimedParcel[U], *, nothing_arrived: bool) -> None:
        async with claimed.turn(), self._uow() as uow:
            await claimed.loaded.on_channel_gone(uow, at=self._clock())
            again_at = self._next_attempt(claimed.parcel)
            await uow.outbox.postpone(claimed.parcel.id, due_at=again_at, nothing_arrived=nothing_arrived)
            await uow.commit()

    @retried_on_conflict
    async def record_delayed(self, claimed: ClaimedParcel[U], *, retry_after: float | None) -> None:
        parcel = claimed.parcel
        async with claimed.turn(), self._uow() as uow:
            again_at = self._clock() + backoff(parcel.attempts, longest=LONGEST_OUTAGE_BACKOFF)
            if retry_after is not None:
                again_at = max(again_at, self._clock() + timedelta(seconds=retry_after))
            if retry_after is not None or parcel.attempts + 1 >= FAILURES_UNTOLD:
                await claimed.loaded.on_delayed(uow, at=self._clock())
            await uow.outbox.postpone(parcel.id, due_at=again_at)
            await uow.commit()

    @retried_on_conflict
    async def record_crashed(self, parcel: Parcel) -> None:
        """Try the parcel again later, not in a tight loop."""
        async with self._uow() as uow:
            await uow.outbox.postpone(parcel.id, due_at=self._next_attempt(parcel))
            await uow.commit()

    @retried_on_conflict
    async def postpone(self, parcel: Parcel, paced: Paced) -> None:
        """Give back a parcel whose sending was not begun."""
        async with self._uow() as uow:
            await uow.outbox.postpone(parcel.id, due_at=paced.until, was_tried=paced.is_held_up)
            await uow.commit()

    @retried_on_conflict
    async def drop(self, parcel: Parcel, *, reason: str) -> None:
        async with self._uow() as uow:
            await uow.outbox.drop(parcel.id, reason=reason)
            await uow.commit()

    def _next_attempt(self, parcel: Parcel) -> datetime:
        return self._clock() + backoff(parcel.attempts)


def level_of(parcel: Parcel, first: int) -> int:
    """The level at which an attempt that failed is told: `first` for the first, second, fourth, eighth and so on.

    For all others it is debug: what fails is tried again every fifteen seconds, maybe for days.
    """
    failed = parcel.attempts + 1
    return first if failed & (failed - 1) == 0 else logging.DEBUG


def facts_of(parcel: Parcel) -> dict[str, str | int]:
    """Facts for the log, without anything that somebody wrote."""
    return {"parcel": parcel.id, "effect": type(parcel.effect).__name__}
