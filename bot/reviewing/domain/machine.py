"""Decides what an event does to a review.

Rule 1: only this package changes stage, claim or comments. Rule 2: it never sends, stores or waits.

The laws, checked by `tests/reviewing/domain/test_machine_laws.py` with random event sequences:

1. At most one coach has a review at a time. Before the lease lapses they lose it only by releasing it, to a coach who
   knows of their claim, because they are no coach any more, or because the review is over. `sent_at`, its place in the
   queue, never changes.
2. A comment never disappears: its text changes only when its writer edits it, and is erased only when its writer
   deletes it or the retention of the review is over; feedback on its way to the candidate then stays until it has
   arrived. An erased comment stays empty.
3. A delivered comment is never held, failed or waiting again.
4. Each reminder and the news of a delay are sent at most once, and only while the candidate waits; once more if the
   candidate has begun to wait again, after feedback.
5. A withdrawn or closed review gets no reminder, no claim and no delivery that nobody asked for, except the news that
   its only feedback was withdrawn. Its buttons may still move to feedback that has arrived.
6. A refused event changes nothing.
7. A review is answered while it has feedback that counts, and waits otherwise, until it is over.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.core.content import UserId
from bot.reviewing.domain import comments, deadlines, ending, posting
from bot.reviewing.domain.blocking import with_true_marks
from bot.reviewing.domain.claiming import renewed, require_free, require_other_coach, require_running
from bot.reviewing.domain.counting import with_reminders_anew
from bot.reviewing.domain.effects import NewsKind, NoticeKind, ShowPost
from bot.reviewing.domain.errors import (
    AlreadyClaimed,
    NoFeedbackYet,
    NotYours,
    ReviewErased,
    ReviewOver,
)
from bot.reviewing.domain.events import (
    AnswerChanged,
    AttemptSent,
    BotRemoved,
    CandidateEvent,
    Claimed,
    Closed,
    CoachEvent,
    CoachGone,
    CommentDeleted,
    CommentEdited,
    Expired,
    FeedbackWritten,
    HeldSent,
    HelpfulnessTold,
    Moved,
    OldPostsLeft,
    PageDeleted,
    PagesGone,
    PageShown,
    PostRefused,
    PostShown,
    PostStuck,
    Released,
    Reopened,
    ReplyWritten,
    RetryCutOff,
    ReviewEvent,
    Sent,
    ShowAgainPressed,
    TakenOver,
    ThreadForbidden,
    ThreadGone,
    ThreadOpened,
    TimePassed,
    Withdrawn,
    WorkedOn,
)
from bot.reviewing.domain.following import follow
from bot.reviewing.domain.model import FORM_LEASE, LEASE, Attempt, Claim, Review
from bot.reviewing.domain.posts import Post, PostKind
from bot.reviewing.domain.step import (
    UPDATE_CARD,
    UPDATE_STATUS,
    ReviewStep,
    call_coaches,
    notify_thread,
    tell_candidate,
)

_ALSO_LATER = (ReplyWritten, HelpfulnessTold, WorkedOn)
"""What people may still do with an erased review: a reply has its own refusal, and helpfulness is a figure."""


def advance(review: Review, event: ReviewEvent) -> ReviewStep:
    """Apply one event.

    Raises:
        ReviewOver, AlreadyClaimed, NotYours, AlreadyAnswered, NoFeedbackYet, NotClosed: not in the present state.
        OwnReview, OpinionGiven: not by this coach.
        NothingToSend, ReasonMissing, NotHeld, NotYourComment: not like this.
        ReviewErased: the retention of the review is over.
    """
    if review.erased and isinstance(event, CandidateEvent | CoachEvent) and not isinstance(event, _ALSO_LATER):
        raise ReviewErased
    step = with_true_marks(review, _decided(review, event))
    return replace(step, review=with_reminders_anew(review, step.review))


def _decided(review: Review, event: ReviewEvent) -> ReviewStep:  # noqa: C901, PLR0912 - one `case` an event is the point
    match event:
        case Sent(called=called):
            step = ReviewStep(review=review, effects=(*posting.CARD_AND_THREAD, UPDATE_STATUS))
            return step.then(call_coaches(review, called)) if called else step
        case Withdrawn():
            return ending.withdraw(review, event)
        case AnswerChanged():
            return follow(review, event)
        case AttemptSent():
            return _add_attempt(review, event)
        case Claimed():
            return _claim(review, event)
        case TakenOver():
            return _take_over(review, event)
        case Released(coach=coach, at=at):
            if not review.is_claimed_by(coach, at):
                raise NotYours
            return ReviewStep(review=replace(review, claim=None), effects=(UPDATE_CARD, UPDATE_STATUS))
        case WorkedOn():
            return _renew(review, event)
        case FeedbackWritten():
            require_other_coach(review, event.coach)
            return comments.write_feedback(review, event)
        case HeldSent():
            require_other_coach(review, event.coach)
            return comments.send_held(review, event)
        case ReplyWritten():
            return comments.write_reply(review, event)
        case CommentEdited():
            return comments.edit(review, event)
        case CommentDeleted():
            return comments.delete(review, event)
        case HelpfulnessTold(helpfulness=helpfulness):
            if review.coach is None:
                raise NoFeedbackYet
            if review.helpfulness is helpfulness or review.erased:
                return ReviewStep(review=replace(review, helpfulness=helpfulness))
            return comments.rate(review, helpfulness)
        case Closed():
            return ending.close(review, event)
        case Reopened():
            return ending.reopen(review, event)
        case RetryCutOff():
            return tell_candidate(review, NewsKind.RETRY_OVER)
        case TimePassed(at=at):
            return deadlines.pass_time(review, at)
        case Expired(at=at):
            return ending.expire(review, at)
        case BotRemoved(at=at):
            return ending.cut_off(review, at)
        case CoachGone(coach=coach, at=at):
            return ending.hand_back(review, coach, at)
        case PageShown():
            return posting.page_shown(review, event)
        case PagesGone(messages=gone):
            return posting.pages_gone(review, gone)
        case PostShown(post=post):
            return comments.mark_arrived(review, post)
        case PostStuck(post=post, why=why):
            return comments.mark_stuck(review, post, why)
        case PostRefused(post=post, refused_for=refused_for):
            return comments.mark_refused(review, post, refused_for)
        case ThreadOpened(thread=thread):
            return ReviewStep(review=replace(review, thread=thread))
        case ThreadGone():
            return posting.thread_gone(review)
        case PageDeleted():
            return posting.page_deleted(review, event)
        case ShowAgainPressed():
            return posting.show_again(review)
        case Moved(channel=channel):
            return posting.move(review, channel)
        case ThreadForbidden():
            return notify_thread(review, NoticeKind.BARRED)
        case OldPostsLeft(channel=channel):
            return notify_thread(review, NoticeKind.LEFT_BEHIND, channel=channel)
        case _:
            assert_never(event)


def _add_attempt(review: Review, event: AttemptSent) -> ReviewStep:
    if review.attempt_of(event.interview, event.question) is not None:
        return ReviewStep(review=review)
    if review.is_over:
        raise ReviewOver(review.stage)
    attempt = Attempt(
        number=len(review.attempts) + 1, interview=event.interview, question=event.question, sent_at=event.at
    )
    tried = replace(review, attempts=(*review.attempts, attempt))
    shown = ShowPost(post=Post(kind=PostKind.ANSWER, number=attempt.number))
    return ReviewStep(review=tried, effects=(shown, UPDATE_CARD, UPDATE_STATUS))


def _claim(review: Review, event: Claimed) -> ReviewStep:
    require_running(review)
    require_free(review, event.coach, event.at)
    claim = review.claim_at(event.at)
    if not event.by_form or (claim is not None and not claim.by_form):
        return _claimed(review, event.coach, event.at, since=event.at if claim is None else claim.since)
    require_other_coach(review, event.coach)
    opened = Claim(coach=event.coach, since=event.at, until=event.at + FORM_LEASE)
    return ReviewStep(review=replace(review, claim=opened), effects=(UPDATE_CARD,))


def _take_over(review: Review, event: TakenOver) -> ReviewStep:
    require_running(review)
    claim = review.claim_at(event.at)
    if claim is not None and claim.coach not in {event.claimant, event.coach}:
        raise AlreadyClaimed(by=claim.coach, until=claim.until)
    step = _claimed(review, event.coach, event.at, since=event.at)
    if claim is None or claim.coach == event.coach:
        return step
    return step.then(notify_thread(step.review, NoticeKind.TAKEN_OVER, person=claim.coach))


def _claimed(review: Review, coach: UserId, at: datetime, *, since: datetime) -> ReviewStep:
    require_other_coach(review, coach)
    claimed = replace(review, claim=Claim(coach=coach, since=since, until=at + LEASE))
    return ReviewStep(review=claimed, effects=(UPDATE_CARD, UPDATE_STATUS))


def _renew(review: Review, event: WorkedOn) -> ReviewStep:
    after = renewed(review, event.coach, event.at)
    return ReviewStep(review=after, effects=() if after is review else (UPDATE_CARD, UPDATE_STATUS))
