"""The ports of a server's own banks: what their use cases need from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from bot.banks.format.listing import Listing
from bot.core.content import ServerId, UserId
from bot.servers.usecases.ports import AuditedUnitOfWork

UploadId = NewType("UploadId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankUpload:
    """A checked file that an admin uploaded. It gets its version when it is confirmed, and never changes otherwise."""

    id: UploadId
    server: ServerId
    listing: Listing
    version: int | None
    """None while the upload waits to be confirmed."""
    compared_with: int
    """The version that was current when its changes were shown; 0 for the operator's bank, or none."""
    uploaded_at: datetime

    @property
    def slug(self) -> str:
        return self.listing.slug


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerBank:
    """A server's decisions about a bank, its own or the operator's."""

    server: ServerId
    slug: str
    enabled: bool = True
    current: int = 0
    """The current version; 0 for the operator's bank."""
    newest: int = 0
    """The last version number that was given: none is given twice."""


class ServerBanks(Protocol):
    async def lock(self, server: ServerId) -> None:
        """Let nobody else change the banks of this server until the transaction ends."""

    async def decisions(self, server: ServerId) -> Mapping[str, ServerBank]:
        """The decisions by slug; banks about which nothing was decided are missing."""

    async def decision(self, server: ServerId, slug: str) -> ServerBank | None: ...

    async def decide(self, bank: ServerBank) -> None:
        """Insert the decision, or replace the one that is there."""

    async def current(self, server: ServerId) -> Sequence[Listing]:
        """The current versions of uploaded banks, enabled or not, but none whose current version is the operator's."""

    async def visited_by(self, candidate: UserId) -> Sequence[ServerId]:
        """The servers where the candidate has begun interviews, the latest first; then that of their plan's banks."""

    async def versions(self, server: ServerId, slug: str) -> Sequence[BankUpload]:
        """The confirmed uploads of a bank, newest first."""

    async def upload(self, server: ServerId, upload: UploadId) -> BankUpload | None: ...

    async def source(self, server: ServerId, slug: str, version: int) -> str | None:
        """The text of a version, as it was uploaded."""

    async def add(self, upload: BankUpload, source: str) -> BankUpload:
        """Store a waiting upload and return it with its id, which is never given again.

        It replaces an earlier upload that waits under the same slug."""

    async def confirm(self, upload: UploadId, *, version: int) -> None: ...

    async def forget(self, uploads: Sequence[UploadId]) -> None: ...

    async def waiting(self, server: ServerId) -> Sequence[BankUpload]:
        """Uploads that wait to be confirmed, newest first."""


class BanksUnitOfWork(AuditedUnitOfWork, Protocol):
    """A transaction in which the banks of servers are read and changed."""

    @property
    def banks(self) -> ServerBanks: ...
