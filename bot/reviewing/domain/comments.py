"""Decides what becomes of the comments between coach and candidate; a coach's text is never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.content import File, UserId, has_something_to_see
from bot.outbound.rejection import RefusedFor
from bot.reviewing.domain import ending
from bot.reviewing.domain.blocking import why_held
from bot.reviewing.domain.claiming import renewed
from bot.reviewing.domain.counting import counted
from bot.reviewing.domain.effects import NewsKind, NoticeKind, RemovePost, ReviewEffect, ShowPost
from bot.reviewing.domain.errors import NotHeld, NothingToSend, NotYourComment, ReplyTooLate
from bot.reviewing.domain.events import CommentDeleted, CommentEdited, FeedbackWritten, HeldSent, ReplyWritten
from bot.reviewing.domain.model import LEASE, Claim, Comment, CommentState, Helpfulness, Review, Side, Stage, Why
from bot.reviewing.domain.posting import is_here, receipt
from bot.reviewing.domain.posts import Post, PostKind
from bot.reviewing.domain.step import UPDATE_CARD, UPDATE_STATUS, ReviewStep, notify_thread, tell_candidate


def write_feedback(review: Review, event: FeedbackWritten) -> ReviewStep:
    """Add a coach's comment: it goes to the candidate, or is held if it may not be sent now.

    Safe to call twice with the same message.

    Raises:
        NothingToSend: it has neither text nor a file.
    """
    _require_something(event.text, event.files)
    if event.source is not None and review.comment_from(event.source.message) is not None:
        return ReviewStep(review=review)
    why = why_held(review, event.coach, event.at)
    comment = Comment(
        number=len(review.comments) + 1,
        side=Side.COACH,
        author=event.coach,
        author_name=event.coach_name,
        text=event.text,
        files=event.files,
        assessment=event.assessment,
        source=event.source,
        written_at=event.at,
        state=CommentState.WAITING if why is None else CommentState.HELD,
        why=why,
    )
    written = replace(review, comments=(*review.comments, comment))
    if why is not None:
        step = ReviewStep(review=written, effects=(receipt(written, comment),))
    else:
        step = _send(written, comment, at=event.at, reachable=event.reachable)
    if event.source is None or is_here(review, comment):
        return step
    return step.then(notify_thread(step.review, NoticeKind.FROM_ELSEWHERE, person=event.coach))


def send_held(review: Review, event: HeldSent) -> ReviewStep:
    """Send a held comment because its writer confirms it. This reopens a closed review and takes over a claim.

    Raises:
        NotHeld: it is not held.
        NotYourComment: another coach wrote it.
    """
    if not 1 <= event.comment <= len(review.comments):
        raise NotHeld
    comment = review.comment(event.comment)
    if comment.state is not CommentState.HELD:
        raise NotHeld
    if comment.author != event.coach:
        raise NotYourComment
    running = ending.running_again(review) if review.stage is Stage.CLOSED else ReviewStep(review=review)
    sent = replace(comment, state=CommentState.WAITING, written_at=event.at)
    step = running.then(_send(running.review, sent, at=event.at, reachable=event.reachable))
    claim = review.claim_at(event.at)
    if claim is None or claim.coach == event.coach:
        return step
    return step.then(notify_thread(step.review, NoticeKind.TAKEN_OVER, person=claim.coach))


def write_reply(review: Review, event: ReplyWritten) -> ReviewStep:
    """Add the candidate's comment, which goes to the thread. Safe to call twice with the same message.

    Raises:
        NothingToSend: it has neither text nor a file.
        ReplyTooLate: the review is over.
    """
    _require_something(event.text, event.files)
    if review.comment_from(event.source.message) is not None:
        return ReviewStep(review=review)
    if review.is_over:
        raise ReplyTooLate(review.stage)
    comment = Comment(
        number=len(review.comments) + 1,
        side=Side.CANDIDATE,
        author=event.candidate,
        author_name=review.shown_name,
        text=event.text,
        files=event.files,
        source=event.source,
        to=_addressee(review, event.answered) or review.keeper,
        written_at=event.at,
    )
    written = replace(review, comments=(*review.comments, comment))
    return ReviewStep(review=written, effects=(ShowPost(post=_post(PostKind.COMMENT, comment)),))


def edit(review: Review, event: CommentEdited) -> ReviewStep:
    """Follow an edit to where the comment is shown; a refused comment is sent again.

    Discord reports an edit, too, when it unfurls a link.
    """
    comment = review.comment_from(event.message)
    if comment is None or comment.state is CommentState.WITHDRAWN:
        return ReviewStep(review=review)
    erased = review.erased and comment.state is CommentState.DELIVERED
    if erased or (comment.text, comment.files) == (event.text, event.files):
        return ReviewStep(review=review)
    edited_later = comment.state is CommentState.DELIVERED
    changed = replace(comment, text=event.text, files=event.files, edited=edited_later, refused_for=None)
    if comment.state is CommentState.FAILED:  # Discord may accept the new words
        return _sent_anew(review, replace(changed, written_at=event.at), at=event.at)
    edited = _renewed(review.with_comment(changed), changed, event.at)
    effects: tuple[ReviewEffect, ...] = ()
    if changed.counts:
        effects = (ShowPost(post=_post(PostKind.COMMENT, comment)),)
    if comment.side is Side.COACH and not is_here(review, comment):
        effects = (*effects, receipt(review, comment))
    if edited.claim != review.claim:
        effects = (*effects, UPDATE_CARD)
    return ReviewStep(review=edited, effects=effects)


def delete(review: Review, event: CommentDeleted) -> ReviewStep:
    """Withdraw a comment whose writer deleted it; without any feedback left, a running review waits again.

    Its writer has the claim then, unless another coach has it.
    """
    comment = review.comment_from(event.message)
    if comment is None or comment.state is CommentState.WITHDRAWN:
        return ReviewStep(review=review)
    gone = replace(
        comment, text="", files=(), assessment=None, state=CommentState.WITHDRAWN, why=None, refused_for=None
    )
    without = _with_counted(review, gone)
    effects: tuple[ReviewEffect, ...] = tuple(
        RemovePost(post=_post(kind, comment))
        for kind in (PostKind.COMMENT, PostKind.RECEIPT, PostKind.COPY)
        if kind is not PostKind.COPY or review.message_of(_post(kind, comment)) is not None
    )
    if without.stage is not review.stage:
        claim = review.claim_at(event.at)
        if claim is None or claim.coach == comment.author:
            claim = Claim(coach=comment.author, since=event.at, until=event.at + LEASE)
        without = replace(without, claim=claim)
    if _is_answered_otherwise(review, without):
        effects = (*effects, UPDATE_CARD, UPDATE_STATUS)
    effects = (*effects, *_rating_moved(review, without), *ending.last_traces(without))
    step = ReviewStep(review=without, effects=effects)
    if review.is_over and not review.erased and review.feedback and not without.feedback:
        return step.then(tell_candidate(without, NewsKind.TAKEN_BACK))  # nothing else in their messages says so
    return step


def mark_arrived(review: Review, post: Post) -> ReviewStep:
    """Mark a comment as delivered: all its pages have reached their readers."""
    if post.kind is not PostKind.COMMENT:
        return ReviewStep(review=review)
    comment = review.comment(post.number)
    if comment.state is not CommentState.WAITING:
        # An edit was delivered, so the receipt under the writer's message says so.
        return ReviewStep(review=review, effects=(receipt(review, comment),) if comment.edited else ())
    if review.erased:
        return ending.erase_delivered(review, comment)
    delivered = replace(comment, state=CommentState.DELIVERED, why=None)
    return ReviewStep(review=review.with_comment(delivered), effects=(receipt(review, comment),))


def mark_stuck(review: Review, post: Post, why: Why) -> ReviewStep:
    """Note why a comment has to wait; its writer is told once for each reason."""
    if post.kind is not PostKind.COMMENT:
        return ReviewStep(review=review)
    comment = review.comment(post.number)
    if comment.state is not CommentState.WAITING or comment.why is why:
        return ReviewStep(review=review)
    waiting = review.with_comment(replace(comment, why=why))
    return ReviewStep(review=waiting, effects=(receipt(review, comment),))


def mark_refused(review: Review, post: Post, refused_for: RefusedFor) -> ReviewStep:
    """Note that Discord will never accept a comment; the text is kept, and its writer is told."""
    if post.kind is not PostKind.COMMENT:
        return ReviewStep(review=review)
    comment = review.comment(post.number)
    if comment.state is CommentState.DELIVERED and comment.edited:  # its reader has the text before the edit
        marked = review.with_comment(replace(comment, refused_for=refused_for))
        return ReviewStep(review=marked, effects=(receipt(review, comment),))
    if comment.state is not CommentState.WAITING:
        return ReviewStep(review=review)
    failed = _with_counted(
        review, replace(comment, state=CommentState.FAILED, why=Why.REFUSED, refused_for=refused_for)
    )
    shown = receipt(review, comment)
    updates = (UPDATE_CARD, UPDATE_STATUS) if _is_answered_otherwise(review, failed) else ()
    return ReviewStep(review=failed, effects=(shown, *updates, *_rating_moved(review, failed)))


def rate(review: Review, helpfulness: Helpfulness) -> ReviewStep:
    """Show whether it helped under the feedback and in the thread; that of a closed review stays archived."""
    said = notify_thread(replace(review, helpfulness=helpfulness), NoticeKind.RATED)
    rated = review.rated_comment
    shown = () if rated is None else (ShowPost(post=_post(PostKind.COMMENT, rated)),)
    if review.thread is None and review.stage is Stage.CLOSED:  # outside a thread a notice would lack its context
        return ReviewStep(review=replace(review, helpfulness=helpfulness), effects=(*shown, UPDATE_CARD))
    return ReviewStep(review=said.review, effects=(*shown, *said.effects, *ending.put_away(review)))


def _addressee(review: Review, answered: Post) -> UserId | None:
    """The coach to whom a reply to this post goes; None if it leads to no coach."""
    if answered.kind not in {PostKind.COMMENT, PostKind.RECEIPT}:
        return None
    comment = review.comment(answered.number)
    coach = comment.author if comment.side is Side.COACH else comment.to
    return None if coach in review.gone else coach


def _send(review: Review, comment: Comment, *, at: datetime, reachable: bool) -> ReviewStep:
    """Send a coach's comment. Its writer gets the claim with a full lease, unless the review is withdrawn."""
    comment = replace(comment, why=None if reachable else Why.CLOSED_DMS)
    sent = replace(counted(review.with_comment(comment)), gone=review.gone - {comment.author})
    claim = None if sent.stage is Stage.WITHDRAWN else Claim(coach=comment.author, since=at, until=at + LEASE)
    first: tuple[ReviewEffect, ...] = (ShowPost(post=_post(PostKind.COMMENT, comment)),)
    shown = (receipt(review, comment),) if not reachable or not is_here(review, comment) else ()
    effects = (*first, *shown, UPDATE_CARD, UPDATE_STATUS, *_rating_moved(review, sent))
    return ReviewStep(review=replace(sent, claim=claim), effects=effects)


def _sent_anew(review: Review, comment: Comment, *, at: datetime) -> ReviewStep:
    """Send an edited comment that Discord had refused; feedback is held if it may not be sent now.

    Feedback that was on its way when the review was erased is owed to the candidate: it is never held.
    """
    waiting = replace(comment, state=CommentState.WAITING, why=None)
    if comment.side is Side.CANDIDATE or review.erased:
        shown = ShowPost(post=_post(PostKind.COMMENT, comment))
        return ReviewStep(review=_with_counted(review, waiting), effects=(shown,))
    why = why_held(review, comment.author, at)
    if why is None:
        return _send(review, waiting, at=at, reachable=True)
    held = replace(waiting, state=CommentState.HELD, why=why)
    return ReviewStep(review=review.with_comment(held), effects=(receipt(review, held),))


def _with_counted(review: Review, changed: Comment) -> Review:
    """The review with this comment changed; only a coach's comment changes when and by whom it was answered."""
    after = review.with_comment(changed)
    return counted(after) if changed.side is Side.COACH else after


def _rating_moved(before: Review, after: Review) -> tuple[ReviewEffect, ...]:
    """Move the buttons of *Did the feedback help?* to another coach's: update the comment that loses them, and the one
    that gets them."""
    rated = {each.number for each in (before.rated_comment, after.rated_comment) if each is not None}
    if len(rated) == 1 or after.erased:  # what the candidate has of an erased review stays as it is
        return ()
    there = [each for each in after.comments if each.number in rated and each.state is CommentState.DELIVERED]
    return tuple(ShowPost(post=_post(PostKind.COMMENT, each)) for each in there)


def _is_answered_otherwise(before: Review, after: Review) -> bool:
    """True if card and status must be updated; those of a review that is over do not mention feedback."""
    return not after.is_over and (before.coach, before.answered_at) != (after.coach, after.answered_at)


def _post(kind: PostKind, comment: Comment) -> Post:
    return Post(kind=kind, number=comment.number)


def _renewed(review: Review, comment: Comment, at: datetime) -> Review:
    return renewed(review, comment.author, at) if comment.side is Side.COACH else review


def _require_something(text: str, files: tuple[File, ...]) -> None:
    if not files and not has_something_to_see(text):
        raise NothingToSend
