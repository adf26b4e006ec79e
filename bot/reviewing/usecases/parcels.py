"""Parcels of reviews, as the relay sees them."""

from __future__ import annotations

import logging
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.content import ChannelId, MessageId, ReviewId
from bot.core.locks import KeyedLocks
from bot.core.transactions import Clock
from bot.outbound.draft import Page
from bot.outbound.handler import Cargo, Errand, Showing
from bot.outbound.outbox import Parcel, ReviewParcel, UnitOfWork, dm_of
from bot.outbound.pacing import PANEL_PACE
from bot.outbound.reachability import cannot_be_reached, forget_channel, letters_wait
from bot.outbound.rejection import RefusedFor
from bot.reviewing.domain.effects import (
    ArchiveThread,
    LeavePlace,
    NoticeKind,
    OpenThread,
    Remind,
    RemoveCard,
    RemovePaper,
    ReviewEffect,
    ShowPaper,
)
from bot.reviewing.domain.events import (
    Moved,
    PagesGone,
    PageShown,
    PaperRefused,
    PaperShown,
    PaperStuck,
    PlaceBarred,
    PlaceNotLeft,
    ReviewEvent,
    ThreadGone,
    ThreadOpened,
)
from bot.reviewing.domain.model import Why
from bot.reviewing.domain.posting import card_with_thread
from bot.reviewing.domain.posts import AFTER_FIRST, CARD, FIRST_PAGE, PaperKind
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.ports import ReviewComposer
from bot.reviewing.usecases.snapshot import Case
from bot.reviewing.usecases.snapshots import case_of
from bot.reviewing.usecases.staleness import review_still_wanted
from bot.reviewing.usecases.thread_actions import CaughtUp, Errands

log = logging.getLogger(__name__)

UNTIL_MENDED = timedelta(minutes=5)
"""How long a parcel rests that a missing permission keeps back."""
LONGEST_REST = timedelta(days=1)
"""As long as something cannot be deleted, it is tried again: at first soon, then more and more seldom."""


class ReviewFreight:
    """Implements `bot.outbound.handler.Freight`."""

    def __init__(
        self, *, composer: ReviewComposer, locks: KeyedLocks[ReviewId], clock: Clock, caught_up: CaughtUp
    ) -> None:
        self._caught_up = caught_up
        self._composer = composer
        self._locks = locks
        self._clock = clock

    def turn(self, parcel: Parcel) -> AbstractAsyncContextManager[None]:
        return self._locks.hold(_subject(parcel).review)

    async def is_edit(self, uow: UnitOfWork, parcel: Parcel) -> bool:
        subject = _subject(parcel)
        if not isinstance(subject.effect, ShowPaper):
            return isinstance(subject.effect, LeavePlace)  # nothing here depends on what is elsewhere
        review = await uow.reviews.get(subject.review)
        page = subject.effect.page or FIRST_PAGE
        return review is not None and review.message_of(subject.effect.paper, page) is not None

    async def load(self, uow: UnitOfWork, parcel: Parcel) -> Cargo | None:
        subject = _subject(parcel)
        review = await uow.reviews.get(subject.review)
        if review is None or not review_still_wanted(subject.effect, review, self._clock()):
            return None
        case = await case_of(uow, review, now=self._clock())
        if case is None:
            return None
        errands = Errands(case=case, composer=self._composer, caught_up=self._caught_up, attempts=parcel.attempts)
        return _ReviewCargo(parcel=parcel, effect=subject.effect, case=case, composer=self._composer, errands=errands)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReviewCargo:
    """Implements `bot.outbound.handler.Cargo`."""

    parcel: Parcel
    effect: ReviewEffect
    case: Case
    composer: ReviewComposer
    errands: Errands

    @property
    def paced_until(self) -> datetime | None:
        if isinstance(self.effect, LeavePlace):
            return self.errands.not_left_before(self.effect)
        if not isinstance(self.effect, ShowPaper):
            return None
        sheets = self.case.review.sheets_of(self.effect.paper)
        shown = [each.shown_at for each in sheets if each.page == (self.effect.page or FIRST_PAGE)]
        return max(shown) + PANEL_PACE if shown else None

    def prepare(self) -> Showing | Errand | None:
        review = self.case.review
        match self.effect:
            case ShowPaper():
                page = self._page()
                if page is None:
                    return None
                there = review.message_of(self.effect.paper, page.name)
                return Showing(
                    draft=page.draft,
                    channel=self._channel(page),
                    there=there,
                    fixed=page.fixed,
                    freshened=not page.fixed,
                )
            case Remind():
                (page, *_) = self.composer.pages(self.effect, self.case)
                return Showing(draft=page.draft, channel=review.channel)
            case errand:
                return self.errands.errand(errand)

    async def arrived(self, uow: UnitOfWork, message: MessageId | None, *, at: datetime) -> None:
        match self.effect:
            case ShowPaper():
                if message is not None:
                    await self._page_arrived(uow, self.effect, message, at)
            case OpenThread():
                card = self.case.review.message_of(CARD)
                review = await uow.reviews.get(self.case.review.id)
                if card is not None and review is not None and review.message_of(CARD) == card:
                    await self._tell(uow, ThreadOpened(thread=ChannelId(card)), at)
            case RemovePaper():
                gone = frozenset(each.message for each in self.errands.unwanted(self.effect))
                await self._tell(uow, PagesGone(messages=gone), at)
            case RemoveCard():
                await self._tell(uow, PagesGone(messages=card_with_thread(self.case.review).messages), at)
            case _:
                pass

    async def unreachable(self, uow: UnitOfWork, *, at: datetime, retry_at: datetime) -> datetime | None:
        if not self._is_direct:
            return await self._barred(uow, at=at, retry_at=retry_at)
        review = await uow.reviews.get(self.case.review.id)
        candidate = await uow.candidates.get(self.parcel.candidate)
        if review is not None and review.version != self.case.review.version and candidate is not None:
            return retry_at  # somebody acted while this was on its way; perhaps it was the candidate
        await cannot_be_reached(uow, self.parcel.candidate, at=at)
        return at

    async def refused(self, uow: UnitOfWork, refused_for: RefusedFor, *, at: datetime) -> None:
        if isinstance(self.effect, ShowPaper):
            await self._tell(uow, PaperRefused(paper=self.effect.paper, refused_for=refused_for), at)

    async def delayed(self, uow: UnitOfWork, *, at: datetime) -> None:
        if isinstance(self.effect, ShowPaper):
            await self._tell(uow, PaperStuck(paper=self.effect.paper, why=Why.DISCORD_BUSY), at)

    async def place_gone(self, uow: UnitOfWork, *, at: datetime) -> None:
        """What coaches see is shown anew: in a new thread, or with a new card where that is gone as well.

        Where the review channel itself is gone, everything waits for an admin to choose another one.
        """
        if self._is_direct:
            await forget_channel(uow, self.parcel.candidate)
            return
        log.error(
            "the place of a review is gone; see /setup check",
            extra={"review": self.case.review.id, "effect": type(self.effect).__name__},
        )
        if isinstance(self.effect, OpenThread):
            await self._tell(uow, Moved(channel=self.case.server.review_channel), at, ahead_of=self.parcel.line)
        elif self.case.review.thread is not None:
            await self._tell(uow, ThreadGone(), at, ahead_of=self.parcel.line)
        else:
            await letters_wait(uow, self.parcel.destination, Why.DISCORD_BUSY, at=at)

    async def _barred(self, uow: UnitOfWork, *, at: datetime, retry_at: datetime) -> datetime | None:
        """Coaches are told in the review channel what keeps the thread waiting, and a candidate that a reply waits."""
        rested = max(retry_at, at + UNTIL_MENDED)
        review = self.case.review
        match self.effect:
            case LeavePlace(barred=False, channel=channel):
                await uow.outbox.drop(self.parcel.id, reason="not permitted; another parcel tries again")
                cause = f"parcel:{self.parcel.id}"
                again = replace(self.effect, barred=True)
                await uow.outbox.put_review(review, [again], cause=cause, due_at=rested)
                await self._tell(uow, PlaceNotLeft(channel=channel), at)
                return None
            case LeavePlace() | RemoveCard():
                return at + min(UNTIL_MENDED * (1 << min(self.parcel.attempts, 10)), LONGEST_REST)
            case _:
                await letters_wait(uow, self.parcel.destination, Why.DISCORD_BUSY, at=at)
        if not self.parcel.attempts and not self._stands_in_channel and review.message_of(CARD) is not None:
            await self._tell(uow, PlaceBarred(), at, ahead_of=self.parcel.line)
        return rested

    @property
    def _stands_in_channel(self) -> bool:
        """Whether it would be shown in the review channel itself, or nobody waits for it."""
        match self.effect:
            case ShowPaper(notice=NoticeKind.BARRED) | Remind() | ArchiveThread():
                return True
            case ShowPaper(paper=paper, page=page):
                return (paper, page or FIRST_PAGE) == (CARD, FIRST_PAGE) or self.case.review.thread is None
            case _:
                return False

    @property
    def _is_direct(self) -> bool:
        return self.parcel.destination == dm_of(self.parcel.candidate)

    def _page(self) -> Page | None:
        if not isinstance(self.effect, ShowPaper):
            return None
        pages = self.composer.pages(self.effect, self.case)
        match self.effect.page:
            case None:
                return pages[0]
            case name if name == AFTER_FIRST:
                return pages[1] if len(pages) > 1 else None
            case name:
                return next((page for page in pages if page.name == name), None)

    def _channel(self, page: Page) -> ChannelId | None:
        """Where a page belongs. Without a thread (a server may have too many) everything stands in the channel."""
        if self._is_direct or not isinstance(self.effect, ShowPaper):
            return None
        review = self.case.review
        paper = self.effect.paper
        if paper.kind is PaperKind.RECEIPT:
            source = review.letter(paper.number).source
            if source is not None:
                return source.channel
        if (paper, page.name) == (CARD, FIRST_PAGE) or self.effect.notice is NoticeKind.BARRED:
            return review.channel
        return review.thread or review.channel

    async def _page_arrived(self, uow: UnitOfWork, effect: ShowPaper, message: MessageId, at: datetime) -> None:
        pages = self.composer.pages(effect, self.case)
        names = [page.name for page in pages]
        page = self._page()
        if page is None:
            return
        channel = self._channel(page)
        if channel is not None and await self._is_stray(uow, channel):
            card = message if (effect.paper, page.name) == (CARD, FIRST_PAGE) else None
            stray = LeavePlace(channel=channel, card=card, thread=None, in_channel=(message,))
            await uow.outbox.put_review(self.case.review, [stray], cause=f"parcel:{self.parcel.id}", due_at=at)
            return
        await self._tell(uow, PageShown(paper=effect.paper, page=page.name, message=message, at=at), at)
        if not effect.whole:
            return
        review = await uow.reviews.get(self.case.review.id)
        if review is None:
            return
        cause = f"parcel:{self.parcel.id}"
        after = names.index(page.name) + 1
        if after < len(names):
            following = replace(effect, page=names[after])
            await uow.outbox.put_review(review, [following], cause=cause, due_at=at, line=self.parcel.line)
            return
        extra = tuple(each.page for each in review.sheets_of(effect.paper) if each.page not in names)
        if extra:
            removal = RemovePaper(paper=effect.paper, pages=extra)
            await uow.outbox.put_review(review, [removal], cause=cause, due_at=at, line=self.parcel.line)
        await self._tell(uow, PaperShown(paper=effect.paper, at=at), at)

    async def _is_stray(self, uow: UnitOfWork, channel: ChannelId) -> bool:
        """Whether the review left that channel or thread while this was on its way: then it is shown elsewhere, too."""
        now, then = await uow.reviews.get(self.case.review.id), self.case.review
        if now is None:
            return False
        return now.channel != then.channel or (channel == then.thread and now.thread != then.thread)

    async def _tell(self, uow: UnitOfWork, event: ReviewEvent, at: datetime, *, ahead_of: int | None = None) -> None:
        review = await uow.reviews.get(self.case.review.id)
        if review is not None:
            await apply(uow, review, event, cause=f"parcel:{self.parcel.id}", now=at, ahead_of=ahead_of)


def _subject(parcel: Parcel) -> ReviewParcel:
    if not isinstance(parcel.subject, ReviewParcel):
        raise TypeError(parcel.subject)
    return parcel.subject
