"""Decides what an event does to a review.

Rule 1: only this package changes stage, claim or letters. Rule 2: it never sends, stores or waits.

The laws, held by `tests/review/test_machine_laws.py` against random event sequences:

1. At most one coach holds a review at a time, and `sent_at`, its place in the queue, never changes.
2. A letter never disappears: its text is erased only when its writer deletes it.
3. A letter that was delivered is never held, failed or waiting again, unless it was edited.
4. Each reminder and the word that it is late are given at most once, and only while there is no feedback.
5. A review that was withdrawn or closed gets no reminder, no claim and no delivery that nobody asked for.
6. A refused event changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.messages import UserId
from bot.review import letters, placing, timing
from bot.review.effects import (
    ArchiveThread,
    NewsKind,
    NoticeKind,
    RemoveCard,
    ShowPaper,
)
from bot.review.errors import (
    AlreadyAnswered,
    AlreadyClaimed,
    NoFeedbackYet,
    NotClosed,
    NotYours,
    OpinionGiven,
    OwnReview,
    ReasonMissing,
    ReviewOver,
)
from bot.review.events import (
    AnswerChanged,
    AttemptSent,
    Claimed,
    Closed,
    Expired,
    FeedbackWritten,
    HeldSent,
    LetterDeleted,
    LetterEdited,
    Moved,
    PageDeleted,
    PagesGone,
    PageShown,
    PaperRefused,
    PaperShown,
    PaperStuck,
    PlaceBarred,
    PlaceNotLeft,
    Rated,
    Released,
    Reopened,
    ReplyWritten,
    ReviewEvent,
    Sent,
    TakenOver,
    ThreadGone,
    ThreadOpened,
    TimePassed,
    Withdrawn,
)
from bot.review.model import (
    CARD,
    FIRST_PAGE,
    LEASE,
    STATUS,
    Attempt,
    Claim,
    Paper,
    PaperKind,
    Review,
    Stage,
)
from bot.review.step import ReviewStep, noticed, told

UPDATE_CARD = ShowPaper(paper=CARD, page=FIRST_PAGE, whole=False)
UPDATE_STATUS = ShowPaper(paper=STATUS)


def advance(review: Review, event: ReviewEvent) -> ReviewStep:  # noqa: C901, PLR0912 - one `case` an event is the point
    """Apply one event.

    Raises:
        ReviewOver, AlreadyClaimed, NotYours, AlreadyAnswered, NoFeedbackYet, NotClosed: not in the present state.
        OwnReview, OpinionGiven: not by this coach.
        NothingToSend, ReasonMissing, NotHeld: not like this.
    """
    match event:
        case Sent():
            return ReviewStep(review=review, effects=(*placing.CARD_AND_THREAD, UPDATE_STATUS))
        case Withdrawn():
            return _withdraw(review, event)
        case AnswerChanged():
            return _change_answer(review, event)
        case AttemptSent():
            return _add_attempt(review, event)
        case Claimed(coach=coach, at=at):
            return _claim(review, coach, at)
        case TakenOver():
            return _take_over(review, event)
        case Released(coach=coach, at=at):
            if not review.held_by(coach, at):
                raise NotYours
            return ReviewStep(review=replace(review, claim=None), effects=(UPDATE_CARD, UPDATE_STATUS))
        case FeedbackWritten():
            _require_other_coach(review, event.coach)
            return letters.write_feedback(review, event)
        case HeldSent():
            _require_other_coach(review, event.coach)
            return letters.send_held(review, event)
        case ReplyWritten():
            return letters.write_reply(review, event)
        case LetterEdited():
            return letters.edit(review, event)
        case LetterDeleted():
            return letters.delete(review, event)
        case Rated(rating=rating):
            if review.coach is None:
                raise NoFeedbackYet
            if review.rating is rating or review.erased:
                return ReviewStep(review=replace(review, rating=rating))
            return letters.rated(review, rating)
        case Closed():
            return _close(review, event)
        case Reopened():
            return _reopen(review)
        case TimePassed(at=at):
            return timing.pass_time(review, at)
        case Expired():
            erased = letters.erased(review)
            return ReviewStep(review=erased, effects=() if erased == review else (RemoveCard(),))
        case PageShown():
            return placing.page_shown(review, event)
        case PagesGone(messages=gone):
            return placing.pages_gone(review, gone)
        case PaperShown(paper=paper):
            return letters.arrived(review, paper)
        case PaperStuck(paper=paper, why=why):
            return letters.stuck(review, paper, why)
        case PaperRefused(paper=paper):
            return letters.refused(review, paper)
        case ThreadOpened(thread=thread):
            return ReviewStep(review=replace(review, thread=thread))
        case ThreadGone():
            return placing.thread_gone(review)
        case PageDeleted():
            return placing.page_deleted(review, event)
        case Moved(channel=channel):
            return placing.moved(review, channel)
        case PlaceBarred():
            return noticed(review, NoticeKind.BARRED)
        case PlaceNotLeft(channel=channel):
            return noticed(review, NoticeKind.LEFT_BEHIND, place=channel)
        case _:
            assert_never(event)


def _withdraw(review: Review, event: Withdrawn) -> ReviewStep:
    if review.stage is Stage.ANSWERED:
        raise AlreadyAnswered
    if review.stage is not Stage.WAITING:
        raise ReviewOver(review.stage)
    claim = review.claim_at(event.at)
    over = replace(review, stage=Stage.WITHDRAWN, closed_at=event.at, claim=None)
    step = ReviewStep(review=over, effects=(UPDATE_CARD, *placing.removals_of_candidates_words(review), UPDATE_STATUS))
    if claim is None:
        return step
    # Somebody is at work on it: they are told, instead of finding out.
    return step.then(noticed(step.review, NoticeKind.WITHDRAWN, person=claim.coach))


def _change_answer(review: Review, event: AnswerChanged) -> ReviewStep:
    if review.stage is Stage.WITHDRAWN or review.erased:
        return ReviewStep(review=review)
    paper = Paper(kind=PaperKind.ANSWER, number=event.attempt)
    update = ShowPaper(paper=paper)
    if review.stage is Stage.WAITING and review.claim_at(event.at) is None:
        return ReviewStep(review=review, effects=(update,))
    number = review.counter + 1
    change = ShowPaper(paper=Paper(kind=PaperKind.CHANGE, number=number), about=event.message, change=event.change)
    return ReviewStep(review=replace(review, counter=number), effects=(change, update))


def _add_attempt(review: Review, event: AttemptSent) -> ReviewStep:
    if review.attempt_of(event.interview, event.question) is not None:
        return ReviewStep(review=review)
    if review.stage in {Stage.CLOSED, Stage.WITHDRAWN}:
        raise ReviewOver(review.stage)
    attempt = Attempt(
        number=len(review.attempts) + 1, interview=event.interview, question=event.question, sent_at=event.at
    )
    tried = replace(review, attempts=(*review.attempts, attempt))
    shown = ShowPaper(paper=Paper(kind=PaperKind.ANSWER, number=attempt.number))
    return ReviewStep(review=tried, effects=(shown, UPDATE_CARD, UPDATE_STATUS))


def _claim(review: Review, coach: UserId, at: datetime) -> ReviewStep:
    _require_running(review)
    claim = review.claim_at(at)
    if claim is not None and claim.coach != coach:
        raise AlreadyClaimed(by=claim.coach, until=claim.until)
    return _held(review, coach, at, since=at if claim is None else claim.since)


def _take_over(review: Review, event: TakenOver) -> ReviewStep:
    _require_running(review)
    claim = review.claim_at(event.at)
    if claim is not None and claim.coach not in {event.holder, event.coach}:
        raise AlreadyClaimed(by=claim.coach, until=claim.until)
    step = _held(review, event.coach, event.at, since=event.at)
    if claim is None or claim.coach == event.coach:
        return step
    return step.then(noticed(step.review, NoticeKind.TAKEN_OVER, person=claim.coach))


def _held(review: Review, coach: UserId, at: datetime, *, since: datetime) -> ReviewStep:
    _require_other_coach(review, coach)
    claimed = replace(review, claim=Claim(coach=coach, since=since, until=at + LEASE))
    return ReviewStep(review=claimed, effects=(UPDATE_CARD, UPDATE_STATUS))


def _close(review: Review, event: Closed) -> ReviewStep:
    _require_running(review)
    if event.coach == review.candidate:
        raise OwnReview
    claim = review.claim_at(event.at)
    if claim is not None and claim.coach != event.coach:
        raise AlreadyClaimed(by=claim.coach, until=claim.until)
    unanswered = review.stage is Stage.WAITING
    if unanswered and not event.reason.strip():
        raise ReasonMissing
    closed = replace(review, stage=Stage.CLOSED, closed_at=event.at, close_reason=event.reason.strip(), claim=None)
    step = ReviewStep(review=closed, effects=(UPDATE_CARD, UPDATE_STATUS))
    if unanswered:
        step = step.then(told(step.review, NewsKind.CLOSED))
    return step.then(ReviewStep(review=step.review, effects=(ArchiveThread(),)))


def _reopen(review: Review) -> ReviewStep:
    if review.stage is not Stage.CLOSED:
        raise NotClosed
    opened = letters.reopened(review)
    thread = () if opened.thread is not None else placing.thread_with_all(opened)
    step = ReviewStep(review=opened, effects=(UPDATE_CARD, *thread, UPDATE_STATUS))
    return step.then(noticed(step.review, NoticeKind.REOPENED))


def _require_running(review: Review) -> None:
    if review.stage in {Stage.CLOSED, Stage.WITHDRAWN}:
        raise ReviewOver(review.stage)


def _require_other_coach(review: Review, coach: UserId) -> None:
    if coach == review.candidate:
        raise OwnReview
    if coach in review.excluded:
        raise OpinionGiven
