"""Notes that the bot was removed from a server, or is there again; `ReviewScheduler` does what follows for reviews."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import replace

from bot.core.content import ServerId
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.reviewing.domain.effects import ArchiveThread
from bot.reviewing.domain.step import UPDATE_CARD
from bot.reviewing.usecases.outgoing import destination_of, review_parcels
from bot.reviewing.usecases.ports import ReviewingUnitOfWork

log = logging.getLogger(__name__)

MOST_CARDS = 200
"""How many cards are brought up to date where the bot is back."""


class Removals:
    """Each method may be called at any time and twice. Only servers that were set up are noted."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    async def compare(self, present: Collection[ServerId]) -> None:
        """Note what happened while nobody listened. `present`: all servers that the bot is in now."""
        async with self._uow() as uow:
            known = await uow.servers.all()
        for each in known:
            if each.id not in present:
                await self.removed(each.id)
            elif each.removed_at is not None:
                await self.returned(each.id)

    @retried_on_conflict
    async def removed(self, server: ServerId) -> None:
        """Take nothing new in this server, and end its running reviews; their candidates are told."""
        async with self._uow() as uow:
            settings = await uow.servers.get(server)
            if settings is None or settings.removed_at is not None:
                return
            await uow.servers.save(replace(settings, removed_at=self._clock()))
            await uow.commit()
        log.warning("removed from a server; its reviews end, and their candidates are told", extra={"server": server})

    @retried_on_conflict
    async def returned(self, server: ServerId) -> None:
        """Take answers in this server again; the cards of the reviews that ended meanwhile say so."""
        async with self._uow() as uow:
            settings = await uow.servers.get(server)
            if settings is None or settings.removed_at is None:
                return
            await uow.servers.save(replace(settings, removed_at=None))
            now = self._clock()
            await uow.outbox.hasten_cards(server, now=now)
            for review in await uow.reviews.last_over(server, MOST_CARDS):
                await uow.outbox.hasten(destination_of(review.id), now=now)  # what could not be removed meanwhile
                if review.closed_at is not None and review.closed_at >= settings.removed_at:
                    shown = review_parcels(
                        review, (UPDATE_CARD, ArchiveThread()), cause=f"back:{review.id}", due_at=now
                    )
                    await uow.outbox.put(shown)
            await uow.commit()
        log.info("back in a server", extra={"server": server})
