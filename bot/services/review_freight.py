"""Parcels of reviews, as the relay sees them."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.messages import ChannelId, MessageId, ReviewId
from bot.review.effects import (
    ArchiveThread,
    OpenThread,
    Remind,
    RemoveCard,
    RemovePaper,
    RenameThread,
    ReviewEffect,
    ShowPaper,
)
from bot.review.events import (
    Moved,
    PagesGone,
    PageShown,
    PaperRefused,
    PaperShown,
    PaperStuck,
    ReviewEvent,
    ThreadGone,
    ThreadOpened,
)
from bot.review.model import AFTER_FIRST, CARD, FIRST_PAGE, Paper, PaperKind, Sheet, Why
from bot.review.placing import goes_with_card
from bot.review.refusing import RefusedFor
from bot.services.case import Case
from bot.services.cases import case_of
from bot.services.discord_ports import Messenger, Page, ReviewComposer
from bot.services.freight import Cargo, Errand, Showing
from bot.services.locks import KeyedLocks
from bot.services.ports import Clock, Parcel, ReviewParcel, UnitOfWork, dm_of
from bot.services.recipients import cannot_be_reached, forget_channel
from bot.services.review_steps import apply
from bot.services.timeliness import PANEL_PACE, review_still_wanted

UNTIL_MENDED = timedelta(minutes=5)
"""How long a parcel rests that a missing permission keeps back."""


class ReviewFreight:
    """Implements `bot.services.freight.Freight`."""

    def __init__(self, *, composer: ReviewComposer, locks: KeyedLocks[ReviewId], clock: Clock) -> None:
        self._composer = composer
        self._locks = locks
        self._clock = clock

    def turn(self, parcel: Parcel) -> AbstractAsyncContextManager[None]:
        return self._locks.hold(_subject(parcel).review)

    async def is_edit(self, uow: UnitOfWork, parcel: Parcel) -> bool:
        subject = _subject(parcel)
        if not isinstance(subject.effect, ShowPaper):
            return False
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
        return _ReviewCargo(parcel=parcel, effect=subject.effect, case=case, composer=self._composer)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReviewCargo:
    """Implements `bot.services.freight.Cargo`."""

    parcel: Parcel
    effect: ReviewEffect
    case: Case
    composer: ReviewComposer

    @property
    def paced_until(self) -> datetime | None:
        if not isinstance(self.effect, ShowPaper):
            return None
        shown = [s.shown_at for s in self._sheets() if s.page == (self.effect.page or FIRST_PAGE)]
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
            case OpenThread():
                card = review.message_of(CARD)
                return None if card is None or review.thread is not None else Errand(perform=self._open_thread)
            case ArchiveThread():
                return None if review.thread is None else Errand(perform=self._archive_thread)
            case RenameThread():
                return None if review.thread is None else Errand(perform=self._rename_thread)
            case RemovePaper():
                return Errand(perform=self._remove) if self._unwanted() else None
            case RemoveCard():
                return Errand(perform=self._remove_all)

    async def arrived(self, uow: UnitOfWork, message: MessageId | None, *, at: datetime) -> None:
        match self.effect:
            case ShowPaper():
                if message is not None:
                    await self._page_arrived(uow, self.effect, message, at)
            case OpenThread():
                card = self.case.review.message_of(CARD)
                if card is not None:
                    await self._tell(uow, ThreadOpened(thread=ChannelId(card)), at)
            case RemovePaper():
                await self._tell(uow, PagesGone(messages=frozenset(each.message for each in self._unwanted())), at)
            case RemoveCard():
                await self._tell(uow, PagesGone(messages=frozenset(each.message for each in self._with_card())), at)
            case _:
                pass

    async def unreachable(self, uow: UnitOfWork, *, at: datetime, retry_at: datetime) -> datetime | None:
        if not self._is_direct:
            return max(retry_at, at + UNTIL_MENDED)
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

        A mark under a letter from a place of the past becomes a copy of the letter, with the mark.
        """
        if self._is_direct:
            await forget_channel(uow, self.parcel.candidate)
        elif (copy := self._copy_elsewhere()) is not None:
            await uow.outbox.drop(self.parcel.id, reason="its place is gone")
            cause = f"parcel:{self.parcel.id}"
            await uow.outbox.put_review(self.case.review, [copy], cause=cause, due_at=at, line=self.parcel.line)
        elif isinstance(self.effect, OpenThread):
            await self._tell(uow, Moved(channel=self.case.server.review_channel), at, line=self.parcel.line - 1)
        elif self.case.review.thread is not None:
            await self._tell(uow, ThreadGone(), at, line=self.parcel.line - 1)

    def _copy_elsewhere(self) -> ShowPaper | None:
        """What tells of a letter where its review is now, if it was written in a channel or thread of the past."""
        if not isinstance(self.effect, ShowPaper) or self.effect.paper.kind is not PaperKind.RECEIPT:
            return None
        review, number = self.case.review, self.effect.paper.number
        source = review.letter(number).source
        if source is None or source.channel in {review.channel, review.thread}:
            return None
        return ShowPaper(paper=Paper(kind=PaperKind.COPY, number=number))

    @property
    def _is_direct(self) -> bool:
        return self.parcel.destination == dm_of(self.parcel.candidate)

    def _sheets(self) -> tuple[Sheet, ...]:
        return self.case.review.sheets_of(self.effect.paper) if isinstance(self.effect, ShowPaper | RemovePaper) else ()

    def _unwanted(self) -> tuple[Sheet, ...]:
        """The messages that `RemovePaper` is about."""
        if not isinstance(self.effect, RemovePaper):
            return ()
        pages = self.effect.pages
        return tuple(
            each
            for each in self._sheets()
            if (each.paper, each.page) != (CARD, FIRST_PAGE) and (pages is None or each.page in pages)
        )

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
        if (paper, page.name) == (CARD, FIRST_PAGE):
            return review.channel
        return review.thread or review.channel

    async def _page_arrived(self, uow: UnitOfWork, effect: ShowPaper, message: MessageId, at: datetime) -> None:
        pages = self.composer.pages(effect, self.case)
        names = [page.name for page in pages]
        page = self._page()
        if page is None:
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

    async def _tell(self, uow: UnitOfWork, event: ReviewEvent, at: datetime, *, line: int | None = None) -> None:
        review = await uow.reviews.get(self.case.review.id)
        if review is not None:
            await apply(uow, review, event, cause=f"parcel:{self.parcel.id}", now=at, line=line)

    async def _open_thread(self, messenger: Messenger) -> None:
        card = self.case.review.message_of(CARD)
        if card is not None:
            await messenger.open_thread(self.case.review.channel, card, name=self.composer.thread_name(self.case))

    async def _archive_thread(self, messenger: Messenger) -> None:
        if self.case.review.thread is not None:
            await messenger.archive_thread(self.case.review.thread)

    async def _rename_thread(self, messenger: Messenger) -> None:
        if self.case.review.thread is not None:
            await messenger.rename_thread(self.case.review.thread, name=self.composer.thread_name(self.case))

    async def _remove(self, messenger: Messenger) -> None:
        for sheet in self._unwanted():
            channel = self._where(sheet)
            if channel is not None:
                await messenger.delete(channel, sheet.message)

    async def _remove_all(self, messenger: Messenger) -> None:
        review = self.case.review
        if review.thread is not None:
            await messenger.delete_thread(review.thread)
        for sheet in self._with_card():
            if review.thread is None or (sheet.paper, sheet.page) == (CARD, FIRST_PAGE):
                await messenger.delete(review.channel, sheet.message)

    def _with_card(self) -> tuple[Sheet, ...]:
        return tuple(each for each in self.case.review.sheets if goes_with_card(self.case.review, each))

    def _where(self, sheet: Sheet) -> ChannelId | None:
        if self._is_direct:
            return self.case.dm_channel
        if sheet.paper.kind is PaperKind.RECEIPT:
            source = self.case.review.letter(sheet.paper.number).source
            return None if source is None else source.channel
        return self.case.review.thread or self.case.review.channel


def _subject(parcel: Parcel) -> ReviewParcel:
    if not isinstance(parcel.subject, ReviewParcel):
        raise TypeError(parcel.subject)
    return parcel.subject
