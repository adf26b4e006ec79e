"""Says who may act on a review. Every use case asks; what buttons look like decides nothing."""

from __future__ import annotations

import logging

from bot.core.content import ReviewId, UserId
from bot.core.incoming import Member
from bot.reviewing.domain.errors import NoSuchReview, OwnReview
from bot.reviewing.domain.model import Review
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.domain.model import Server
from bot.servers.usecases.permission import logged_refusal, server_of_coach

log = logging.getLogger(__name__)


async def review_for_coach(
    uow: ReviewingUnitOfWork, member: Member, review: ReviewId, *, what: str
) -> tuple[Server, Review]:
    """The server and the review, for a coach who acts in that server and is not the candidate.

    Raises:
        NotSetUp, NotCoach: the member may not.
        NoSuchReview: it does not exist, or belongs to another server.
        OwnReview: the member is its candidate.
    """
    server = await server_of_coach(uow, member, what=what, review=review)
    found = await uow.reviews.get(review)
    if found is None or found.server != member.server:
        raise logged_refusal(NoSuchReview(), member, what, review)
    if found.candidate == member.user:
        raise logged_refusal(OwnReview(), member, what, review)
    return server, found


async def own_review(uow: ReviewingUnitOfWork, candidate: UserId, review: ReviewId, *, what: str) -> Review:
    """The review, for the candidate who sent it.

    Raises:
        NoSuchReview: it does not exist, or is somebody else's.
    """
    found = await uow.reviews.get(review)
    if found is None or found.candidate != candidate:
        log.warning("refused", extra={"what": what, "why": NoSuchReview.key, "user": candidate, "review": review})
        raise NoSuchReview
    return found
