"""A parcel of a review while it is being sent: what to send, and what its result means."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.content import ChannelId, MessageId
from bot.outbound.draft import Page
from bot.outbound.handler import Action, OutgoingMessage
from bot.outbound.look import BegunSending
from bot.outbound.outbox import Parcel
from bot.outbound.reachability import forget_channel
from bot.outbound.rejection import Barrier, RefusedFor
from bot.reviewing.domain.effects import (
    ArchiveThread,
    NoticeKind,
    OpenThread,
    Remind,
    RemoveCard,
    RemoveOldPosts,
    RemovePost,
    ReviewEffect,
    ShowChange,
    ShowEffect,
    ShowNews,
    ShowNotice,
    ShowPost,
    TellBulletin,
    TellReport,
)
from bot.reviewing.domain.events import (
    Moved,
    OldPostsLeft,
    PagesGone,
    PageShown,
    PostRefused,
    PostShown,
    PostStuck,
    ReviewEvent,
    ShowAgainPressed,
    ThreadForbidden,
    ThreadGone,
    ThreadOpened,
)
from bot.reviewing.domain.model import Review, Why
from bot.reviewing.domain.posting import card_with_thread
from bot.reviewing.domain.posts import AFTER_FIRST, CARD, FIRST_PAGE, PostKind
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.outgoing import review_parcels
from bot.reviewing.usecases.parcels.actions import ThreadActions
from bot.reviewing.usecases.parcels.late_card import came_late
from bot.reviewing.usecases.parcels.unreachable import LONGEST_REST, UNTIL_MENDED, cannot_be_reached, comments_wait
from bot.reviewing.usecases.ports import ReviewComposer, ReviewingUnitOfWork

log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class LoadedReviewParcel:
    """Implements `bot.outbound.handler.LoadedParcel`."""

    parcel: Parcel
    effect: ReviewEffect
    is_wanted: bool
    snapshot: Snapshot
    composer: ReviewComposer
    actions: ThreadActions
    _pages: Sequence[Page] = field(default=(), init=False)
    """Rendered once, by `prepare`, for everything that is done with the parcel."""

    def prepare(self) -> OutgoingMessage | Action | None:
        review = self.snapshot.review
        match self.effect:
            case ShowPost() | ShowChange() | ShowNotice() | ShowNews():
                self._pages = self.composer.pages(self.effect, self.snapshot)
                page = self._page(self.effect)
                if page is None:
                    return None
                is_there = review.message_of(self.effect.post, page.name) is not None
                return OutgoingMessage(
                    draft=page.draft,
                    channel=self._channel(page.name),
                    there=review.message_to_edit(self.effect.post, page.name),
                    fixed=page.fixed and is_there,
                    page=page.name,
                )
            case Remind() | TellReport() | TellBulletin():
                (page, *_) = self.composer.pages(self.effect, self.snapshot)
                return OutgoingMessage(draft=page.draft, channel=review.channel)
            case action:
                return self.actions.action(action)

    def instead(self, reference: str) -> OutgoingMessage | None:
        """A message that names the fault, where a post belongs that is not there. The writer of a comment is told."""
        if not isinstance(self.effect, ShowEffect) or self.effect.post.kind is PostKind.COMMENT:
            return None
        name = self.effect.page or FIRST_PAGE
        if name == AFTER_FIRST or self.snapshot.review.message_of(self.effect.post, name) is not None:
            return None
        draft = self.composer.apology(self.effect, self.snapshot, reference=reference)
        self._pages = (Page(name=name, draft=draft),)
        return OutgoingMessage(draft=draft, channel=self._channel(name), page=name)

    async def on_found(
        self, uow: ReviewingUnitOfWork, message: MessageId, sending: BegunSending, *, at: datetime
    ) -> None:
        if not isinstance(self.effect, ShowEffect) or sending.page is None:
            return
        await self._arrived(uow, self.effect, sending.page, message, at, channel=sending.channel)
        review = await uow.reviews.get(self.snapshot.review.id)
        if review is not None and self.is_wanted:
            await self._put(uow, review, self.effect, at)

    async def on_sent(self, uow: ReviewingUnitOfWork, message: MessageId | None, *, at: datetime) -> None:
        match self.effect:
            case ShowPost() | ShowChange() | ShowNotice() | ShowNews():
                if message is not None:
                    await self._page_arrived(uow, self.effect, message, at)
            case OpenThread():
                card, review = self.snapshot.review.message_of(CARD), await uow.reviews.get(self.snapshot.review.id)
                if card is not None and review is not None and review.message_of(CARD) == card:
                    await self._tell(uow, ThreadOpened(thread=ChannelId(card)), at)
            case RemovePost():
                gone = frozenset(each.message for each in self.actions.unwanted(self.effect))
                await self._tell(uow, PagesGone(messages=gone), at)
            case RemoveCard():
                await self._tell(uow, PagesGone(messages=card_with_thread(self.snapshot.review).messages), at)

    async def on_forbidden(
        self, uow: ReviewingUnitOfWork, barrier: Barrier, *, at: datetime, retry_at: datetime
    ) -> datetime | None:
        if not self.parcel.is_direct:
            return await self._barred(uow, at=at, retry_at=retry_at)
        if barrier is Barrier.PASSING:
            await self.on_delayed(uow, at=at)
            return retry_at
        review = await uow.reviews.get(self.snapshot.review.id)
        if review is not None and review.version != self.snapshot.review.version:
            return retry_at  # somebody acted meanwhile, perhaps the candidate
        await cannot_be_reached(uow, self.parcel.candidate, barrier, at=at)
        return at

    async def on_refused(self, uow: ReviewingUnitOfWork, refused_for: RefusedFor, *, at: datetime) -> None:
        if isinstance(self.effect, ShowEffect):
            await self._tell(uow, PostRefused(post=self.effect.post, refused_for=refused_for), at)

    async def on_delayed(self, uow: ReviewingUnitOfWork, *, at: datetime) -> None:
        if isinstance(self.effect, ShowEffect):
            await self._tell(uow, PostStuck(post=self.effect.post, why=Why.DISCORD_BUSY), at)

    async def on_channel_gone(self, uow: ReviewingUnitOfWork, *, at: datetime) -> None:
        """Show anew what coaches see: in a new thread, or with a new card if that is gone as well.

        If the review channel itself is gone, everything waits until an admin has chosen another one.
        """
        if self.parcel.is_direct:
            await forget_channel(uow, self.parcel.candidate)
            return
        log.error(
            "what shows a review is gone; see /setup check",
            extra={"review": self.snapshot.review.id, "effect": type(self.effect).__name__},
        )
        if isinstance(self.effect, OpenThread):
            await self._tell(uow, Moved(channel=self.snapshot.server.review_channel), at, ahead_of=self.parcel.line)
            # Where the review is over it does not move, and its thread must not wait for a card that is gone.
            await self._tell(uow, PagesGone(messages=card_with_thread(self.snapshot.review).messages), at)
        elif self.snapshot.review.thread is not None:
            await self._tell(uow, ThreadGone(), at, ahead_of=self.parcel.line)
        else:
            await comments_wait(uow, self.parcel.destination, Why.DISCORD_BUSY, at=at)

    async def _barred(self, uow: ReviewingUnitOfWork, *, at: datetime, retry_at: datetime) -> datetime | None:
        """Tell coaches in the review channel why the thread waits, and the candidate that a reply waits.

        Returns when to try again; None if another parcel does it.
        """
        rested = max(retry_at, at + UNTIL_MENDED)
        review = self.snapshot.review
        match self.effect:
            case RemoveOldPosts(barred=False, channel=channel):
                await uow.outbox.drop(self.parcel.id, reason="not permitted; another parcel tries again")
                cause = f"parcel:{self.parcel.id}"
                again = replace(self.effect, barred=True)
                await uow.outbox.put(review_parcels(review, [again], cause=cause, due_at=rested))
                await self._tell(uow, OldPostsLeft(channel=channel), at)
                return None
            case RemoveOldPosts() | RemoveCard():
                return at + min(UNTIL_MENDED * (1 << min(self.parcel.attempts, 10)), LONGEST_REST)
            case _:
                await comments_wait(uow, self.parcel.destination, Why.DISCORD_BUSY, at=at)
        if not self.parcel.attempts and not self._stands_in_channel and review.message_of(CARD) is not None:
            await self._tell(uow, ThreadForbidden(), at, ahead_of=self.parcel.line)
        return rested

    @property
    def _stands_in_channel(self) -> bool:
        """True if the post belongs to the review channel itself, or nobody waits for it."""
        match self.effect:
            case Remind() | TellReport() | TellBulletin() | ArchiveThread() | ShowNotice(kind=NoticeKind.BARRED):
                return True
            case ShowPost() | ShowChange() | ShowNotice() | ShowNews():
                post, page = self.effect.post, self.effect.page
                return (post, page or FIRST_PAGE) == (CARD, FIRST_PAGE) or self.snapshot.review.thread is None
            case _:
                return False

    def _page(self, effect: ShowEffect) -> Page | None:
        """The rendered page that the effect names; None if there is no such page."""
        match effect.page:
            case None:
                return self._pages[0]
            case name if name == AFTER_FIRST:
                return self._pages[1] if len(self._pages) > 1 else None
            case name:
                return next((page for page in self._pages if page.name == name), None)

    def _channel(self, page: str) -> ChannelId | None:
        """The channel of a page; None for direct messages.

        Without a thread (a server may have too many) all pages go to the review channel.
        """
        if self.parcel.is_direct or not isinstance(self.effect, ShowEffect):
            return None
        review = self.snapshot.review
        post = self.effect.post
        if post.kind is PostKind.RECEIPT:
            source = review.comment(post.number).source
            if source is not None:
                return source.channel
        is_barred = isinstance(self.effect, ShowNotice) and self.effect.kind is NoticeKind.BARRED
        if (post, page) == (CARD, FIRST_PAGE) or is_barred:
            return review.channel
        return review.thread or review.channel

    async def _page_arrived(
        self, uow: ReviewingUnitOfWork, effect: ShowEffect, message: MessageId, at: datetime
    ) -> None:
        names = [page.name for page in self._pages]
        page = self._page(effect)
        if page is None:
            return
        is_here = await self._arrived(uow, effect, page.name, message, at, channel=self._channel(page.name))
        review = await uow.reviews.get(self.snapshot.review.id)
        if not is_here or not effect.whole or review is None:
            return
        after = names.index(page.name) + 1
        if after < len(names):
            await self._put(uow, review, replace(effect, page=names[after]), at)
            return
        extra = tuple(each.page for each in review.shown_pages_of(effect.post) if each.page not in names)
        if extra:
            await self._put(uow, review, RemovePost(post=effect.post, pages=extra), at)
        await self._tell(uow, PostShown(post=effect.post, at=at), at)

    async def _arrived(
        self,
        uow: ReviewingUnitOfWork,
        effect: ShowEffect,
        page: str,
        message: MessageId,
        at: datetime,
        *,
        channel: ChannelId | None,
    ) -> bool:
        """Note that a message shows a page. False if the review is no longer shown there: the message is deleted."""
        if channel is not None and (channel != self._channel(page) or await self._is_stray(uow, channel)):
            card = message if (effect.post, page) == (CARD, FIRST_PAGE) else None
            stray = RemoveOldPosts(channel=channel, card=card, thread=None, in_channel=(message,))
            cause = f"parcel:{self.parcel.id}"
            await uow.outbox.put(review_parcels(self.snapshot.review, [stray], cause=cause, due_at=at))
            return False
        await self._tell(uow, PageShown(post=effect.post, page=page, message=message, at=at), at)
        if (effect.post, page) == (CARD, FIRST_PAGE) and await came_late(uow, self.snapshot.review):
            # Ahead of all that waits, because it belongs in the thread.
            await self._tell(uow, ShowAgainPressed(), at, ahead_of=0)
        return True

    async def _put(self, uow: ReviewingUnitOfWork, review: Review, effect: ReviewEffect, at: datetime) -> None:
        """Put a parcel that continues this one, in its line."""
        following = review_parcels(review, [effect], cause=f"parcel:{self.parcel.id}", due_at=at, line=self.parcel.line)
        await uow.outbox.put(following)

    async def _is_stray(self, uow: ReviewingUnitOfWork, channel: ChannelId) -> bool:
        """True if the review left that channel or thread while this was on its way: it is shown elsewhere, too."""
        now, then = await uow.reviews.get(self.snapshot.review.id), self.snapshot.review
        if now is None:
            return False
        return now.channel != then.channel or (channel == then.thread and now.thread != then.thread)

    async def _tell(
        self, uow: ReviewingUnitOfWork, event: ReviewEvent, at: datetime, *, ahead_of: int | None = None
    ) -> None:
        review = await uow.reviews.get(self.snapshot.review.id)
        if review is not None:
            await apply(uow, review, event, cause=f"parcel:{self.parcel.id}", now=at, ahead_of=ahead_of)
