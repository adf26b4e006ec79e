"""What is to be done about a review without showing a message: its thread opened or put away, messages deleted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.content import ChannelId, MessageId, ServerId
from bot.outbound.handler import Errand
from bot.outbound.messenger import ChannelGone, Messenger, RecipientClosed, SendingFailed
from bot.reviewing.domain.effects import (
    ArchiveThread,
    LeavePlace,
    OpenThread,
    RemoveCard,
    RemovePaper,
    RenameThread,
    ShowPaper,
)
from bot.reviewing.domain.model import Letter, LetterState, Side, Stage
from bot.reviewing.domain.posting import card_with_thread
from bot.reviewing.domain.posts import CARD, FIRST_PAGE, Paper, PaperKind, Sheet
from bot.reviewing.usecases.ports import ReviewComposer
from bot.reviewing.usecases.snapshot import Case

ReviewErrand = OpenThread | ArchiveThread | RenameThread | RemovePaper | RemoveCard | LeavePlace
CaughtUp = Callable[[ServerId], Awaitable[None]]
"""Returns when what coaches of the server wrote while nobody listened is stored."""

PATIENCE = 8
"""Attempts to open the thread of a card that is not there; Discord may have refused it for ever."""
UNTIL_COPIED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errands:
    """Those of one review, as it was when it was looked at."""

    case: Case
    composer: ReviewComposer
    caught_up: CaughtUp
    attempts: int
    """How often this was begun before."""

    def errand(self, effect: ReviewErrand) -> Errand | None:
        """None: it is done already.

        Raises:
            SendingFailed: its time will come.
        """
        review = self.case.review
        match effect:
            case OpenThread():
                if review.message_of(CARD) is None and self.attempts < PATIENCE:
                    raise SendingFailed("the card is on its way")
                known = review.message_of(CARD) is not None and review.thread is None
                return Errand(perform=self._open_thread) if known else None
            case ArchiveThread():
                return None if review.thread is None else Errand(perform=self._archive_thread)
            case RenameThread():
                return None if review.thread is None else Errand(perform=self._rename_thread)
            case RemovePaper():
                unwanted = self.unwanted(effect)
                return Errand(perform=lambda messenger: self._remove(messenger, unwanted)) if unwanted else None
            case RemoveCard():
                return Errand(perform=lambda messenger: _clear(messenger, card_with_thread(review)))
            case LeavePlace():
                return Errand(perform=lambda messenger: self._leave(messenger, effect))

    def unwanted(self, effect: RemovePaper) -> tuple[Sheet, ...]:
        """The messages that are to be deleted."""
        return tuple(
            each
            for each in self.case.review.sheets_of(effect.paper)
            if (each.paper, each.page) != (CARD, FIRST_PAGE) and (effect.pages is None or each.page in effect.pages)
        )

    def not_left_before(self, place: LeavePlace) -> datetime | None:
        """Files in a thread go with it: those that are to be sent on, or copied, are waited for."""
        review = self.case.review
        if review.stage is Stage.WITHDRAWN:
            return None
        written_there = [
            each
            for each in review.letters
            if each.side is Side.COACH and each.files and each.source and each.source.channel == place.thread
        ]
        needed = any(each.state is LetterState.WAITING or not self._is_copied(each) for each in written_there)
        return self.case.now + UNTIL_COPIED if needed else None

    def _is_copied(self, letter: Letter) -> bool:
        if self.case.review.stage is Stage.CLOSED:
            return True  # then it is not shown again
        copy = Paper(kind=PaperKind.COPY, number=letter.number)
        pages = self.composer.pages(ShowPaper(paper=copy), self.case)
        return {page.name for page in pages} <= {sheet.page for sheet in self.case.review.sheets_of(copy)}

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

    async def _remove(self, messenger: Messenger, unwanted: tuple[Sheet, ...]) -> None:
        for sheet in unwanted:
            channel = self._where(sheet)
            if channel is not None:
                await messenger.delete(channel, sheet.message)

    async def _leave(self, messenger: Messenger, place: LeavePlace) -> None:
        await self.caught_up(self.case.server.id)  # the replies in a thread go with it
        await _clear(messenger, place)
        if place.card is None and place.channel != self.case.review.channel:
            await self._clear_lost_cards(messenger, place.channel)

    async def _clear_lost_cards(self, messenger: Messenger, channel: ChannelId) -> None:
        """Delete cards whose arrival nobody knows of, because Discord's answer was lost."""
        page, *_ = self.composer.pages(ShowPaper(paper=CARD), self.case)
        try:
            found = await messenger.find_sent(channel, page.draft, nonce=None, after=None)
        except ChannelGone:
            return
        for card in found:
            await _clear(messenger, LeavePlace(channel=channel, card=card, thread=None, in_channel=(card,)))

    def _where(self, sheet: Sheet) -> ChannelId | None:
        review = self.case.review
        if review.is_with_candidate(sheet.paper):
            return self.case.dm_channel
        if sheet.paper.kind is PaperKind.RECEIPT:
            source = review.letter(sheet.paper.number).source
            return None if source is None else source.channel
        return review.thread or review.channel


async def _clear(messenger: Messenger, place: LeavePlace) -> None:
    """Delete a card with its thread. Where the thread may not be deleted, the bot's messages in it are.

    Raises:
        RecipientClosed: something is left.
    """
    left: RecipientClosed | None = None
    thread = place.thread or (None if place.card is None else ChannelId(place.card))
    if thread is not None:
        try:
            await messenger.delete_thread(thread)
        except RecipientClosed as error:
            left = error
            await _delete(messenger, thread, place.in_thread)
    await _delete(messenger, place.channel, place.in_channel)
    if left is not None:
        raise left


async def _delete(messenger: Messenger, channel: ChannelId, messages: tuple[MessageId, ...]) -> None:
    for message in messages:
        await messenger.delete(channel, message)
