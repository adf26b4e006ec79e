"""Decides who may act in a server, by the roles that Discord sent with the event."""

from __future__ import annotations

import logging
from typing import TypeVar

from bot.core.content import ReviewId
from bot.core.incoming import Member
from bot.core.refusal import Refusal
from bot.servers.domain.errors import NotAdmin, NotCoach, NotLead, NotSetUp
from bot.servers.domain.model import Server
from bot.servers.usecases.ports import ServersUnitOfWork

log = logging.getLogger(__name__)

R = TypeVar("R", bound=Refusal)


async def server_of_coach(
    uow: ServersUnitOfWork, member: Member, *, what: str, review: ReviewId | None = None
) -> Server:
    """The server in which the member acts, who must be a coach or lead there at this moment.

    `what` they want to do, and with which `review`, is for the log.

    Raises:
        NotSetUp: the server has no review channel.
        NotCoach: the member is neither a coach nor a lead there.
    """
    server = await uow.servers.get(member.server)
    if server is None:
        raise logged_refusal(NotSetUp(), member, what, review)
    if not is_coach(member, server):
        raise logged_refusal(NotCoach(), member, what, review)
    return server


async def server_of_admin(uow: ServersUnitOfWork, member: Member, *, what: str) -> Server:
    """The server in which the member acts, who must be able to manage it. `what` they want to do is for the log.

    Raises:
        NotAdmin: the member may not manage the server.
        NotSetUp: the server has no review channel.
    """
    require_admin(member, what=what)
    server = await uow.servers.get(member.server)
    if server is None:
        raise logged_refusal(NotSetUp(), member, what)
    return server


async def server_of_lead(
    uow: ServersUnitOfWork, member: Member, *, what: str, review: ReviewId | None = None
) -> Server:
    """The server in which the member acts, who must be a lead there or able to manage it.

    `what` they want to do, and with which `review`, is for the log.

    Raises:
        NotLead: the member is neither.
        NotSetUp: the server has no review channel.
    """
    server = await uow.servers.get(member.server)
    if server is None:
        raise logged_refusal(NotSetUp(), member, what, review)
    if not is_lead(member, server):
        raise logged_refusal(NotLead(), member, what, review)
    return server


def require_admin(member: Member, *, what: str) -> None:
    """Raises NotAdmin, and logs it, unless the member may manage the server. `what` they want to do is for the log."""
    if not member.is_admin:
        raise logged_refusal(NotAdmin(), member, what)


def is_coach(member: Member, server: Server) -> bool:
    """True for a coach or a lead of the server."""
    return member.server == server.id and not member.roles.isdisjoint({server.coach_role, server.lead_role})


def is_lead(member: Member, server: Server) -> bool:
    """True for a lead of the server, and for whoever may manage it."""
    has_role = server.lead_role is not None and server.lead_role in member.roles
    return member.server == server.id and (member.is_admin or has_role)


def logged_refusal(refusal: R, member: Member, what: str, review: ReviewId | None = None) -> R:
    """Log who wanted what and why it is refused, and return the refusal."""
    about = {} if review is None else {"review": review}
    log.warning(
        "refused", extra={"what": what, "why": refusal.key, "user": member.user, "server": member.server, **about}
    )
    return refusal
