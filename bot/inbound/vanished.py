"""Where cards may have been that vanished before anybody knew of them, and who may have replied to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.content import CLOCKS_DIFFER, ChannelId, MessageId, first_id_at
from bot.core.incoming import IncomingMessage
from bot.outbound.outbox import Parcel
from bot.reviewing.domain.effects import ShowPost
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.posts import CARD, FIRST_PAGE
from bot.reviewing.usecases.outgoing import begun_in, destination_of
from bot.reviewing.usecases.ports import ReviewingUnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A message of the bot may have been there, sent by an attempt of which nobody heard what became of it."""

    channel: ChannelId
    after: MessageId
    until: MessageId | None
    """The message that a later attempt sent; None while it is not known whether there is one."""

    def answered_by(self, message: IncomingMessage) -> bool:
        """True if the message may reply to what was there."""
        answered = message.replies_to
        if message.channel != self.channel or answered is None or answered <= self.after:
            return False
        return self.until is None or answered < self.until


async def gaps(uow: ReviewingUnitOfWork, reviews: Sequence[Review], waiting: Sequence[Parcel]) -> Sequence[Gap]:
    """The gaps of these reviews, of which `waiting` are the parcels: before posts begun, and before cards sent again.

    Somebody can delete a card before the bot has found it; the next attempt then sends another, and settles the parcel.
    """
    of = {destination_of(each.id): each for each in reviews}
    found = [
        Gap(channel=channel, after=_after(each, of[each.destination]), until=None)
        for each in waiting
        for channel in _may_have_been_in(each, of[each.destination])
    ]
    for parcel, message in await uow.outbox.sent_again([*of]):
        found += _gap_before(parcel, message, of[parcel.destination])
    return found


def _may_have_been_in(parcel: Parcel, review: Review) -> frozenset[ChannelId]:
    """The channels in which an attempt may have left the post, even if it is certain that none is there now."""
    begun = begun_in(parcel)
    if not begun and parcel.attempts and _is_card(parcel):
        return frozenset({review.channel})
    return begun


def _gap_before(parcel: Parcel, message: MessageId, review: Review) -> Iterator[Gap]:
    is_shown = _is_card(parcel) and message == review.message_of(CARD, FIRST_PAGE)
    if is_shown and (after := _after(parcel, review)) < message:
        yield Gap(channel=review.channel, after=after, until=message)


def _is_card(parcel: Parcel) -> bool:
    return isinstance(parcel.effect, ShowPost) and parcel.effect.post == CARD


def _after(parcel: Parcel, review: Review) -> MessageId:
    """What the parcel sends can only be newer than this."""
    return MessageId(first_id_at(review.sent_at - CLOCKS_DIFFER)) if parcel.after is None else parcel.after
