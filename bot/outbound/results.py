"""Stores what became of a parcel, together with what that means for its interview or review."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.content import ChannelId, MessageId
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock
from bot.outbound.handler import Cargo
from bot.outbound.outbox import Parcel, UnitOfWorkFactory, dm_of
from bot.outbound.pacing import backoff
from bot.outbound.rejection import RefusedFor

log = logging.getLogger(__name__)

SOON = 2
"""Attempts that fail before anybody is told that it takes longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """A claimed parcel with what is needed to send it."""

    parcel: Parcel
    cargo: Cargo
    dm_channel: ChannelId | None

    @property
    def is_direct(self) -> bool:
        return self.parcel.destination == dm_of(self.parcel.candidate)


class Bookkeeping:
    """One method is one transaction."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory,
        clock: Clock,
        turn: Callable[[Parcel], AbstractAsyncContextManager[None]],
    ) -> None:
        self._uow = unit_of_work
        self._clock = clock
        self._turn = turn

    @retried_on_conflict
    async def arrived(self, shipment: Shipment, channel: ChannelId | None, message: MessageId | None) -> None:
        parcel = shipment.parcel
        async with self._turn(parcel), self._uow() as uow:
            now = self._clock()
            if message is None:
                await uow.outbox.drop(parcel.id, reason="done")
            else:
                await uow.outbox.delivered(parcel.id, message, at=now)
            if shipment.is_direct and channel is not None and message is not None:
                await uow.candidates.saw_message(parcel.candidate, channel, message)
            await shipment.cargo.arrived(uow, message, at=now)
            await uow.commit()

    @retried_on_conflict
    async def unreachable(self, shipment: Shipment, *, reason: str) -> None:
        parcel = shipment.parcel
        if not shipment.is_direct:
            log.error(
                "no permission in the review channel; see /setup check", extra=facts_of(parcel) | {"reason": reason}
            )
        async with self._turn(parcel), self._uow() as uow:
            now = self._clock()
            again_at = await shipment.cargo.unreachable(uow, at=now, retry_at=self.next_attempt(shipment))
            if again_at is not None:
                await uow.outbox.postpone(parcel.id, due_at=again_at)
            await uow.commit()

    @retried_on_conflict
    async def refused(self, shipment: Shipment, refused_for: RefusedFor) -> None:
        async with self._turn(shipment.parcel), self._uow() as uow:
            await shipment.cargo.refused(uow, refused_for, at=self._clock())
            await uow.outbox.drop(shipment.parcel.id, reason="refused by Discord")
            await uow.commit()

    @retried_on_conflict
    async def place_gone(self, shipment: Shipment) -> None:
        async with self._turn(shipment.parcel), self._uow() as uow:
            await shipment.cargo.place_gone(uow, at=self._clock())
            await uow.outbox.postpone(shipment.parcel.id, due_at=self.next_attempt(shipment))
            await uow.commit()

    @retried_on_conflict
    async def delayed(self, shipment: Shipment, *, retry_after: float | None) -> None:
        async with self._turn(shipment.parcel), self._uow() as uow:
            again_at = self.next_attempt(shipment)
            if retry_after is not None:
                again_at = max(again_at, self._clock() + timedelta(seconds=retry_after))
            if retry_after is not None or shipment.parcel.attempts + 1 >= SOON:
                await shipment.cargo.delayed(uow, at=self._clock())
            await uow.outbox.postpone(shipment.parcel.id, due_at=again_at)
            await uow.commit()

    @retried_on_conflict
    async def postpone(self, shipment: Shipment, *, until: datetime) -> None:
        async with self._uow() as uow:
            await uow.outbox.postpone(shipment.parcel.id, due_at=until)
            await uow.commit()

    @retried_on_conflict
    async def drop(self, shipment: Shipment, *, reason: str) -> None:
        async with self._uow() as uow:
            await uow.outbox.drop(shipment.parcel.id, reason=reason)
            await uow.commit()

    def next_attempt(self, shipment: Shipment) -> datetime:
        return self._clock() + backoff(shipment.parcel.attempts)


def facts_of(parcel: Parcel) -> dict[str, str | int]:
    """For the log: nothing that anybody wrote."""
    return {"parcel": parcel.id, "effect": type(parcel.subject.effect).__name__}
