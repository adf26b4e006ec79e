"""Says whether a parcel of a review is still wanted, and whether it shows what only coaches may read."""

from __future__ import annotations

from datetime import datetime

from bot.reviewing.domain.counting import waits_since
from bot.reviewing.domain.effects import (
    Audience,
    NewsKind,
    NoticeKind,
    OpenThread,
    Remind,
    ReviewEffect,
    ShowChange,
    ShowEffect,
    ShowNews,
    ShowNotice,
    ShowPost,
    TellBulletin,
    TellReport,
)
from bot.reviewing.domain.model import CommentState, Review, Side, Stage
from bot.reviewing.domain.posting import is_here
from bot.reviewing.domain.posts import CARD, Post, PostKind
from bot.reviewing.domain.team.bulletins import STALE_AFTER


def review_still_wanted(effect: ReviewEffect, review: Review, at: datetime) -> bool:
    """True while the effect still fits the present state of the review."""
    match effect:
        case Remind(audience=audience):
            free = review.claim_at(at) is None or audience is Audience.LEADS
            return waits_since(review) is not None and free
        case TellBulletin(at=counted_at):
            return at < counted_at + STALE_AFTER
        case ShowNotice(kind=NoticeKind.CALLED):
            return review.stage is Stage.WAITING and review.claim_at(at) is None
        case ShowNews(kind=kind):
            return _is_still_news(kind, review)
        case ShowPost(post=post) | ShowChange(post=post) if _is_past(post, review):
            return False
        case ShowPost(post=post) if post.kind in {PostKind.COMMENT, PostKind.RECEIPT, PostKind.COPY}:
            comment = review.comment(post.number)
            if post.kind is PostKind.COMMENT and comment.state is CommentState.HELD:
                return False
            if post.kind is PostKind.RECEIPT and comment.side is Side.COACH and not is_here(review, comment):
                return False  # the copy says what became of it
            if review.erased and post.kind is not PostKind.COPY:
                # A delivered comment stays as it was read; its receipt says that nothing is kept any more.
                return comment.state is CommentState.WAITING or post.kind is PostKind.RECEIPT
            return comment.state is not CommentState.WITHDRAWN
        case _:
            return not (isinstance(effect, TellReport) and review.erased)


def _is_still_news(kind: NewsKind, review: Review) -> bool:
    match kind:
        case NewsKind.LATE:
            return waits_since(review) is not None
        case NewsKind.HANDED_BACK:
            return review.handed_back
        case NewsKind.CLOSED | NewsKind.CUT_OFF:
            return review.stage is Stage.CLOSED
        case NewsKind.TAKEN_BACK:
            return review.is_over and not review.feedback
        case NewsKind.RETRY_OVER:
            return True


def is_for_coaches_only(effect: ReviewEffect, review: Review) -> bool:
    """True for an effect that may show people's words, or what waits, to coaches; all others only take some away."""
    if isinstance(effect, TellBulletin):
        return True  # the review only lends its way
    if review.erased or review.stage is Stage.WITHDRAWN:
        return False
    return isinstance(effect, ShowEffect | OpenThread | Remind | TellReport)


def _is_past(post: Post, review: Review) -> bool:
    """True for what a candidate has withdrawn. Only a card that is there stays, and says so."""
    is_withdrawn = review.stage is Stage.WITHDRAWN and _is_candidates(post, review)
    return is_withdrawn and (post != CARD or review.message_of(CARD) is None)


def _is_candidates(post: Post, review: Review) -> bool:
    """True for a post that shows coaches what the candidate wrote."""
    if post.kind is PostKind.COMMENT:
        return review.comment(post.number).side is Side.CANDIDATE
    return post.kind in {PostKind.ANSWER, PostKind.CHANGE}
