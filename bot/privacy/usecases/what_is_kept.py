"""Finds what a person has to know to read what is kept of them: the figures, and the servers that it is about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.content import ServerId, UserId
from bot.core.transactions import UnitOfWorkFactory
from bot.privacy.domain.ages import PrivacyFacts
from bot.servers.domain.model import Server
from bot.servers.usecases.ports import ServersUnitOfWork


class WhatIsKept:
    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ServersUnitOfWork], facts: PrivacyFacts) -> None:
        self.facts = facts
        self._uow = unit_of_work

    async def servers(self, person: UserId, here: ServerId | None) -> Sequence[Server]:
        """The server in which they ask, if it has coaches; in direct messages those where they have been active."""
        async with self._uow() as uow:
            if here is None:
                return await uow.servers.known_to(person)
            settings = await uow.servers.get(here)
        return [] if settings is None or settings.removed_at is not None else [settings]
