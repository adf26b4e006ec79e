"""What the use cases of servers need from outside, as protocols."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.core.content import ServerId, UserId
from bot.servers.domain.model import Server


class Servers(Protocol):
    async def get(self, server: ServerId) -> Server | None: ...

    async def save(self, server: Server) -> None:
        """Insert or replace."""

    async def all(self) -> Sequence[Server]: ...

    async def known_to(self, candidate: UserId) -> Sequence[Server]:
        """Those where the candidate has started an interview or sent an answer."""
