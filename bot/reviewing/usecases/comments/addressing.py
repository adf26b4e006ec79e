"""Finds the review to which a Discord reply belongs, even a reply to a message that was sent a moment ago."""

from __future__ import annotations

from functools import partial

from bot.core.content import ChannelId, MessageId, ReviewId, ServerId, UserId
from bot.core.incoming import IncomingMessage, Member
from bot.core.transactions import UnitOfWorkFactory
from bot.outbound.in_flight import InFlight
from bot.outbound.outbox import Destination, Parcel, dm_of
from bot.reviewing.domain.model import Review, Side
from bot.reviewing.domain.posts import CARD, Post, PostKind
from bot.reviewing.usecases.outgoing import begun_in, destination_of, is_begun_post
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.usecases.permission import is_coach

ANSWERED_BY_CANDIDATES = {PostKind.COMMENT, PostKind.STATUS, PostKind.NEWS, PostKind.RECEIPT}
_ANSWERED_BY_COACHES = {PostKind.ANSWER, PostKind.COMMENT, PostKind.CHANGE}


class Addressing:
    """A reply may come before its message is known to have arrived; `settled_in_…` wait for that.

    They return False if it is still unknown then: what the reply belongs to cannot be decided now.
    """

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

    async def seems_addressed(self, message: IncomingMessage, member: Member, *, was_undecided: bool) -> bool:
        """True for a coach's reply to the bot among reviews that belongs to none: its writer may think that it does.

        `was_undecided`: it was taken for such a reply before, and nobody could know.
        """
        if not message.answers_bot or message.replies_to is None:
            return False
        async with self._uow() as uow:
            settings = await uow.servers.get(member.server)
            if settings is None or not is_coach(member, settings):
                return False
            is_there = was_undecided or settings.review_channel == message.channel
            if not is_there and await uow.reviews.with_card(MessageId(message.channel)) is None:
                return False
            return await uow.reviews.shown_in(message.replies_to) is None

    async def settled_in_dm(self, replied_to: MessageId, candidate: UserId, *, is_of_bot: bool) -> bool:
        """Wait for posts on their way to a candidate, unless `replied_to` is known."""
        if await self._is_known(replied_to):
            return True
        return await self._settled(replied_to, dm_of(candidate), is_of_bot=is_of_bot)

    async def settled_for(self, reply: IncomingMessage, server: ServerId) -> bool:
        """`settled_in_server` for what a reply answers; True for a message that is none."""
        if reply.replies_to is None:
            return True
        return await self.settled_in_server(reply.replies_to, reply.channel, server, is_of_bot=reply.answers_bot)

    async def settled_in_server(
        self, replied_to: MessageId, channel: ChannelId, server: ServerId, *, is_of_bot: bool = False
    ) -> bool:
        """Wait for cards on their way to a review channel, or posts to a thread, unless `replied_to` is known.

        With `is_of_bot` also for those on their way to where a review was shown before.
        """
        if await self._is_known(replied_to):
            return True
        async with self._uow() as uow:
            of_thread = await uow.reviews.with_card(MessageId(channel))
            settings = await uow.servers.get(server)
            expected = [] if of_thread is None else [of_thread]
            if settings is not None and settings.review_channel == channel:
                expected = [each for each in await uow.reviews.queue(server) if each.message_of(CARD) is None]
            elif is_of_bot and of_thread is None:
                expected = [each for each in await uow.reviews.queue(server) if await _was_begun_in(uow, each, channel)]
        return await self._settled(replied_to, *(destination_of(each.id) for each in expected), is_of_bot=is_of_bot)

    async def _settled(self, replied_to: MessageId, *destinations: Destination, is_of_bot: bool) -> bool:
        wanted = partial(_may_be, replied_to)
        return await self._in_flight.settled(*destinations, wanted=wanted, replied_to=replied_to, is_of_bot=is_of_bot)

    async def _is_known(self, message: MessageId) -> bool:
        async with self._uow() as uow:
            return await uow.outbox.is_delivery(message)


async def _was_begun_in(uow: ReviewingUnitOfWork, review: Review, channel: ChannelId) -> bool:
    """True if a post of the review may have arrived in the channel, unheard of."""
    return any(channel in begun_in(each) for each in await uow.outbox.waiting_for(destination_of(review.id)))


def _may_be(message: MessageId, parcel: Parcel) -> bool:
    """True if this may be a message that the parcel has sent, unknown to us."""
    return is_begun_post(parcel) and (parcel.after is None or parcel.after < message)


def _is_answered_by_coaches(review: Review, post: Post) -> bool:
    if post.kind is PostKind.COMMENT:
        return review.comment(post.number).side is Side.CANDIDATE
    return post.kind in _ANSWERED_BY_COACHES
