"""Gives back parcels whose claims were left behind, because the database went away while they were being sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from bot.core.transactions import Clock, DatabaseAway, UnitOfWorkFactory
from bot.outbound.outbox import OutboundUnitOfWork

U = TypeVar("U", bound=OutboundUnitOfWork)


class LeftClaimed(Generic[U]):
    """Otherwise they, and all behind them, would wait until their claims lapse, as if this process had died."""

    def __init__(self, unit_of_work: UnitOfWorkFactory[U], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock
        self._parcels: set[int] = set()

    @contextmanager
    def noted(self, parcel: int) -> Iterator[None]:
        """Note the parcel if the block ends because the database is away."""
        try:
            yield
        except DatabaseAway:
            self._parcels.add(parcel)
            raise

    async def give_back(self) -> None:
        """Make them due again. What was begun is looked up before it is sent, as always. Raises DatabaseAway."""
        while self._parcels:
            parcel = next(iter(self._parcels))
            async with self._uow() as uow:
                await uow.outbox.postpone(parcel, due_at=self._clock())
                await uow.commit()
            self._parcels.discard(parcel)
