"""Says who may act on what in a server. Asked in every use case; what buttons look like decides nothing."""

from __future__ import annotations

import logging

from bot.messages import ReviewId
from bot.review.errors import NoSuchReview, NotAdmin, NotCoach, NotSetUp
from bot.review.model import Review
from bot.services.ports import UnitOfWork
from bot.services.review_ports import Member, Server

log = logging.getLogger(__name__)


async def server_of_coach(uow: UnitOfWork, member: Member) -> Server:
    """The server in which the member acts, if they are a coach (or lead) there at this moment.

    Raises:
        NotSetUp, NotCoach: they are not.
    """
    server = await uow.servers.get(member.server)
    if server is None:
        raise NotSetUp
    if not member.roles & {server.coach_role, server.lead_role}:
        log.warning("refused: not a coach", extra={"user": member.user, "server": member.server})
        raise NotCoach
    return server


async def review_for_coach(uow: UnitOfWork, member: Member, review: ReviewId) -> tuple[Server, Review]:
    """A review of the server in which the coach acts.

    Raises:
        NotSetUp, NotCoach: the member may not.
        NoSuchReview: it does not exist, or belongs to another server.
    """
    server = await server_of_coach(uow, member)
    found = await uow.reviews.get(review)
    if found is None or found.server != member.server:
        log.warning("refused: no review of this server", extra={"user": member.user, "server": member.server})
        raise NoSuchReview
    return server, found


def require_admin(member: Member) -> None:
    """Raises NotAdmin."""
    if not member.is_admin:
        log.warning("refused: not an admin", extra={"user": member.user, "server": member.server})
        raise NotAdmin
