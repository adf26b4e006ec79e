"""Takes in that somebody deleted posts, a thread or a review channel."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from bot.core.content import ChannelId, MessageId, ReviewId, ServerId
from bot.core.locks import KeyedLocks
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.messenger import ChannelGone, DeliveryForbidden, Messenger, SendingRefused
from bot.reviewing.domain.effects import RemovePost
from bot.reviewing.domain.events import Moved, PageDeleted, PostingEvent, ThreadGone
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.posts import CARD
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.comments.addressing import Addressing
from bot.reviewing.usecases.outgoing import destination_of
from bot.reviewing.usecases.ports import ReviewingUnitOfWork


class DeletedPosts:
    """Deletions by the bot itself change nothing: it has forgotten these messages, or still has the parcel."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork],
        locks: KeyedLocks[ReviewId],
        messenger: Messenger,
        addressing: Addressing,
        clock: Clock,
    ) -> None:
        self._uow = unit_of_work
        self._locks = locks
        self._messenger = messenger
        self._addressing = addressing
        self._clock = clock

    async def message_deleted(
        self, message: MessageId, channel: ChannelId, server: ServerId, *, stood: timedelta
    ) -> None:
        """Show the page again if coaches need it; `stood` says how long the message had been there.

        Somebody may delete a message before the bot has stored that it arrived.
        """
        await self._addressing.settled_in_server(message, channel, server)
        async with self._uow() as uow:
            shown = await uow.reviews.shown_in(message)
        if shown is not None:
            await self._tell(shown[0].id, PageDeleted(message=message, stood=stood))

    async def missed(self, review: Review, message: MessageId) -> None:
        """The same for a message that was deleted while the bot was away, nobody knows when."""
        shown_at = next(each.shown_at for each in review.shown_pages if each.message == message)
        await self._tell(review.id, PageDeleted(message=message, stood=self._clock() - shown_at))

    async def thread_deleted(self, thread: ChannelId) -> None:
        """`thread_gone`, unless the thread is open anew.

        Discord may tell of a deletion late, and a thread always has its card's id. So Discord is asked.

        Raises:
            SendingFailed: Discord does not answer now.
        """
        if await self._with_thread(thread) is not None and not await self._is_there(thread):
            await self.thread_gone(thread)

    async def thread_gone(self, thread: ChannelId) -> None:
        """Open the thread anew if coaches need it."""
        review = await self._with_thread(thread)
        if review is not None:
            await self._tell(review, ThreadGone())

    async def channel_deleted(self, server: ServerId, channel: ChannelId) -> None:
        """Show the running reviews anew, as soon as an admin has chosen another channel."""
        async with self._uow() as uow:
            there = [each for each in await uow.reviews.queue(server) if each.channel == channel]
            # What shows nothing waits for another channel already.
            reviews = [each.id for each in there if each.thread is not None or each.message_of(CARD) is not None]
        for review in reviews:
            await self._tell(review, Moved(channel=channel))

    async def _with_thread(self, thread: ChannelId) -> ReviewId | None:
        async with self._uow() as uow:
            review = await uow.reviews.with_card(MessageId(thread))
        return None if review is None or review.thread != thread else review.id

    async def _is_there(self, thread: ChannelId) -> bool:
        with suppress(DeliveryForbidden, SendingRefused):  # what cannot be read is not gone
            try:
                await anext(self._messenger.read(thread, after=MessageId(thread)), None)
            except ChannelGone:
                return False
        return True

    async def _tell(self, review: ReviewId, event: PostingEvent) -> None:
        async with self._locks.lock(review):
            await self._apply(review, event)

    @retried_on_conflict
    async def _apply(self, review: ReviewId, event: PostingEvent) -> None:
        async with self._uow() as uow:
            found = await self._still_there(uow, review, event)
            if found is not None:
                await apply(uow, found, event, cause=f"posts:{review}", now=self._clock(), ahead_of=0)
                await uow.commit()

    async def _still_there(self, uow: ReviewingUnitOfWork, review: ReviewId, event: PostingEvent) -> Review | None:
        """The review; None if the bot knows of the deletion already or the review has moved meanwhile."""
        found = await uow.reviews.get(review)
        if found is None:
            return None
        match event:
            case ThreadGone() if found.thread is None:
                return None
            case Moved(channel=channel) if found.channel != channel:
                return None
            case PageDeleted(message=message) if await _is_removed_by_us(uow, found, message):
                return None
            case _:
                return found


async def _is_removed_by_us(uow: ReviewingUnitOfWork, review: Review, message: MessageId) -> bool:
    """True while the bot itself is deleting the message: until that is stored, the parcel waits."""
    posts = {shown_page.post for shown_page in review.shown_pages if shown_page.message == message}
    waiting = await uow.outbox.waiting_for(destination_of(review.id))
    return any(isinstance(each.effect, RemovePost) and each.effect.post in posts for each in waiting)
