"""Says who may act on a shared answer. Every use case asks; what buttons look like decides nothing."""

from __future__ import annotations

import logging

from bot.core.content import ShareId, UserId
from bot.core.incoming import Member
from bot.servers.domain.model import Server
from bot.servers.usecases.permission import logged_refusal, server_of_coach
from bot.sharing.domain.errors import NoSuchShare, OwnShare, SharingOff
from bot.sharing.domain.model import SharedAnswer
from bot.sharing.usecases.ports import SharingUnitOfWork

log = logging.getLogger(__name__)


async def share_for_coach(
    uow: SharingUnitOfWork, member: Member, share: ShareId, *, what: str
) -> tuple[Server, SharedAnswer]:
    """The server and the shared answer, for a coach who acts there and did not write it.

    Raises:
        NotSetUp, NotCoach: the member may not.
        SharingOff: nothing is shared there now.
        NoSuchShare: it does not exist, or belongs to another server.
        OwnShare: the member is its writer.
    """
    server = await server_of_coach(uow, member, what=what)
    found = await uow.shares.get(share)
    if found is None or found.server != member.server:
        raise logged_refusal(NoSuchShare(), member, what)
    if found.writer == member.user:
        raise logged_refusal(OwnShare(), member, what)
    if not server.shares:
        raise SharingOff
    return server, found


async def own_share(uow: SharingUnitOfWork, writer: UserId, share: ShareId, *, what: str) -> SharedAnswer:
    """The shared answer, for who wrote it.

    Raises:
        NoSuchShare: it does not exist, was taken back, or is somebody else's.
    """
    found = await uow.shares.get(share)
    if found is None or found.writer != writer or found.is_taken_back:
        log.warning("refused", extra={"what": what, "why": NoSuchShare.key, "user": writer})
        raise NoSuchShare
    return found
