"""Stores what was decided about a shared answer, and queues what follows from it."""

from __future__ import annotations

from datetime import datetime

from bot.core.content import ChannelId
from bot.sharing.domain.deciding import ShareStep
from bot.sharing.domain.model import SharedAnswer
from bot.sharing.usecases.outgoing import share_parcels
from bot.sharing.usecases.ports import SharingUnitOfWork


async def store_step(
    uow: SharingUnitOfWork, before: SharedAnswer, step: ShareStep, *, channel: ChannelId, cause: str, now: datetime
) -> SharedAnswer:
    """Store the shared answer if it changed, and put its parcels. Returns it as it is stored. `channel`: for coaches.

    Raises:
        ConcurrentUpdate: somebody else changed it first.
    """
    stored = step.share if step.share == before else await uow.shares.save(step.share)
    await uow.outbox.put(share_parcels(stored, step.effects, channel=channel, cause=cause, due_at=now))
    return stored
