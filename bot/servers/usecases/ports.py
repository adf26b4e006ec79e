"""What the use cases of servers need from outside, as protocols."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.core.content import ServerId, UserId
from bot.core.transactions import UnitOfWork
from bot.servers.domain.model import Server


class Servers(Protocol):
    async def get(self, server: ServerId) -> Server | None: ...

    async def save(self, server: Server) -> None:
        """Insert or replace."""

    async def all(self) -> Sequence[Server]: ...

    async def known_to(self, candidate: UserId) -> Sequence[Server]:
        """Those where the candidate has started an interview or sent an answer."""

    async def count_elsewhere(self, server: ServerId) -> int:
        """How many reviews under way are shown in another channel than the one that coaches read now."""


class ServersUnitOfWork(UnitOfWork, Protocol):
    """A transaction in which settings are read and changed."""

    @property
    def servers(self) -> Servers: ...
