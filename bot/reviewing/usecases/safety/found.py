"""Finds the review that a coach points at with a message of the review channel or of a thread."""

from __future__ import annotations

from bot.core.content import ChannelId, MessageId, ReviewId
from bot.core.incoming import Member
from bot.core.transactions import UnitOfWorkFactory
from bot.reviewing.domain.errors import NoReviewThere
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.usecases.permission import server_of_coach


class ReviewsShown:
    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork]) -> None:
        self._uow = unit_of_work

    async def shown_in(self, member: Member, message: MessageId, channel: ChannelId) -> ReviewId:
        """The review that the message shows or comments, or in whose thread it is.

        Raises:
            NotSetUp, NotCoach: the member may not.
            NoReviewThere: it belongs to none.
        """
        async with self._uow() as uow:
            await server_of_coach(uow, member, what="point at a review")
            shown = await uow.reviews.shown_in(message)
            found = shown[0] if shown is not None else await uow.reviews.with_comment_in(message)
            found = found or await uow.reviews.with_card(MessageId(channel))
        if found is None or found.server != member.server:
            raise NoReviewThere
        return found.id
