"""Notes which servers were greeted, so that each is greeted once for each time that the bot is added."""

from __future__ import annotations

from datetime import datetime

from bot.core.content import ServerId
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import UnitOfWorkFactory
from bot.servers.usecases.ports import ServersUnitOfWork


class Greetings:
    """Discord may tell of one addition several times, and to several processes."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ServersUnitOfWork]) -> None:
        self._uow = unit_of_work

    @retried_on_conflict
    async def is_due(self, server: ServerId, *, added_at: datetime) -> bool:
        """True the first time for an addition; whoever asks then greets the server."""
        async with self._uow() as uow:
            is_first = await uow.inbox.first_sight(f"added:{server}:{int(added_at.timestamp() * 1000)}")
            await uow.commit()
        return is_first
