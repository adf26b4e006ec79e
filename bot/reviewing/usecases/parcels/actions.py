"""Carries out effects of a review that show no message: open, archive or rename its thread, delete messages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.content import ChannelId, MessageId, ServerId
from bot.outbound.handler import Action
from bot.outbound.look import look_of
from bot.outbound.messenger import ChannelGone, DeliveryForbidden, Messenger, SendingFailed
from bot.outbound.pacing import PANEL_PACE
from bot.reviewing.domain.effects import (
    ArchiveThread,
    OpenThread,
    RemoveCard,
    RemoveOldPosts,
    RemovePost,
    RenameThread,
    ReviewEffect,
    ShowEffect,
    ShowPost,
)
from bot.reviewing.domain.model import Comment, CommentState, Side, Stage
from bot.reviewing.domain.posting import card_with_thread
from bot.reviewing.domain.posts import CARD, FIRST_PAGE, Post, PostKind, ShownPage
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.usecases.ports import ReviewComposer

ThreadEffect = OpenThread | ArchiveThread | RenameThread | RemovePost | RemoveCard | RemoveOldPosts
CaughtUp = Callable[[ServerId], Awaitable[object]]
"""Returns once everything that coaches of the server wrote while nobody listened is stored."""

MOST_ATTEMPTS = 8
"""How often a thread waits for a card that is not there; Discord may have refused the card for ever."""
UNTIL_COPIED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadActions:
    """The actions for one review, as it was in the snapshot."""

    snapshot: Snapshot
    composer: ReviewComposer
    caught_up: CaughtUp
    attempts: int
    """How often the parcel was tried before."""

    def action(self, effect: ThreadEffect) -> Action | None:
        """The action for an effect; None if there is nothing to do.

        Raises:
            SendingFailed: the card of the thread is still on its way.
        """
        review = self.snapshot.review
        match effect:
            case OpenThread():
                if review.message_of(CARD) is None and self.attempts < MOST_ATTEMPTS:
                    raise SendingFailed("the card is on its way")
                known = review.message_of(CARD) is not None and review.thread is None
                return Action(perform=self._open_thread) if known else None
            case ArchiveThread():
                return None if review.thread is None else Action(perform=self._archive_thread)
            case RenameThread():
                return None if review.thread is None else Action(perform=self._rename_thread)
            case RemovePost():
                unwanted = self.unwanted(effect)
                return Action(perform=lambda messenger: self._remove(messenger, unwanted)) if unwanted else None
            case RemoveCard():
                return Action(perform=lambda messenger: _clear(messenger, card_with_thread(review)))
            case RemoveOldPosts():
                return Action(perform=lambda messenger: self._remove_old(messenger, effect))

    def unwanted(self, effect: RemovePost) -> tuple[ShownPage, ...]:
        """The shown pages that the effect deletes."""
        return tuple(
            each
            for each in self.snapshot.review.shown_pages_of(effect.post)
            if (each.post, each.page) != (CARD, FIRST_PAGE) and (effect.pages is None or each.page in effect.pages)
        )

    def paced_until(self, effect: ReviewEffect) -> datetime | None:
        """When the effect may be carried out; None if at once."""
        if isinstance(effect, RemoveOldPosts):
            return self._kept_until(effect)
        if not isinstance(effect, ShowEffect):
            return None
        there = self.snapshot.review.shown_pages_of(effect.post)
        shown = [each.shown_at for each in there if each.page == (effect.page or FIRST_PAGE)]
        return max(shown) + PANEL_PACE if shown else None

    def _kept_until(self, old: RemoveOldPosts) -> datetime | None:
        """When old posts may be deleted; None if at once. The thread's files go with it, so those must first be sent or
        copied."""
        review = self.snapshot.review
        if review.stage is Stage.WITHDRAWN:
            return None
        written_there = [
            each
            for each in review.comments
            if each.side is Side.COACH and each.files and each.source and each.source.channel == old.thread
        ]
        needed = any(each.state is CommentState.WAITING or not self._is_copied(each) for each in written_there)
        return self.snapshot.now + UNTIL_COPIED if needed else None

    def _is_copied(self, comment: Comment) -> bool:
        if self.snapshot.review.stage is Stage.CLOSED:
            return True  # a closed review is not shown anew, so there is no copy
        copy = Post(kind=PostKind.COPY, number=comment.number)
        pages = self.composer.pages(ShowPost(post=copy), self.snapshot)
        return {page.name for page in pages} <= {
            shown_page.page for shown_page in self.snapshot.review.shown_pages_of(copy)
        }

    async def _open_thread(self, messenger: Messenger) -> None:
        card = self.snapshot.review.message_of(CARD)
        if card is not None:
            await messenger.open_thread(
                self.snapshot.review.channel, card, name=self.composer.thread_name(self.snapshot)
            )

    async def _archive_thread(self, messenger: Messenger) -> None:
        if self.snapshot.review.thread is not None:
            await messenger.archive_thread(self.snapshot.review.thread)

    async def _rename_thread(self, messenger: Messenger) -> None:
        if self.snapshot.review.thread is not None:
            await messenger.rename_thread(self.snapshot.review.thread, name=self.composer.thread_name(self.snapshot))

    async def _remove(self, messenger: Messenger, unwanted: tuple[ShownPage, ...]) -> None:
        for shown_page in unwanted:
            channel = self._where(shown_page)
            if channel is not None:
                await messenger.delete(channel, shown_page.message)

    async def _remove_old(self, messenger: Messenger, old: RemoveOldPosts) -> None:
        await self.caught_up(self.snapshot.server.id)  # replies in the thread are deleted with it
        await _clear(messenger, old)
        if old.card is None and old.channel != self.snapshot.review.channel:
            await self._clear_lost_cards(messenger, old.channel)

    async def _clear_lost_cards(self, messenger: Messenger, channel: ChannelId) -> None:
        """Delete cards that are not known to have arrived, because Discord's answer was lost."""
        page, *_ = self.composer.pages(ShowPost(post=CARD), self.snapshot)
        try:
            found = await messenger.find_sent(channel, look_of(page.draft), nonce=None, after=None)
        except ChannelGone:
            return
        for card in found:
            await _clear(messenger, RemoveOldPosts(channel=channel, card=card, thread=None, in_channel=(card,)))

    def _where(self, shown_page: ShownPage) -> ChannelId | None:
        review = self.snapshot.review
        if review.is_with_candidate(shown_page.post):
            return self.snapshot.dm_channel
        if shown_page.post.kind is PostKind.RECEIPT:
            source = review.comment(shown_page.post.number).source
            return None if source is None else source.channel
        return review.thread or review.channel


async def _clear(messenger: Messenger, old: RemoveOldPosts) -> None:
    """Delete a card with its thread; if the bot may not delete the thread, its own messages in it.

    Raises:
        DeliveryForbidden: something is left.
    """
    left: DeliveryForbidden | None = None
    thread = old.thread or (None if old.card is None else ChannelId(old.card))
    if thread is not None:
        try:
            await messenger.delete_thread(thread)
        except DeliveryForbidden as error:
            left = error
            await _delete(messenger, thread, old.in_thread)
    await _delete(messenger, old.channel, old.in_channel)
    if left is not None:
        raise left


async def _delete(messenger: Messenger, channel: ChannelId, messages: tuple[MessageId, ...]) -> None:
    for message in messages:
        await messenger.delete(channel, message)
