"""The ports of servers: what their use cases need from outside."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.content import ChannelId, MessageId, RoleId, ServerId, UserId
from bot.core.transactions import UnitOfWork
from bot.outbound.draft import Draft
from bot.outbound.outbox import OutboundUnitOfWork
from bot.servers.domain.audit import AuditEntry
from bot.servers.domain.model import Exposure, Moving, Server
from bot.servers.domain.safeguards import Safeguards


class Readers(Protocol):
    """Who can read a channel, as Discord has told it."""

    async def look_up(self, server: ServerId, channel: ChannelId) -> None:
        """Ask Discord about the people whom the channel lets in by name. Never raises because of Discord."""

    def outsiders(self, server: ServerId, channel: ChannelId, *, insiders: Collection[RoleId]) -> Sequence[str] | None:
        """Mentions of the roles and people who read the channel and are none of the insiders.

        None: the bot does not see the channel.
        """

    def may_post(self, server: ServerId, channel: ChannelId, *, insiders: Collection[RoleId]) -> bool:
        """False if there are outsiders, or while Discord has not told whether there are."""


class Servers(Protocol):
    async def get(self, server: ServerId) -> Server | None:
        """The settings; None for a server that was never set up, or was emptied after it had removed the bot."""

    async def remembered(self, server: ServerId) -> Server | None:
        """`get`, also of an emptied server: candidates may still have reviews from there."""

    async def save(self, server: Server) -> None:
        """Insert the settings, or replace those that are there."""

    async def all(self) -> Sequence[Server]:
        """All that are set up, also those that have removed the bot and are not emptied."""

    async def by_activity(self) -> Sequence[ServerId]:
        """The servers that the bot is in: first where somebody last did something with a running review, last where
        none is running.
        """

    async def known_to(self, candidate: UserId) -> Sequence[Server]:
        """The servers where the candidate has started an interview or sent an answer, if the bot is still in them."""

    async def moving(self, server: ServerId, to: ChannelId) -> Moving:
        """What moves if coaches of the server read that channel: the running reviews that are shown in another one."""

    async def exposure(self, server: ServerId) -> Exposure | None:
        """The noted exposure of the server's review channel."""

    async def claim_warning(self, server: ServerId, channel: ChannelId, *, now: datetime, until: datetime) -> bool:
        """Note the exposure, and take it on to warn of it until then. False if that was done, or somebody does it."""

    async def warned(self, server: ServerId, warning: MessageId | None) -> None:
        """Store the message that tells of the exposure; None: it could not be sent, and may be tried again."""

    async def forget_exposure(self, server: ServerId) -> None: ...


class AuditLog(Protocol):
    async def add(self, entry: AuditEntry) -> None: ...

    async def page(self, server: ServerId, *, since: datetime, skipped: int, most: int) -> Sequence[AuditEntry]:
        """Entries of the server since then, newest first, without the `skipped` newest."""

    async def count(self, server: ServerId, *, since: datetime) -> int: ...

    async def remove(self, *, before: datetime, most: int) -> int:
        """Remove entries that are older. Returns how many: fewer than `most` if none is left."""


class Safeguarding(Protocol):
    async def of(self, servers: Collection[ServerId]) -> Mapping[ServerId, Safeguards]:
        """What these servers ask for; those that ask for nothing are missing."""

    async def save(self, server: ServerId, wanted: Safeguards) -> None: ...

    async def sent_since(self, server: ServerId, candidate: UserId, *, since: datetime) -> Sequence[datetime]:
        """When the candidate has sent answers to the server's coaches since then, withdrawn or not, oldest first."""


class AuditedUnitOfWork(UnitOfWork, Protocol):
    """A transaction whose act is noted in the audit log."""

    @property
    def audit_log(self) -> AuditLog: ...


class ServersUnitOfWork(AuditedUnitOfWork, Protocol):
    """A transaction in which settings are read and changed."""

    @property
    def servers(self) -> Servers: ...
    @property
    def safeguards(self) -> Safeguarding: ...


class GuardUnitOfWork(ServersUnitOfWork, OutboundUnitOfWork, Protocol):
    """A transaction in which an exposure is noted, and what waits because of it is released."""


class ExposureComposer(Protocol):
    """The messages about an exposed review channel, for those who can mend it."""

    def warning(self, server: Server, outsiders: Sequence[str]) -> Draft: ...

    def mended(self, server: Server) -> Draft:
        """What the warning says once it is no longer true."""
