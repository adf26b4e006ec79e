"""Keeps the cards of shared answers where coaches read them: shown anew after a move or a deletion."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from bot.core.content import MessageId, ShareId
from bot.core.looking import Looking
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.pacing import AFTER_AN_ERROR, LONGEST_NAP
from bot.reviewing.domain.posting import STOOD
from bot.servers.domain.model import Server
from bot.sharing.domain.effects import ShowSharedCard
from bot.sharing.domain.model import SharedAnswer
from bot.sharing.usecases.outgoing import card_of, share_parcels
from bot.sharing.usecases.ports import SharingUnitOfWork

log = logging.getLogger(__name__)


class SharedCards(Looking):
    """What was moved is stored with the shared answer, so it happens once, even across restarts and processes."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[SharingUnitOfWork], clock: Clock) -> None:
        super().__init__()
        self._uow = unit_of_work
        self._clock = clock

    async def _look_without_fail(self) -> float:
        try:
            await self.look()
        except Exception:
            log.exception("shared answers not readable")
            return AFTER_AN_ERROR
        return LONGEST_NAP

    async def look(self) -> None:
        """Show where coaches read now what they have to decide about."""
        async with self._uow() as uow:
            misplaced = await uow.shares.misplaced()
        for each in misplaced:
            await self._show(each)

    @retried_on_conflict
    async def message_deleted(self, message: MessageId, *, stood: timedelta) -> None:
        """Show a deleted card again if coaches need it; `stood` says how long it had been there.

        Deletions by the bot itself change nothing: it puts a new card in its place.
        """
        async with self._uow() as uow:
            share = await uow.shares.with_card(message)
            if share is None or await uow.outbox.waiting_for(card_of(share.id)):
                return
            gone = await uow.shares.save(replace(share, card=None, card_outdated=False))
            server = await uow.servers.get(share.server)
            if server is not None and gone.needs_coach and stood >= STOOD:
                await self._put_card(uow, gone, server, cause=f"deleted:{message}")
            await uow.commit()

    @retried_on_conflict
    async def _show(self, share: ShareId) -> None:
        async with self._uow() as uow:
            found = await uow.shares.get(share)
            server = None if found is None else await uow.servers.get(found.server)
            if found is None or server is None:
                return
            await self._put_card(uow, found, server, cause=f"clock:share:{share}")
            await uow.commit()

    async def _put_card(self, uow: SharingUnitOfWork, share: SharedAnswer, server: Server, *, cause: str) -> None:
        shown = [ShowSharedCard()]
        parcels = share_parcels(share, shown, channel=server.review_channel, cause=cause, due_at=self._clock())
        await uow.outbox.put(parcels)
