"""Keeps track of which messages show what, and begins anew where they were deleted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.messages import ChannelId, MessageId
from bot.review.effects import OpenThread, RemovePaper, ReviewEffect, ShowPaper
from bot.review.events import PageShown
from bot.review.model import AFTER_FIRST, CARD, FIRST_PAGE, Letter, Paper, PaperKind, Review, Sheet, Side, Stage
from bot.review.step import ReviewStep

CARD_AND_THREAD: tuple[ReviewEffect, ...] = (
    ShowPaper(paper=CARD, page=FIRST_PAGE, whole=False),
    OpenThread(),
    ShowPaper(paper=CARD, page=AFTER_FIRST),
)


def page_shown(review: Review, event: PageShown) -> ReviewStep:
    """Remember the message that shows a page."""
    others = tuple(each for each in review.sheets if (each.paper, each.page) != (event.paper, event.page))
    sheet = Sheet(paper=event.paper, page=event.page, message=event.message, shown_at=event.at)
    return ReviewStep(review=replace(review, sheets=(*others, sheet)))


def pages_gone(review: Review, messages: frozenset[MessageId]) -> ReviewStep:
    """Forget messages that do not exist any more."""
    return ReviewStep(
        review=replace(review, sheets=tuple(each for each in review.sheets if each.message not in messages))
    )


def thread_gone(review: Review) -> ReviewStep:
    """Open the thread anew and show in it what stood there."""
    in_thread = {each.message for each in review.sheets if _is_in_thread(review, each.paper, each.page)}
    emptied = pages_gone(replace(review, thread=None), frozenset(in_thread)).review
    return ReviewStep(review=emptied, effects=(OpenThread(), *_shown_in_thread(review)))


def moved(review: Review, channel: ChannelId) -> ReviewStep:
    """Show everything once more in the channel that coaches read now."""
    here = {each.message for each in review.sheets if not review.is_with_candidate(each.paper)}
    emptied = pages_gone(replace(review, channel=channel, thread=None), frozenset(here)).review
    if review.stage in {Stage.CLOSED, Stage.WITHDRAWN}:
        return ReviewStep(review=emptied)
    card = ShowPaper(paper=CARD, page=FIRST_PAGE, whole=False)
    return ReviewStep(review=emptied, effects=(card, OpenThread(), *_shown_in_thread(review)))


def removals_of_candidates_words(review: Review) -> tuple[ReviewEffect, ...]:
    """Take everything that the candidate wrote out of the thread; what coaches wrote stays."""
    theirs = {PaperKind.ANSWER, PaperKind.CHANGE, PaperKind.LETTER}
    shown = dict.fromkeys(
        each.paper for each in review.sheets if each.paper.kind in theirs and not review.is_with_candidate(each.paper)
    )
    return tuple(RemovePaper(paper=paper) for paper in dict.fromkeys((CARD, *shown)))


def removals_of_all_but(review: Review, kept: Collection[int]) -> tuple[ReviewEffect, ...]:
    """Take everything out of the thread but the copies of these letters, and the marks under what coaches wrote."""
    papers = dict.fromkeys(
        each.paper
        for each in review.sheets
        if not review.is_with_candidate(each.paper)
        and each.paper.kind is not PaperKind.RECEIPT
        and not (each.paper.kind is PaperKind.COPY and each.paper.number in kept)
    )
    return tuple(RemovePaper(paper=paper) for paper in dict.fromkeys((CARD, *papers)))


def goes_with_card(review: Review, sheet: Sheet) -> bool:
    """Whether it is gone where the card and its thread are deleted."""
    is_card = (sheet.paper, sheet.page) == (CARD, FIRST_PAGE)
    return is_card or _is_in_thread(review, sheet.paper, sheet.page)


def _shown_in_thread(review: Review) -> tuple[ReviewEffect, ...]:
    """The answers and letters of a thread; notices of the past are not repeated."""
    later = [Paper(kind=PaperKind.ANSWER, number=each.number) for each in review.attempts[1:]]
    letters = [paper for each in review.letters if (paper := _in_thread(each)) is not None]
    return (ShowPaper(paper=CARD, page=AFTER_FIRST), *(ShowPaper(paper=each) for each in (*later, *letters)))


def _in_thread(letter: Letter) -> Paper | None:
    if letter.side is Side.CANDIDATE and letter.counts:
        return Paper(kind=PaperKind.LETTER, number=letter.number)
    if letter.side is Side.COACH and letter.source is None:
        return Paper(kind=PaperKind.COPY, number=letter.number)
    return None


def _is_in_thread(review: Review, paper: Paper, page: str) -> bool:
    if paper.kind is PaperKind.RECEIPT:
        source = review.letter(paper.number).source
        return source is not None and source.channel == review.thread
    return (paper, page) != (CARD, FIRST_PAGE) and not review.is_with_candidate(paper)
