"""The ports of servers: what their use cases need from outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.core.content import ServerId, UserId
from bot.core.transactions import UnitOfWork
from bot.servers.domain.model import Server


class Servers(Protocol):
    async def get(self, server: ServerId) -> Server | None: ...

    async def save(self, server: Server) -> None:
        """Insert the settings, or replace those that are there."""

    async def all(self) -> Sequence[Server]:
        """All that were ever set up, also those that have removed the bot."""

    async def by_activity(self) -> Sequence[ServerId]:
        """The servers that the bot is in: first where somebody last did something with a running review, last where
        none is running.
        """

    async def known_to(self, candidate: UserId) -> Sequence[Server]:
        """The servers where the candidate has started an interview or sent an answer, if the bot is still in them."""

    async def count_elsewhere(self, server: ServerId) -> int:
        """The number of reviews under way whose cards are in a channel other than the server's review channel."""


class ServersUnitOfWork(UnitOfWork, Protocol):
    """A transaction in which settings are read and changed."""

    @property
    def servers(self) -> Servers: ...
