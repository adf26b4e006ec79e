"""Keeps track of which messages show what, and begins anew where they were deleted or coaches read elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from bot.core.content import ChannelId, MessageId
from bot.reviewing.domain.effects import LeavePlace, NoticeKind, OpenThread, RemovePaper, ReviewEffect, ShowPaper
from bot.reviewing.domain.events import PageDeleted, PageShown
from bot.reviewing.domain.model import Letter, LetterState, Review, Side, Stage
from bot.reviewing.domain.posts import AFTER_FIRST, CARD, FIRST_PAGE, Paper, PaperKind, Sheet
from bot.reviewing.domain.step import ReviewStep, noticed

CARD_AND_THREAD: tuple[ReviewEffect, ...] = (
    ShowPaper(paper=CARD, page=FIRST_PAGE, whole=False),
    OpenThread(),
    ShowPaper(paper=CARD, page=AFTER_FIRST),
)
STOOD = timedelta(minutes=1)
"""What was deleted sooner was no slip: some server's filter does it each time, and would do it again for ever."""
_TOLD_ONCE = {PaperKind.CHANGE, PaperKind.NOTICE, PaperKind.RECEIPT}


def page_shown(review: Review, event: PageShown) -> ReviewStep:
    """Remember the message that shows a page; what was taken back while it was on its way goes at once."""
    others = tuple(each for each in review.sheets if (each.paper, each.page) != (event.paper, event.page))
    sheet = Sheet(paper=event.paper, page=event.page, message=event.message, shown_at=event.at)
    shown = replace(review, sheets=(*others, sheet))
    too_late = review.stage is Stage.WITHDRAWN and sheet in _candidates_words(shown)
    return ReviewStep(review=shown, effects=(RemovePaper(paper=event.paper),) if too_late else ())


def pages_gone(review: Review, messages: frozenset[MessageId]) -> ReviewStep:
    """Forget messages that do not exist any more."""
    return ReviewStep(
        review=replace(review, sheets=tuple(each for each in review.sheets if each.message not in messages))
    )


def page_deleted(review: Review, event: PageDeleted) -> ReviewStep:
    """Show again what somebody deleted, as long as coaches need it."""
    sheet = next((each for each in review.sheets if each.message == event.message), None)
    if sheet is None or review.is_with_candidate(sheet.paper):
        return ReviewStep(review=review)
    without = pages_gone(review, frozenset({event.message})).review
    if _rests(review) or sheet.paper.kind in _TOLD_ONCE or event.stood < STOOD:
        return ReviewStep(review=without)
    again = ReviewStep(review=without, effects=(ShowPaper(paper=sheet.paper, page=sheet.page, whole=False),))
    return again.then(noticed(without, NoticeKind.SHOWN_AGAIN))


def thread_gone(review: Review) -> ReviewStep:
    """Open the thread anew and show in it what stood there; what is over needs none before it is opened again."""
    in_thread = frozenset(each.message for each in review.sheets if _is_in_thread(review, each.paper, each.page))
    left = tuple(
        replace(each, source=None)
        if each.side is Side.COACH and each.source is not None and each.source.channel == review.thread
        else each
        for each in review.letters
    )
    emptied = pages_gone(replace(review, thread=None, letters=left), in_thread).review
    if _rests(review):
        return ReviewStep(review=emptied)
    shown = ReviewStep(review=emptied, effects=thread_with_all(emptied))
    return shown if review.thread is None else shown.then(noticed(emptied, NoticeKind.SHOWN_AGAIN))


def moved(review: Review, channel: ChannelId) -> ReviewStep:
    """Show everything once more in the channel that coaches read now, and leave nothing where it was before.

    What is over stays where it is, until its time is over or it is opened again.
    """
    if _rests(review):
        return ReviewStep(review=review)
    here = frozenset(each.message for each in review.sheets if not review.is_with_candidate(each.paper))
    emptied = pages_gone(replace(review, channel=channel, thread=None), here).review
    card = ShowPaper(paper=CARD, page=FIRST_PAGE, whole=False)
    step = ReviewStep(review=emptied, effects=(card, OpenThread(), *_shown_in_thread(emptied, from_elsewhere=True)))
    if here and channel == review.channel:
        step = step.then(noticed(emptied, NoticeKind.SHOWN_AGAIN))
    elif here:
        # Whoever is at it would look for it in vain.
        holder = None if review.claim is None else review.claim.coach
        step = step.then(noticed(emptied, NoticeKind.MOVED, person=holder, place=review.channel))
    return ReviewStep(review=step.review, effects=(*step.effects, place_of(review)))


def place_of(review: Review) -> LeavePlace:
    """All that stands in the review channel and the thread at this moment."""
    theirs = [each for each in review.sheets if not review.is_with_candidate(each.paper)]
    in_thread = [each for each in theirs if review.thread is not None and _is_in_thread(review, each.paper, each.page)]
    return LeavePlace(
        channel=review.channel,
        card=review.message_of(CARD),
        thread=review.thread,
        in_channel=tuple(each.message for each in theirs if each not in in_thread),
        in_thread=tuple(each.message for each in in_thread),
    )


def card_with_thread(review: Review) -> LeavePlace:
    """The card and what stands in its thread. Marks under what coaches wrote in the channel stay."""
    place = place_of(review)
    marks = {each.message for each in review.sheets if each.paper.kind is PaperKind.RECEIPT}
    return replace(place, in_channel=tuple(each for each in place.in_channel if each not in marks))


def receipt(review: Review, letter: Letter) -> ShowPaper:
    """Where its writer reads what became of it: under their message or, if it is not there, with its copy."""
    by_copy = letter.side is Side.COACH and not is_here(review, letter)
    return ShowPaper(paper=Paper(kind=PaperKind.COPY if by_copy else PaperKind.RECEIPT, number=letter.number))


def is_here(review: Review, letter: Letter) -> bool:
    """Whether the message in which a coach wrote it stands where the review is shown now.

    If it does not, or there is none, a copy in the thread stands for it.
    """
    if letter.source is None:
        return False
    if letter.source.channel == review.thread:
        return True
    card = review.message_of(CARD)
    is_marked = review.message_of(Paper(kind=PaperKind.RECEIPT, number=letter.number)) is not None
    # What is older than the card was written where the review was before, even if it is in this channel again.
    return letter.source.channel == review.channel and (is_marked or card is None or card < letter.source.message)


def thread_with_all(review: Review) -> tuple[ReviewEffect, ...]:
    """The thread of the card that is there, and everything that belongs into it."""
    return (OpenThread(), *_shown_in_thread(review, from_elsewhere=False))


def removals_of_candidates_words(review: Review) -> tuple[ReviewEffect, ...]:
    """Take everything that the candidate wrote out of the thread; what coaches wrote stays."""
    papers = dict.fromkeys((CARD, *(each.paper for each in _candidates_words(review))))
    return tuple(RemovePaper(paper=paper) for paper in papers)


def _candidates_words(review: Review) -> tuple[Sheet, ...]:
    """The messages that show coaches what the candidate wrote, but for the first page of the card."""
    theirs = {PaperKind.ANSWER, PaperKind.CHANGE, PaperKind.LETTER}
    return tuple(
        each
        for each in review.sheets
        if (each.paper.kind in theirs and not review.is_with_candidate(each.paper))
        or (each.paper == CARD and each.page != FIRST_PAGE)
    )


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


def _rests(review: Review) -> bool:
    """Nobody works on it."""
    return review.erased or review.is_over


def _shown_in_thread(review: Review, *, from_elsewhere: bool) -> tuple[ReviewEffect, ...]:
    """The answers and letters of a thread in the order in which they were written; notices are not repeated.

    What coaches wrote in messages of their own is shown, too, if those are elsewhere.
    """

    def not_to_be_seen(letter: Letter) -> bool:
        return from_elsewhere or letter.source is None

    said = [(each.sent_at, Paper(kind=PaperKind.ANSWER, number=each.number)) for each in review.attempts[1:]]
    for letter in review.letters:
        if letter.side is Side.CANDIDATE and letter.counts:
            said.append((letter.written_at, Paper(kind=PaperKind.LETTER, number=letter.number)))
        elif letter.side is Side.COACH and letter.state is not LetterState.WITHDRAWN and not_to_be_seen(letter):
            said.append((letter.written_at, Paper(kind=PaperKind.COPY, number=letter.number)))
    in_order = [paper for _, paper in sorted(said, key=lambda each: each[0])]
    return (ShowPaper(paper=CARD, page=AFTER_FIRST), *(ShowPaper(paper=each) for each in in_order))


def _is_in_thread(review: Review, paper: Paper, page: str) -> bool:
    if paper.kind is PaperKind.RECEIPT:
        source = review.letter(paper.number).source
        return source is not None and source.channel == review.thread
    return (paper, page) != (CARD, FIRST_PAGE) and not review.is_with_candidate(paper)
