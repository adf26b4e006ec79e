"""What was handled, made old: time passes in the database, and a cleanup begins."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from bot.outbound.handled import Batch, Limits
from bot.storage.schema.interviews import inbox, outbox
from bot.storage.storage import Storage
from tests.builders import NOON

KEEP = timedelta(days=90)
LONG_AFTER = NOON + 2 * KEEP
ALL = 1000
"""More rows than a test has."""


async def seen(storage: Storage, *causes: str, at: datetime = NOON) -> None:
    """The inbox remembers these events since that time."""
    async with storage.unit_of_work() as uow:
        for each in causes:
            assert await uow.inbox.first_sight(each)
        await uow.commit()
    async with storage.engine.begin() as connection:
        by_age = update(inbox).where(inbox.c.cause.in_(causes), inbox.c.seen_at.is_not(None))
        await connection.execute(by_age.values(seen_at=at))


async def limits(storage: Storage, now: datetime = LONG_AFTER) -> Limits:
    """What a cleanup begins with at that time."""
    async with storage.unit_of_work() as uow:
        horizon = await uow.handled.raise_horizon(seen_before=now - KEEP)
        await uow.commit()
    return Limits(before=now - KEEP, horizon=horizon, sent_before=now - KEEP)


async def remove_seen(storage: Storage, limits: Limits, *, most: int = ALL) -> Batch:
    async with storage.unit_of_work() as uow:
        batch = await uow.handled.remove_seen(limits, most=most)
        await uow.commit()
    return batch


async def remove_delivered(storage: Storage, limits: Limits, *, reached: object = None, most: int = ALL) -> Batch:
    async with storage.unit_of_work() as uow:
        batch = await uow.handled.remove_delivered(limits, reached=reached, most=most)
        await uow.commit()
    return batch


async def remove_dropped(storage: Storage, limits: Limits, *, most: int = ALL) -> Batch:
    async with storage.unit_of_work() as uow:
        batch = await uow.handled.remove_dropped(limits, most=most)
        await uow.commit()
    return batch


async def entries(storage: Storage) -> set[str]:
    async with storage.engine.connect() as connection:
        return set((await connection.execute(select(inbox.c.cause))).scalars())


async def parcels(storage: Storage) -> dict[str, int]:
    """How many parcels are stored, by their state."""
    counted = select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)
    async with storage.engine.connect() as connection:
        return {row.state: row.number for row in await connection.execute(counted)}
