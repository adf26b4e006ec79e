"""Notes in a server's audit log what its admins do to its banks."""

from __future__ import annotations

from datetime import datetime

from bot.banks.usecases.ports import BanksUnitOfWork
from bot.core.incoming import Member
from bot.servers.domain.audit import Act, AuditEntry


async def note_bank(
    uow: BanksUnitOfWork,
    member: Member,
    act: Act,
    slug: str,
    *,
    now: datetime,
    before: str = "",
    after: str = "",
) -> None:
    """Note an act about a bank in the transaction that does it; `before` and `after` are versions."""
    await uow.audit_log.add(
        AuditEntry(
            server=member.server, at=now, actor=member.user, act=act, subject=slug[:200], before=before, after=after
        )
    )
