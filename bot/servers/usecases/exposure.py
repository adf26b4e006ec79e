"""Notices that others than coaches can read the review channel, tells those who can mend it, and goes on afterwards."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot.core.content import ServerId
from bot.core.locks import KeyedLocks
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.claimed import CLAIM
from bot.outbound.messenger import (
    NOT_ANSWERED,
    Messenger,
    new_nonce,
)
from bot.servers.domain.model import Exposure, Server
from bot.servers.usecases.ports import ExposureComposer, GuardUnitOfWork, Readers

log = logging.getLogger(__name__)


class ReviewChannelGuard:
    """Looks after every change of roles and channels. What keeps posts back in between is `Readers.may_post`."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[GuardUnitOfWork],
        readers: Readers,
        messenger: Messenger,
        composer: ExposureComposer,
        clock: Clock,
    ) -> None:
        self._uow = unit_of_work
        self._readers = readers
        self._messenger = messenger
        self._composer = composer
        self._clock = clock
        self._locks: KeyedLocks[ServerId] = KeyedLocks()

    async def look(self, server: ServerId) -> None:
        """Warn once if the review channel is exposed, or take the warning back. Safe to call at any time."""
        async with self._locks.lock(server):
            async with self._uow() as uow:
                settings, noted = await uow.servers.get(server), await uow.servers.exposure(server)
            if settings is None:
                return
            await self._readers.look_up(server, settings.review_channel)
            found = self._readers.outsiders(server, settings.review_channel, insiders=settings.insiders)
            if noted is not None and (noted.channel != settings.review_channel or found == []):
                await self._go_on(settings, noted)
                noted = None
            if found and (noted is None or noted.warning is None) and await self._is_first(settings):
                await self._warn(settings, found)

    async def _is_first(self, server: Server) -> bool:
        """Note the exposure. False if another process warns of it."""
        now = self._clock()
        async with self._uow() as uow:
            claimed = await uow.servers.claim_warning(server.id, server.review_channel, now=now, until=now + CLAIM)
            await uow.commit()
        if claimed:
            about = {"server": server.id, "channel": server.review_channel}
            log.warning("review channel exposed; nothing is posted there until it is private again", extra=about)
        return claimed

    async def _warn(self, server: Server, outsiders: Sequence[str]) -> None:
        draft = self._composer.warning(server, outsiders)
        message = None
        try:
            message = await self._messenger.send(server.review_channel, draft, nonce=new_nonce())
        except NOT_ANSWERED as error:
            about = {"server": server.id, "reason": f"{type(error).__name__}: {error}"}
            log.warning("nobody could be told of the exposure; /setup check tells", extra=about)
        async with self._uow() as uow:
            await uow.servers.warned(server.id, message)
            await uow.commit()

    async def _go_on(self, server: Server, mended: Exposure) -> None:
        """Take the warning back: where the channel is the same, it says that all is well again."""
        async with self._uow() as uow:
            await uow.servers.forget_exposure(server.id)
            await uow.outbox.hasten_cards(server.id, now=self._clock())
            await uow.commit()
        log.info("review channel no longer exposed", extra={"server": server.id, "channel": server.review_channel})
        if mended.warning is None:
            return
        try:
            if mended.channel == server.review_channel:
                await self._messenger.edit(mended.channel, mended.warning, self._composer.mended(server))
            else:
                await self._messenger.delete(mended.channel, mended.warning)
        except NOT_ANSWERED as error:
            about = {"server": server.id, "reason": type(error).__name__}
            log.warning("warning of an exposure that is over could not be taken back; delete it by hand", extra=about)
