"""Tells the writer of a comment what became of it."""

from __future__ import annotations

from functools import partial

from bot.formatting.pages import Say
from bot.formatting.quoting import shown_name
from bot.outbound.draft import Draft, Page, Row
from bot.outbound.rejection import Barrier, RefusedFor
from bot.reviewing.domain.blocking import why_held
from bot.reviewing.domain.model import Comment, CommentState, Review, Side, Why
from bot.reviewing.domain.posts import Post, PostKind
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.views.attachments import not_along
from bot.reviewing.views.rows import held_rows
from bot.text.texts import DEFAULT_LOCALE, Texts

_WAITING: dict[Why | None, str] = {
    Why.CLOSED_DMS: "feedback-waiting-closed-dms",
    Why.DISCORD_BUSY: "feedback-waiting-discord-busy",
}
_HELD: dict[Why | None, str] = {
    None: "feedback-held",
    Why.TAKEN_OVER: "feedback-held-taken-over",
    Why.REVIEW_WITHDRAWN: "feedback-held-withdrawn",
    Why.REVIEW_CLOSED: "feedback-held-closed",
}


def receipt_pages(snapshot: Snapshot, comment: Comment, texts: Texts, *, coach: str) -> list[Page]:
    """The receipt under the writer's message; `coach` is the name of the coach to whom a candidate wrote."""
    erased = snapshot.review.erased and comment.state is CommentState.WITHDRAWN
    if comment.side is Side.CANDIDATE:
        say = partial(texts, locale=snapshot.review.locale)
        content = say("reply-erased") if erased else _of_reply(snapshot, comment, coach, say)
        rows: tuple[Row, ...] = ()
    else:
        say = partial(texts, locale=DEFAULT_LOCALE)
        content = say("feedback-erased") if erased else what_became_of(snapshot, comment, say)
        rows = held_rows(snapshot, comment, say)
    reply_to = None
    if comment.source is not None:
        reply_to = comment.source.message
        if comment.state is CommentState.DELIVERED:
            content = f"{content}\n{not_along(comment.files, channel=comment.source.channel, say=say)}".strip()
    return [Page(name="0", draft=Draft(content=content, rows=rows, reply_to=reply_to))]


def what_became_of(snapshot: Snapshot, comment: Comment, say: Say) -> str:
    """What a coach reads about their own comment."""
    match comment.state:
        case CommentState.DELIVERED if comment.refused_for is not None:
            why = _why_not(comment, say, refused="feedback-edit-refused", fault="feedback-edit-fault")
            return f"{why} {say('feedback-failed-way')}"
        case CommentState.DELIVERED:
            return say("feedback-delivered-edited" if comment.edited else "feedback-delivered")
        case CommentState.WAITING:
            if comment.why is Why.CLOSED_DMS and snapshot.barrier is Barrier.APART:
                return say("feedback-waiting-apart")
            return say(_WAITING.get(comment.why, "feedback-waiting"))
        case CommentState.HELD:
            return _held(snapshot, comment, say)
        case CommentState.FAILED:
            return _failed(comment, say, in_part=_has_arrived_in_part(snapshot.review, comment))
        case CommentState.WITHDRAWN:
            return say("feedback-withdrawn")


def _held(snapshot: Snapshot, comment: Comment, say: Say) -> str:
    """Why the comment is held now; the reason may have changed since it was written."""
    claim = snapshot.review.claim_at(snapshot.now)
    claimant = comment.author if claim is None else claim.coach
    return say(_HELD[why_held(snapshot.review, comment.author, snapshot.now)], coach=str(claimant))


def _has_arrived_in_part(review: Review, comment: Comment) -> bool:
    """True if the first page of the comment has arrived."""
    return review.message_of(Post(kind=PostKind.COMMENT, number=comment.number)) is not None


def _failed(comment: Comment, say: Say, *, in_part: bool) -> str:
    refused = "feedback-failed-in-part" if in_part else "feedback-failed"
    way = say("feedback-failed-way-form" if comment.source is None else "feedback-failed-way")
    why = _why_not(comment, say, refused=refused, fault="feedback-failed-fault")
    return f"{why} {way}"


def _why_not(comment: Comment, say: Say, *, refused: str, fault: str) -> str:
    """Why the comment or its edit was not sent: Discord refuses it, or it is our fault; each with its sentence."""
    if comment.refused_for is RefusedFor.FAULT:
        return say(fault)
    return f"{say(refused)} {say(f'refused-for-{comment.refused_for or RefusedFor.UNSAID}')}"


def _of_reply(snapshot: Snapshot, comment: Comment, coach: str, say: Say) -> str:
    match comment.state:
        case CommentState.WAITING | CommentState.FAILED if snapshot.server.removed_at is not None:
            return say("reply-cut-off")
        case CommentState.DELIVERED if comment.refused_for is not None:
            why = _why_not(comment, say, refused="reply-edit-refused", fault="reply-edit-fault")
            return f"{why} {say('feedback-failed-way')}"
        case CommentState.DELIVERED if coach:
            return say("reply-delivered-to", coach=shown_name(coach))
        case CommentState.DELIVERED:
            return say("reply-delivered")
        case CommentState.WAITING:
            return say("reply-waiting")
        case CommentState.WITHDRAWN:
            return say("reply-withdrawn")
        case CommentState.HELD | CommentState.FAILED:
            why = _why_not(comment, say, refused="reply-failed", fault="reply-failed-fault")
            return f"{why} {say('feedback-failed-way')}"
