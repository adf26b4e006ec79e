"""What the use cases of a server's own banks need from the outside, as protocols."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from bot.banks.format.listing import Listing
from bot.core.content import ServerId, UserId
from bot.core.transactions import UnitOfWork

UploadId = NewType("UploadId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankUpload:
    """A file that an admin uploaded, checked. It never changes, but it gets its version when it is confirmed."""

    id: UploadId
    server: ServerId
    listing: Listing
    version: int | None
    """None: it waits to be confirmed."""
    compared_with: int
    """The version that was current when its changes were shown; 0 for the operator's bank, or none."""
    uploaded_at: datetime

    @property
    def slug(self) -> str:
        return self.listing.slug


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerBank:
    """What a server has decided about a bank of its own or of the operator's."""

    server: ServerId
    slug: str
    enabled: bool = True
    current: int = 0
    """The version that is offered; 0 for the operator's bank."""
    newest: int = 0
    """The last version that was given: none is given twice."""


class ServerBanks(Protocol):
    async def lock(self, server: ServerId) -> None:
        """Until the transaction ends, nobody else changes the banks of this server."""

    async def decisions(self, server: ServerId) -> Mapping[str, ServerBank]:
        """By slug; banks of which nothing was decided are missing."""

    async def decision(self, server: ServerId, slug: str) -> ServerBank | None: ...

    async def decide(self, bank: ServerBank) -> None:
        """Insert or replace."""

    async def current(self, server: ServerId) -> Sequence[Listing]:
        """The current versions of what it uploaded, enabled or not; a bank is missing where that is the operator's."""

    async def visited_by(self, candidate: UserId) -> Sequence[ServerId]:
        """Where the candidate has begun interviews, the latest first."""

    async def versions(self, server: ServerId, slug: str) -> Sequence[BankUpload]:
        """The confirmed uploads of a bank, newest first."""

    async def upload(self, server: ServerId, upload: UploadId) -> BankUpload | None: ...

    async def source(self, server: ServerId, slug: str, version: int) -> str | None:
        """The text of a version, as it was uploaded."""

    async def add(self, upload: BankUpload, source: str) -> BankUpload:
        """Store an upload that waits; its id is given here, and never again. It takes the place of an earlier one that
        waits under the same slug."""

    async def confirm(self, upload: UploadId, *, version: int) -> None: ...

    async def forget(self, uploads: Sequence[UploadId]) -> None: ...

    async def waiting(self, server: ServerId) -> Sequence[BankUpload]:
        """Uploads that wait to be confirmed, newest first."""


class BanksUnitOfWork(UnitOfWork, Protocol):
    """A transaction in which the banks of servers are read and changed."""

    @property
    def banks(self) -> ServerBanks: ...
