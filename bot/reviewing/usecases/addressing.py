"""Finds the review to which a Discord reply belongs, even a reply to a message that was sent a moment ago."""

from __future__ import annotations

from bot.core.content import ChannelId, MessageId, ReviewId, ServerId, UserId
from bot.core.transactions import UnitOfWorkFactory
from bot.outbound.in_flight import InFlight
from bot.outbound.outbox import dm_of
from bot.reviewing.domain.model import Review, Side
from bot.reviewing.domain.posts import CARD, Post, PostKind
from bot.reviewing.usecases.outgoing import destination_of, shows_post
from bot.reviewing.usecases.ports import ReviewingUnitOfWork

ANSWERED_BY_CANDIDATES = {PostKind.COMMENT, PostKind.STATUS, PostKind.NEWS, PostKind.RECEIPT}
_ANSWERED_BY_COACHES = {PostKind.ANSWER, PostKind.COMMENT, PostKind.CHANGE}


class Addressing:
    """Changes nothing. A reply may come before its message is known to have arrived; `settled_in_…` wait for that."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork], in_flight: InFlight) -> None:
        self._uow = unit_of_work
        self._in_flight = in_flight

    async def shown_in(self, message: MessageId) -> ReviewId | None:
        """The review of which this message of the bot shows a post."""
        async with self._uow() as uow:
            shown = await uow.reviews.shown_in(message)
        return None if shown is None else shown[0].id

    async def answered_by_coach(self, message: MessageId) -> ReviewId | None:
        """The review to which a coach's Discord reply to this message belongs; None if it stays among coaches."""
        async with self._uow() as uow:
            shown = await uow.reviews.shown_in(message)
        if shown is None:
            return None
        review, post = shown
        return review.id if _is_answered_by_coaches(review, post) else None

    async def settled_in_dm(self, replied_to: MessageId, candidate: UserId) -> None:
        """Wait for posts on their way to a candidate, unless `replied_to` is known."""
        if await self.shown_in(replied_to) is None:
            await self._in_flight.settled(dm_of(candidate), wanted=shows_post)

    async def settled_in_server(self, replied_to: MessageId, channel: ChannelId, server: ServerId) -> None:
        """Wait for cards on their way to a review channel, or posts to a thread, unless `replied_to` is known."""
        if await self.shown_in(replied_to) is not None:
            return
        async with self._uow() as uow:
            of_thread = await uow.reviews.with_card(MessageId(channel))
            settings = await uow.servers.get(server)
            expected = [] if of_thread is None else [of_thread]
            if settings is not None and settings.review_channel == channel:
                expected = [each for each in await uow.reviews.queue(server) if each.message_of(CARD) is None]
        await self._in_flight.settled(*(destination_of(each.id) for each in expected), wanted=shows_post)


def _is_answered_by_coaches(review: Review, post: Post) -> bool:
    if post.kind is PostKind.COMMENT:
        return review.comment(post.number).side is Side.CANDIDATE
    return post.kind in _ANSWERED_BY_COACHES
