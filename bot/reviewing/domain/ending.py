"""Decides how a review ends, is reopened, and is erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.content import UserId, has_something_to_see
from bot.reviewing.domain import posting
from bot.reviewing.domain.claiming import require_free, require_other_coach, require_running
from bot.reviewing.domain.counting import counted, unanswered_since, waits_since
from bot.reviewing.domain.effects import (
    ArchiveThread,
    NewsKind,
    NoticeKind,
    RemoveCard,
    RenameThread,
    ReviewEffect,
    ShowPost,
)
from bot.reviewing.domain.errors import (
    AlreadyAnswered,
    NotClosed,
    OwnReview,
    ReasonMissing,
    ReviewOver,
)
from bot.reviewing.domain.events import Closed, Reopened, Withdrawn
from bot.reviewing.domain.model import Comment, CommentState, Review, Side, Stage, Why
from bot.reviewing.domain.posts import Post, PostKind
from bot.reviewing.domain.step import UPDATE_CARD, UPDATE_STATUS, ReviewStep, notify_thread, tell_candidate


def withdraw(review: Review, event: Withdrawn) -> ReviewStep:
    """The candidate withdraws a review that waits for feedback; coaches lose sight of every word of theirs.

    Raises:
        AlreadyAnswered, ReviewOver: there is nothing to withdraw.
    """
    if review.stage is Stage.ANSWERED:
        raise AlreadyAnswered
    if review.stage is not Stage.WAITING:
        raise ReviewOver(review.stage)
    claim = review.claim_at(event.at)
    over = replace(review, stage=Stage.WITHDRAWN, closed_at=event.at, claim=None)
    step = ReviewStep(review=over, effects=(UPDATE_CARD, *posting.removals_of_candidates_words(review), UPDATE_STATUS))
    if claim is None:
        return step
    # A coach is at work on it, and should not have to find out.
    return step.then(notify_thread(step.review, NoticeKind.WITHDRAWN, person=claim.coach))


def require_closable(review: Review, coach: UserId, at: datetime) -> None:
    """Raises ReviewOver, AlreadyClaimed: not now; OwnReview, OpinionGiven: not by this coach."""
    require_running(review)
    require_other_coach(review, coach)
    require_free(review, coach, at)


def close(review: Review, event: Closed) -> ReviewStep:
    """A coach closes a review.

    Raises:
        ReviewOver, AlreadyClaimed: not now.
        OwnReview, OpinionGiven: not by this coach.
        ReasonMissing: there is no feedback, and the reason shows nothing.
    """
    require_closable(review, event.coach, event.at)
    unanswered = review.stage is Stage.WAITING
    if unanswered and not has_something_to_see(event.reason):
        raise ReasonMissing
    return _over(review, event.at, reason=event.reason.strip())


def put_away(review: Review) -> tuple[ReviewEffect, ...]:
    """To follow effects that show something in a thread, which unarchives it: a closed review archives it again."""
    return (ArchiveThread(),) if review.stage is Stage.CLOSED else ()


def close_quietly(review: Review, at: datetime) -> ReviewStep:
    """Close a review in which nobody has written for long, without a reason."""
    return _over(review, at, reason="")


def reopen(review: Review, event: Reopened) -> ReviewStep:
    """A coach reopens a closed review. Raises OwnReview, NotClosed."""
    if event.coach == review.candidate:
        raise OwnReview
    if review.stage is not Stage.CLOSED:
        raise NotClosed
    step = running_again(review)
    step = step.then(ReviewStep(review=step.review, effects=(UPDATE_CARD, UPDATE_STATUS)))
    return step.then(notify_thread(step.review, NoticeKind.REOPENED))


def running_again(review: Review) -> ReviewStep:
    """A closed review reopened with its feedback and thread; the candidate is offered to try again."""
    running = counted(replace(review, stage=Stage.WAITING, closed_at=None, close_reason=""))
    thread = () if running.thread is not None else posting.thread_with_all(running)
    return ReviewStep(review=running, effects=(*thread, *_feedback_with_its_buttons(running)))


def expire(review: Review, at: datetime) -> ReviewStep:
    """Erase a review whose retention is over: nothing personal is left; times and figures stay for the promise.

    Feedback that is still on its way stays until it has arrived: its writer was told that it is kept. All other words
    go. A review that waits for feedback is left alone.
    """
    if review.stage is Stage.WAITING or review.erased:
        return ReviewStep(review=review)
    ended = review
    if review.stage is Stage.ANSWERED:
        ended = replace(review, stage=Stage.CLOSED, closed_at=at, claim=None)
    kept = [each.number for each in review.comments if _is_owed(each)]
    erased = replace(
        ended,
        comments=tuple(each if each.number in kept else _emptied(each) for each in review.comments),
        attempts=tuple(replace(each, frozen=None) for each in review.attempts),
        focus="",
        shown_name="",
        close_reason="",
    )
    receipts = tuple(
        posting.receipt(review, each)
        for each in review.comments
        if each.number not in kept and _was_promised(review, each)
    )
    if not kept:
        return ReviewStep(review=erased, effects=(*receipts, RemoveCard()))
    removals = posting.removals_of_all_but(review, kept)
    return ReviewStep(review=erased, effects=(*receipts, UPDATE_CARD, RenameThread(), *removals))


def cut_off(review: Review, at: datetime) -> ReviewStep:
    """Close a running review whose coaches cannot be reached any more: its candidate is told, nobody else can be.

    What the candidate wrote and coaches have not received fails; feedback that is on its way still arrives.
    """
    if review.is_over:
        return ReviewStep(review=review)
    comments = tuple(
        replace(each, state=CommentState.FAILED, why=Why.REFUSED) if _goes_to_coaches(each) else each
        for each in review.comments
    )
    closed = replace(review, stage=Stage.CLOSED, closed_at=at, claim=None, comments=comments)
    failed = tuple(posting.receipt(review, each) for each in review.comments if _goes_to_coaches(each))
    step = ReviewStep(review=closed, effects=(UPDATE_STATUS, *_feedback_with_its_buttons(closed), *failed))
    return step.then(tell_candidate(closed, NewsKind.CUT_OFF))


def hand_back(review: Review, coach: UserId, at: datetime) -> ReviewStep:
    """Take a running review from somebody who is no coach any more; if there is a conversation, both sides are told."""
    claim = review.claim_at(at)
    is_keeper = review.keeper == coach
    if review.is_over or not (is_keeper or (claim is not None and claim.coach == coach)):
        return ReviewStep(review=review)
    freed = replace(
        review,
        claim=None if claim is not None and claim.coach == coach else review.claim,
        gone=review.gone | {coach} if is_keeper else review.gone,
    )
    step = ReviewStep(review=freed, effects=(UPDATE_CARD, UPDATE_STATUS))
    if not is_keeper:
        return step
    step = step.then(notify_thread(step.review, NoticeKind.HANDED_BACK))
    step = step.then(tell_candidate(step.review, NewsKind.HANDED_BACK))
    return step.then(ReviewStep(review=step.review, effects=_receipts_of_unanswered(step.review)))


def _receipts_of_unanswered(review: Review) -> tuple[ReviewEffect, ...]:
    """Update what candidates read under replies that the coach has not answered: all coaches have them now."""
    since = unanswered_since(review)
    replies = [each for each in review.comments if each.side is Side.CANDIDATE and each.counts]
    marks = [posting.receipt(review, each) for each in replies if since is not None and each.written_at >= since]
    return tuple(each for each in marks if review.message_of(each.post) is not None)


def _goes_to_coaches(comment: Comment) -> bool:
    """True for a candidate's comment that is on its way."""
    return comment.side is Side.CANDIDATE and comment.state is CommentState.WAITING


def erase_delivered(review: Review, comment: Comment) -> ReviewStep:
    """Erase feedback that arrived after its review was erased."""
    left = review.with_comment(_emptied(replace(comment, state=CommentState.DELIVERED)))
    # A receipt that is gone is not sent again.
    receipt = posting.receipt(review, comment)
    receipts = (receipt,) if review.message_of(receipt.post) is not None else ()
    return ReviewStep(review=left, effects=(*receipts, *last_traces(left)))


def last_traces(review: Review) -> tuple[ReviewEffect, ...]:
    """Removes the card of an erased review, once no feedback is on its way or refused."""
    unsettled = {CommentState.WAITING, CommentState.FAILED}
    owed = any(each.side is Side.COACH and each.state in unsettled for each in review.comments)
    return (RemoveCard(),) if review.erased and not owed else ()


def _is_owed(comment: Comment) -> bool:
    return comment.side is Side.COACH and comment.state is CommentState.WAITING


def _was_promised(review: Review, comment: Comment) -> bool:
    """True if its writer was told, where it can still be read, that the comment is kept."""
    if comment.source is None or comment.state in {CommentState.DELIVERED, CommentState.WITHDRAWN}:
        return False
    if comment.side is Side.CANDIDATE:
        return True
    return comment.source.channel == review.channel and posting.is_here(review, comment)


def _emptied(comment: Comment) -> Comment:
    """The comment without its words. If delivered it still counts, otherwise it is withdrawn."""
    state = CommentState.DELIVERED if comment.state is CommentState.DELIVERED else CommentState.WITHDRAWN
    return replace(
        comment,
        text="",
        files=(),
        assessment=None,
        author_name="",
        state=state,
        why=None,
        refused_for=None,
        edited=False,
    )


def _over(review: Review, at: datetime, *, reason: str) -> ReviewStep:
    """Close the review; the candidate is told only if they still wait for feedback."""
    closed = replace(review, stage=Stage.CLOSED, closed_at=at, close_reason=reason, claim=None)
    step = ReviewStep(review=closed, effects=(UPDATE_CARD, UPDATE_STATUS, *_feedback_with_its_buttons(closed)))
    if waits_since(review) is not None:
        step = step.then(tell_candidate(closed, NewsKind.CLOSED))
    return step.then(ReviewStep(review=step.review, effects=(ArchiveThread(),)))


def _feedback_with_its_buttons(review: Review) -> tuple[ReviewEffect, ...]:
    """Update the first comment of each coach: it offers to try again while the review is not over."""
    first: dict[UserId, Comment] = {}
    for each in review.comments:
        if each.side is Side.COACH and each.counts:
            first.setdefault(each.author, each)
    return tuple(
        ShowPost(post=Post(kind=PostKind.COMMENT, number=each.number))
        for each in first.values()
        if each.state is CommentState.DELIVERED
    )
