"""Makes what is stored of coaches' letters agree with what stands in a review channel and its threads."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.core.content import ChannelId, MessageId, ServerId
from bot.core.incoming import IncomingMessage, Member
from bot.core.outcome import Outcome
from bot.core.refusal import Refusal
from bot.outbound.in_flight import Arrivals
from bot.outbound.messenger import ChannelGone, Messenger, RecipientClosed, SendingFailed, SendingRefused
from bot.outbound.outbox import ReviewParcel, UnitOfWork, UnitOfWorkFactory, place_of
from bot.reviewing.domain.effects import LeavePlace
from bot.reviewing.domain.model import Letter, LetterState, Review, Side, Source
from bot.reviewing.domain.posts import CARD
from bot.reviewing.usecases.comments import Correspondence

log = logging.getLogger(__name__)

LATELY_OVER = 20
"""So many reviews that are over are looked at as well."""


class ServerHistory:
    """What coaches wrote while nobody listened. Messages without a reference stay among coaches."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory,
        messenger: Messenger,
        correspondence: Correspondence,
        arrivals: Arrivals,
        stored: Callable[[], None],
        unsent: Callable[[IncomingMessage, Refusal | Outcome], Awaitable[None]],
    ) -> None:
        """`stored` is called when something was taken in, so that what follows from it is sent.

        `unsent` tells the writer of a message why it was not sent: it is refused, or there is nothing to read in it.
        """
        self._uow = unit_of_work
        self._messenger = messenger
        self._correspondence = correspondence
        self._arrivals = arrivals
        self._stored = stored
        self._unsent = unsent

    async def servers(self) -> Sequence[ServerId]:
        """All that have coaches."""
        async with self._uow() as uow:
            return [each.id for each in await uow.servers.all()]

    async def read(self, server: ServerId) -> bool:
        """Whether everything that can be read has been."""
        try:
            async with self._uow() as uow:
                expected = [place_of(each.id) for each in await uow.reviews.queue(server)]
            await self._arrivals.settled(*expected)  # what coaches may have replied to
            async with self._uow() as uow:
                over = await uow.reviews.last_over(server, LATELY_OVER)  # somebody may have been writing still
                reviews = [*await uow.reviews.queue(server), *over]
                left = [place for each in reviews for place in await _places_left(uow, each)]
            beginnings: dict[ChannelId, MessageId] = {}
            for place in left:  # somebody may have answered there before it is taken away
                if place.card is not None:
                    beginnings[place.channel] = min(place.card, beginnings.get(place.channel, place.card))
                if place.thread is not None:
                    beginnings[place.thread] = MessageId(place.thread)
            for review in reviews:
                card = review.message_of(CARD)
                if card is not None:
                    beginnings[review.channel] = min(card, beginnings.get(review.channel, card))
                if review.thread is not None:
                    beginnings[review.thread] = MessageId(review.thread)
                for source in _written(review):  # a card that was deleted and came again is newer than they are
                    if source.channel in beginnings:
                        beginnings[source.channel] = min(MessageId(source.message - 1), beginnings[source.channel])
            # One that cannot be read (deleted, or no permission) must not keep the others unread.
            everything = [
                await self._read_channel(server, channel, reviews, since=since) for channel, since in beginnings.items()
            ]
        except Exception:
            log.exception("catch-up failed", extra={"server": server})
            return False
        return all(everything)

    async def _read_channel(
        self, server: ServerId, channel: ChannelId, reviews: Sequence[Review], *, since: MessageId
    ) -> bool:
        held = {
            source.message: letter
            for each in reviews
            for source, letter in _written(each).items()
            if source.channel == channel
        }
        there: set[MessageId] = set()
        try:
            async for message in self._messenger.read(channel, after=since):
                there.add(message.id)
                if message.id in held:
                    await self._follow(server, message, held[message.id])
                elif message.replies_to is not None:
                    await self._take_in(server, message)
            for message_id in sorted(held.keys() - there):
                # Without the permission to read the history Discord shows an empty one.
                if await self._messenger.was_deleted(channel, message_id):
                    await self._correspondence.withdraw(message_id)
        except (ChannelGone, RecipientClosed, SendingRefused) as error:
            log.info("nothing to catch up with", extra={"channel": channel, "reason": str(error)})
        except SendingFailed as error:
            log.warning("catch-up postponed", extra={"channel": channel, "reason": str(error)})
            return False
        finally:
            self._stored()
        return True

    async def _follow(self, server: ServerId, message: IncomingMessage, letter: Letter) -> None:
        """An edit, as long as its writer is a coach."""
        if (letter.text, letter.files) == (message.text, message.files):
            return
        member = await self._writer(server, message)
        if member is None:
            return
        try:
            outcome = await self._correspondence.edit(replace(message, member=member))
        except Refusal as refusal:
            log.info("edit not taken in", extra={"from_message": message.id, "reason": refusal.key})
            return
        if outcome is Outcome.EDIT_WITHHELD:
            await self._unsent(message, outcome)

    async def _writer(self, server: ServerId, message: IncomingMessage) -> Member | None:
        """The history does not say which roles its writer has."""
        return message.member or await self._messenger.member(server, message.author)

    async def _take_in(self, server: ServerId, message: IncomingMessage) -> None:
        member = await self._writer(server, message)
        if member is None:
            return
        try:
            outcome = await self._correspondence.record_feedback(message, member)
        except Refusal as refusal:
            log.info("message not taken in", extra={"from_message": message.id, "reason": refusal.key})
            await self._unsent(message, refusal)
            return
        if outcome in {Outcome.WITHHELD, Outcome.NO_ANSWER}:
            await self._unsent(message, outcome)


async def _places_left(uow: UnitOfWork, review: Review) -> list[LeavePlace]:
    """Where the review was before, as long as what stands there has not been deleted."""
    waiting = await uow.outbox.waiting_for(place_of(review.id))
    effects = [each.subject.effect for each in waiting if isinstance(each.subject, ReviewParcel)]
    return [each for each in effects if isinstance(each, LeavePlace)]


def _written(review: Review) -> dict[Source, Letter]:
    """The messages in which coaches wrote the letters of a review, as far as they did not take them back."""
    return {
        each.source: each
        for each in review.letters
        if each.side is Side.COACH and each.source is not None and each.state is not LetterState.WITHDRAWN
    }
