"""Brings what is stored of coaches' comments and of shown posts into line with a review channel and its threads."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.core.content import ChannelId, MessageId, ServerId
from bot.core.incoming import IncomingMessage, Member
from bot.core.outcome import Outcome
from bot.core.refusal import Refusal
from bot.core.transactions import UnitOfWorkFactory
from bot.inbound.postponed import Postponed
from bot.inbound.vanished import Gap, gaps
from bot.outbound.in_flight import InFlight
from bot.outbound.messenger import ChannelGone, DeliveryForbidden, Messenger, SendingFailed, SendingRefused
from bot.outbound.request_budget import Lane
from bot.reviewing.domain.effects import RemoveOldPosts
from bot.reviewing.domain.model import Comment, CommentState, Review, Side, Source
from bot.reviewing.domain.posting import old_posts
from bot.reviewing.usecases.comments.service import CommentService
from bot.reviewing.usecases.comments.undecided import UndecidedReplies
from bot.reviewing.usecases.deleted_posts import DeletedPosts
from bot.reviewing.usecases.outgoing import destination_of, is_begun_post
from bot.reviewing.usecases.ports import ReviewingUnitOfWork

log = logging.getLogger(__name__)

LATELY_OVER = 20
"""How many of the reviews that ended last are read, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """What has to be read of a channel or thread."""

    channel: ChannelId
    after: MessageId
    until: MessageId | None
    """The last message of it; None: everything that has come since."""

    def __contains__(self, message: MessageId) -> bool:
        return self.after < message and (self.until is None or message <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """Whose channels are read, and through what."""

    server: ServerId
    messenger: Messenger


class ChannelHistory:
    """Catches up with what was written and deleted while the bot was away. Only replies go to candidates."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork],
        messenger: Messenger,
        comments: CommentService,
        deleted_posts: DeletedPosts,
        in_flight: InFlight,
        undecided: UndecidedReplies,
        unsent: Callable[[IncomingMessage, Refusal | Outcome, Messenger], Awaitable[None]],
    ) -> None:
        """`unsent` tells the writer of a message why it was not sent: refused, withheld by Discord, or empty."""
        self._uow = unit_of_work
        self._messenger = messenger
        self._comments = comments
        self._deleted_posts = deleted_posts
        self._in_flight = in_flight
        self._undecided = undecided
        self._unsent = unsent
        self._postponed: Postponed[ChannelId] = Postponed()

    async def servers(self) -> Sequence[ServerId]:
        """All servers that have coaches, those first where a review was most recently active."""
        async with self._uow() as uow:
            return await uow.servers.by_activity()

    async def read(self, server: ServerId, lane: Lane) -> bool:
        """Catch up with a server. True if everything that can be read has been. Never raises."""
        reading = _Reading(server=server, messenger=self._messenger.in_lane(lane))
        try:
            undecided = self._undecided.of_coaches(server)
            async with self._uow() as uow:
                expected = [destination_of(each.id) for each in await uow.reviews.queue(server)]
            settled = await self._in_flight.settled(*expected, wanted=is_begun_post)
            async with self._uow() as uow:
                over = await uow.reviews.last_over(server, LATELY_OVER)  # somebody may still have been writing
                reviews = [*await uow.reviews.queue(server), *over]
                waiting = [each for of in reviews for each in await uow.outbox.waiting_for(destination_of(of.id))]
                vanished = await gaps(uow, reviews, waiting)
            old = [each.effect for each in waiting if isinstance(each.effect, RemoveOldPosts)]
            threads = {posts.thread for posts in old} | {each.thread for each in reviews}
            # A channel that cannot be read (deleted, or no permission) must not leave the others unread.
            everything = [
                await self._read_channel(
                    reading, stretch, reviews, vanished, undecided, is_thread=stretch.channel in threads
                )
                for stretch in _stretches(reviews, old, vanished, undecided)
            ]
        except Exception:
            log.exception("catch-up failed", extra={"server": server})
            return False
        return settled and all(everything)  # else they may have replied to a message that is not known yet

    async def _read_channel(
        self,
        reading: _Reading,
        stretch: _Stretch,
        reviews: Sequence[Review],
        vanished: Sequence[Gap],
        noted: Mapping[MessageId, IncomingMessage],
        *,
        is_thread: bool,
    ) -> bool:
        channel = stretch.channel
        undecided = {number: reply for number, reply in noted.items() if reply.channel == channel}
        stored = {
            source.message: comment
            for each in reviews
            for source, comment in _written(each).items()
            if source.channel == channel and source.message in stretch
        }
        there: set[MessageId] = set()
        still: set[MessageId] = set()
        try:
            async for message in reading.messenger.read(channel, after=stretch.after, until=stretch.until):
                if not isinstance(message, IncomingMessage):
                    there.add(message)
                    continue
                there.add(message.id)
                if message.id in stored:
                    await self._follow(reading, message, stored[message.id])
                elif stretch.until is None and not await self._take_in(reading, message, vanished):
                    still.add(message.id)
            shown = {each: review for review in reviews for each in _shown_in(review, stretch)}
            missing = (stored.keys() | shown.keys() | undecided.keys()) - there
            there |= await self._follow_deletions(reading, stretch, missing, shown, is_thread=is_thread)
        except ChannelGone:
            await self._channel_gone(reading.server, channel, is_thread=is_thread)
            there |= undecided.keys()
        except (DeliveryForbidden, SendingRefused) as error:
            log.info("nothing to catch up with", extra={"channel": channel, "reason": str(error)})
        except SendingFailed as error:
            about = {"channel": channel, "reason": str(error)}
            log.log(self._postponed.level_of(channel), "catch-up postponed", extra=about)
            return False
        self._postponed.over(channel)
        unseen = [undecided[each] for each in sorted(undecided.keys() - there)]  # known from their events alone
        still |= {each.id for each in unseen if not await self._take_in(reading, each, vanished)}
        self._undecided.forget(undecided.keys() - still)
        return not still

    async def _follow_deletions(
        self,
        reading: _Reading,
        stretch: _Stretch,
        missing: AbstractSet[MessageId],
        shown: Mapping[MessageId, Review],
        *,
        is_thread: bool,
    ) -> AbstractSet[MessageId]:
        """Follow those of the missing messages that were deleted, and return them. `shown`: those that are posts."""
        deleted: set[MessageId] = set()
        for each in sorted(missing):
            # Without permission to read the history, Discord shows an empty one.
            if not await reading.messenger.was_deleted(stretch.channel, each, in_thread=is_thread):
                continue
            deleted.add(each)
            if each in shown:
                await self._deleted_posts.missed(shown[each], each)
            else:
                await self._comments.withdraw(each)
        return deleted

    async def _channel_gone(self, server: ServerId, channel: ChannelId, *, is_thread: bool) -> None:
        if is_thread:
            await self._deleted_posts.thread_gone(channel)
        else:
            await self._deleted_posts.channel_deleted(server, channel)

    async def _follow(self, reading: _Reading, message: IncomingMessage, comment: Comment) -> None:
        """Follow an edit, if its writer is still a coach."""
        if (comment.text, comment.files) == (message.text, message.files):
            return
        member = await self._writer(reading, message)
        if member is None:
            return
        try:
            outcome = await self._comments.edit(replace(message, member=member))
        except Refusal as refusal:
            log.info("edit not taken in", extra={"from_message": message.id, "reason": refusal.key})
            return
        if outcome in {Outcome.EDIT_WITHHELD, Outcome.EDIT_SHOWS_NOTHING}:
            await self._unsent(message, outcome, reading.messenger)

    async def _writer(self, reading: _Reading, message: IncomingMessage) -> Member | None:
        """The writer with their roles, which the history does not show. None if they have left."""
        return message.member or await reading.messenger.member(reading.server, message.author)

    async def _take_in(self, reading: _Reading, message: IncomingMessage, vanished: Sequence[Gap]) -> bool:
        """False if what the message belongs to cannot be known now."""
        if message.replies_to is None:
            return True
        member = await self._writer(reading, message)
        if member is None:
            return True
        message = replace(message, member=member)
        if any(each.answered_by(message) for each in vanished):
            self._undecided.note(message, server=reading.server)
        try:
            outcome = await self._comments.record_feedback(message, member, from_history=True)
        except Refusal as refusal:
            log.info("message not taken in", extra={"from_message": message.id, "reason": refusal.key})
            await self._unsent(message, refusal, reading.messenger)
            return True
        if outcome in {Outcome.WITHHELD, Outcome.NO_ANSWER, Outcome.ANSWERS_UNKNOWN}:
            await self._unsent(message, outcome, reading.messenger)
        return outcome is not Outcome.UNDECIDED


def _stretches(
    reviews: Sequence[Review],
    old: Sequence[RemoveOldPosts],
    vanished: Sequence[Gap],
    undecided: Mapping[MessageId, IncomingMessage],
) -> Sequence[_Stretch]:
    """From the first post on in each channel, and all of each thread; where reviews are no longer, the comments."""
    beginnings: dict[ChannelId, list[MessageId]] = {}
    of_undecided = [(reply.channel, message) for message, reply in undecided.items()]
    for channel, message in (*of_undecided, *((each.channel, each.after) for each in vanished)):
        beginnings.setdefault(channel, []).append(message)
    for posts in (*old, *map(old_posts, reviews)):  # somebody may have replied there before the old ones are removed
        if posts.card is not None:
            beginnings.setdefault(posts.channel, []).append(posts.card)
        if posts.thread is not None:
            beginnings.setdefault(posts.thread, []).append(MessageId(posts.thread))
    elsewhere: list[_Stretch] = []
    for source in (source for review in reviews for source in _written(review)):
        if source.channel in beginnings:  # a card that was deleted and shown again is newer
            beginnings[source.channel].append(source.message)
        else:
            after = MessageId(source.message - 1)
            elsewhere.append(_Stretch(channel=source.channel, after=after, until=source.message))
    from_first = [
        _Stretch(channel=channel, after=MessageId(min(found) - 1), until=None) for channel, found in beginnings.items()
    ]
    # The oldest first: a coach may have replied to the old card of a review that has moved, then to the new one.
    return [*sorted(from_first, key=lambda each: each.after), *elsewhere]


def _written(review: Review) -> dict[Source, Comment]:
    """The messages in which coaches wrote comments of a review, without withdrawn ones."""
    return {
        each.source: each
        for each in review.comments
        if each.side is Side.COACH and each.source is not None and each.state is not CommentState.WITHDRAWN
    }


def _shown_in(review: Review, stretch: _Stretch) -> frozenset[MessageId]:
    """The posts of a running review that are shown there; none where one comment is read and nothing else."""
    if review.is_over or review.erased or stretch.until is not None:
        return frozenset()
    posts = old_posts(review)
    in_channel = posts.in_channel if stretch.channel == posts.channel else ()
    return frozenset((*in_channel, *(posts.in_thread if stretch.channel == posts.thread else ())))
