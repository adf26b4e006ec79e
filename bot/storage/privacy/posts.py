"""Finds every message and thread of the bot's in servers that shows something of a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select

from bot.core.content import ChannelId, MessageId, ServerId, UserId
from bot.privacy.domain.belongings import LeftPost
from bot.reviewing.domain.effects import Remind, RemoveOldPosts, ShowEffect, ShowNotice, TellReport
from bot.reviewing.domain.model import Side, is_read_by_candidate
from bot.reviewing.domain.posts import CARD, FIRST_PAGE, Post, PostKind
from bot.reviewing.usecases.outgoing import destination_of
from bot.sharing.domain.effects import RemoveSharedCard
from bot.storage.database.transaction import Transaction
from bot.storage.messages import effect_codec
from bot.storage.privacy.former_coaches import concerns
from bot.storage.privacy.registry.belongings import REGISTRY
from bot.storage.privacy.registry.of_reviews import of_reviews
from bot.storage.reviews.rows import post_from_row
from bot.storage.schema.interviews import ParcelState, is_in, outbox
from bot.storage.schema.reviews import comments, reviews, shown_pages
from bot.storage.schema.safety import reports
from bot.storage.schema.sharing import shared_answers


@dataclass(slots=True)
class _Shown:
    """Where the bot shows one review, as far as is known."""

    server: ServerId
    channel: ChannelId
    threads: dict[ChannelId, None] = field(default_factory=dict)
    messages: dict[MessageId, ChannelId] = field(default_factory=dict)

    def put(self, message: int, *, in_channel: bool) -> None:
        """A message in the review channel, or else in the thread, if there is one."""
        thread = next(iter(self.threads), None)
        self.messages.setdefault(MessageId(message), self.channel if in_channel or thread is None else thread)

    def posts(self) -> Iterator[LeftPost]:
        for thread in self.threads:
            yield LeftPost(server=self.server, channel=thread)
        for message, channel in self.messages.items():
            yield LeftPost(server=self.server, channel=channel, message=message)


class LeftPosts:
    """Reads in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def of(self, person: UserId) -> Sequence[LeftPost]:
        """Those of a candidate's reviews and shared answers, what names the coach beside others' reviews, and what the
        registry has; each once."""
        found = [
            *await self._of_reviews(person),
            *await self._that_ping(person),
            *await self._that_tell_decisions(person),
            *await self._old_cards(person),
            *await self._of_registry(person),
        ]
        return list(dict.fromkeys(found))

    async def _of_reviews(self, person: UserId) -> Iterable[LeftPost]:
        heads = await self._db.execute(
            select(reviews.c.id, reviews.c.server, reviews.c.channel, reviews.c.thread)
            .where(reviews.c.candidate_id == person)
            .order_by(reviews.c.id)
        )
        shown = {
            row.id: _Shown(
                server=ServerId(row.server),
                channel=ChannelId(row.channel),
                threads={} if row.thread is None else {ChannelId(row.thread): None},
            )
            for row in heads
        }
        if shown:
            await self._add_shown_pages(person, shown)
            await self._add_sent(person, shown)
        return [post for each in shown.values() for post in each.posts()]

    async def _add_shown_pages(self, person: UserId, shown: dict[int, _Shown]) -> None:
        written = await self._db.execute(
            select(comments.c.review_id, comments.c.number, comments.c.side, comments.c.source_channel).where(
                comments.c.review_id.in_(of_reviews(person))
            )
        )
        sides: dict[int, dict[int, Side]] = {each: {} for each in shown}
        sources: dict[tuple[int, int], int | None] = {}
        for row in written:
            sides[row.review_id][row.number] = Side(row.side)
            sources[row.review_id, row.number] = row.source_channel
        pages = await self._db.execute(
            select(shown_pages).where(shown_pages.c.review_id.in_(of_reviews(person))).order_by(shown_pages.c.id)
        )
        for row in pages:
            post = post_from_row(row)
            if is_read_by_candidate(post, sides[row.review_id]):
                continue
            there = shown[row.review_id]
            source = sources.get((row.review_id, post.number)) if post.kind is PostKind.RECEIPT else None
            there.put(row.message_id, in_channel=_is_first_of_card(post, row.page) or source == there.channel)

    async def _add_sent(self, person: UserId, shown: dict[int, _Shown]) -> None:
        """What the outbox knows besides: reminders, posts shown anew, and what was to be deleted elsewhere."""
        sent = await self._db.execute(
            select(outbox.c.review_id, outbox.c.kind, outbox.c.effect, outbox.c.message_id, outbox.c.destination)
            .add_columns(outbox.c.state)
            .where(outbox.c.review_id.in_(of_reviews(person)))
            .order_by(outbox.c.id)
        )
        for row in sent:
            effect = effect_codec.decode_effect(row.kind, row.effect)
            there = shown[row.review_id]
            if isinstance(effect, RemoveOldPosts):
                if row.state == ParcelState.WAITING:
                    _add_old(there, effect)
            elif row.message_id is not None and row.destination == destination_of(row.review_id):
                _add_message(there, row, effect)

    async def _that_ping(self, coach: UserId) -> Iterable[LeftPost]:
        rows = await self._db.execute(
            select(outbox.c.kind, outbox.c.effect, outbox.c.message_id, reviews.c.server, reviews.c.channel)
            .add_columns(reviews.c.thread)
            .join(reviews, reviews.c.id == outbox.c.review_id)
            .where(
                outbox.c.message_id.is_not(None),
                outbox.c.effect.contains(str(coach)),
                reviews.c.candidate_id != coach,
            )
            .order_by(outbox.c.id)
        )
        return [
            LeftPost(
                server=ServerId(row.server),
                channel=ChannelId(row.channel if row.thread is None else row.thread),
                message=MessageId(row.message_id),
            )
            for row in rows
            if isinstance(effect := effect_codec.decode_effect(row.kind, row.effect), ShowNotice)
            and concerns(effect, coach)
        ]

    async def _that_tell_decisions(self, lead: UserId) -> Iterable[LeftPost]:
        """What told the leads of a report about somebody else's review says since who has decided about it."""
        decided = select(reports.c.id, reports.c.review_id).where(reports.c.decided_by == lead)
        numbers = {(row.review_id, row.id) for row in await self._db.execute(decided)}
        if not numbers:
            return []
        rows = await self._db.execute(
            select(outbox.c.review_id, outbox.c.kind, outbox.c.effect, outbox.c.message_id)
            .add_columns(reviews.c.server, reviews.c.channel)
            .join(reviews, reviews.c.id == outbox.c.review_id)
            .where(
                outbox.c.review_id.in_(sorted({review for review, _ in numbers})),
                outbox.c.message_id.is_not(None),
                reviews.c.candidate_id != lead,
            )
            .order_by(outbox.c.id)
        )
        return [
            LeftPost(server=ServerId(row.server), channel=ChannelId(row.channel), message=MessageId(row.message_id))
            for row in rows
            if isinstance(effect := effect_codec.decode_effect(row.kind, row.effect), TellReport)
            and (row.review_id, effect.report) in numbers
        ]

    async def _old_cards(self, writer: UserId) -> Iterable[LeftPost]:
        """Cards of their shared answers that wait to be deleted from where coaches read before."""
        rows = await self._db.execute(
            select(outbox.c.kind, outbox.c.effect, shared_answers.c.server)
            .join(shared_answers, shared_answers.c.id == outbox.c.share_id)
            .where(shared_answers.c.candidate_id == writer, is_in(ParcelState.WAITING))
            .order_by(outbox.c.id)
        )
        return [
            LeftPost(server=ServerId(row.server), channel=effect.channel, message=effect.message)
            for row in rows
            if isinstance(effect := effect_codec.decode_effect(row.kind, row.effect), RemoveSharedCard)
        ]

    async def _of_registry(self, person: UserId) -> Iterable[LeftPost]:
        found = []
        for posts in [each.posts for each in REGISTRY if each.posts is not None]:
            for row in await self._db.execute(posts(person)):
                message = None if row.message is None else MessageId(row.message)
                found.append(LeftPost(server=ServerId(row.server), channel=ChannelId(row.channel), message=message))
        return found


def _is_first_of_card(post: Post, page: str) -> bool:
    return (post, page) == (CARD, FIRST_PAGE)


def _add_message(there: _Shown, row: Row[Any], effect: object) -> None:
    if isinstance(effect, ShowEffect):
        there.put(row.message_id, in_channel=_is_first_of_card(effect.post, effect.page or FIRST_PAGE))
    elif isinstance(effect, Remind | TellReport):  # not a bulletin, which says nothing of anybody
        there.put(row.message_id, in_channel=True)


def _add_old(there: _Shown, old: RemoveOldPosts) -> None:
    if old.thread is not None:
        there.threads.setdefault(old.thread)
    for message in old.in_channel:
        there.messages.setdefault(message, old.channel)
    for message in old.in_thread:
        there.messages.setdefault(message, old.channel if old.thread is None else old.thread)
