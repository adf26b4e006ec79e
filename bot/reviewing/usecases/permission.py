"""Says who may act on what in a server. Asked in every use case; what buttons look like decides nothing."""

from __future__ import annotations

import logging

from bot.core.content import ReviewId, UserId
from bot.outbound.outbox import UnitOfWork
from bot.reviewing.domain.errors import NoSuchReview, NotAdmin, NotCoach, NotSetUp, OwnReview, ReviewError
from bot.reviewing.domain.model import Review
from bot.reviewing.usecases.ports import Member, Server

log = logging.getLogger(__name__)


async def server_of_coach(uow: UnitOfWork, member: Member, *, what: str, review: ReviewId | None = None) -> Server:
    """The server in which the member acts, if they are a coach (or lead) there at this moment.

    `what` they wanted to do, and with which review, is for the log.

    Raises:
        NotSetUp, NotCoach: they are not.
    """
    server = await uow.servers.get(member.server)
    if server is None:
        raise _refused(NotSetUp(), member, what, review)
    if not is_coach(member, server):
        raise _refused(NotCoach(), member, what, review)
    return server


async def review_for_coach(uow: UnitOfWork, member: Member, review: ReviewId, *, what: str) -> tuple[Server, Review]:
    """A review of the server in which the coach acts, and not one of their own.

    Raises:
        NotSetUp, NotCoach: the member may not.
        NoSuchReview: it does not exist, or belongs to another server.
        OwnReview: the member is its candidate.
    """
    server = await server_of_coach(uow, member, what=what, review=review)
    found = await uow.reviews.get(review)
    if found is None or found.server != member.server:
        raise _refused(NoSuchReview(), member, what, review)
    if found.candidate == member.user:
        raise _refused(OwnReview(), member, what, review)
    return server, found


async def own_review(uow: UnitOfWork, candidate: UserId, review: ReviewId, *, what: str) -> Review:
    """A review that the candidate has sent.

    Raises:
        NoSuchReview: it does not exist, or is somebody else's.
    """
    found = await uow.reviews.get(review)
    if found is None or found.candidate != candidate:
        log.warning("refused", extra={"what": what, "why": NoSuchReview.key, "user": candidate, "review": review})
        raise NoSuchReview
    return found


def require_admin(member: Member, *, what: str) -> None:
    """Raises NotAdmin."""
    if not member.is_admin:
        raise _refused(NotAdmin(), member, what)


def is_coach(member: Member, server: Server) -> bool:
    """Whether the member is a coach or a lead of the server."""
    return member.server == server.id and not member.roles.isdisjoint({server.coach_role, server.lead_role})


def _refused(refusal: ReviewError, member: Member, what: str, review: ReviewId | None = None) -> ReviewError:
    """The refusal, once the log knows who wanted what, and why not."""
    about = {} if review is None else {"review": review}
    log.warning(
        "refused", extra={"what": what, "why": refusal.key, "user": member.user, "server": member.server, **about}
    )
    return refusal
