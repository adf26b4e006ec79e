"""Keeps track of shown pages, and shows them anew if they were deleted or coaches read another channel."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from bot.core.content import ChannelId, MessageId
from bot.reviewing.domain.effects import NoticeKind, OpenThread, RemoveOldPosts, RemovePost, ReviewEffect, ShowPost
from bot.reviewing.domain.events import PageDeleted, PageShown
from bot.reviewing.domain.model import Comment, CommentState, Review, Side, Stage
from bot.reviewing.domain.posts import AFTER_FIRST, CARD, FIRST_PAGE, Post, PostKind, ShownPage
from bot.reviewing.domain.step import UPDATE_CARD, ReviewStep, notify_thread

CARD_AND_THREAD: tuple[ReviewEffect, ...] = (
    ShowPost(post=CARD, page=FIRST_PAGE, whole=False),
    OpenThread(),
    ShowPost(post=CARD, page=AFTER_FIRST),
)
STOOD = timedelta(minutes=1)
"""A page deleted sooner is not shown again by itself: a server's filter deletes it each time, and would do so for
ever. `/setup check` says that it is missing, and an admin who has seen to the filter has it shown again."""
_TOLD_ONCE = {PostKind.CHANGE, PostKind.NOTICE, PostKind.RECEIPT}


def page_shown(review: Review, event: PageShown) -> ReviewStep:
    """Remember the message that shows a page; delete it at once if the candidate withdrew its words meanwhile."""
    others = tuple(each for each in review.shown_pages if (each.post, each.page) != (event.post, event.page))
    shown_page = ShownPage(post=event.post, page=event.page, message=event.message, shown_at=event.at)
    shown = replace(review, shown_pages=(*others, shown_page))
    withdrawn = review.stage is Stage.WITHDRAWN and shown_page in _candidates_words(shown)
    removal = (RemovePost(post=event.post),) if withdrawn else ()
    return ReviewStep(review=shown, effects=(*removal, *_copies_under_new_card(review, shown)))


def _copies_under_new_card(before: Review, after: Review) -> tuple[ReviewEffect, ...]:
    """Shows in the thread what became of coaches' replies to a card that was deleted: they are no longer at home in the
    channel, where no receipt under them had come yet."""
    has_no_place = after.erased or (after.is_over and after.thread is None)
    if before.message_of(CARD) == after.message_of(CARD) or has_no_place:
        return ()
    return tuple(
        ShowPost(post=copy)
        for each in after.comments
        if each.side is Side.COACH
        and each.state is not CommentState.WITHDRAWN
        and each.source is not None
        and each.source.channel == after.channel
        and not is_here(after, each)
        and after.message_of(copy := Post(kind=PostKind.COPY, number=each.number)) is None
    )


def pages_gone(review: Review, messages: frozenset[MessageId]) -> ReviewStep:
    """Forget messages that do not exist any more."""
    return ReviewStep(
        review=replace(review, shown_pages=tuple(each for each in review.shown_pages if each.message not in messages))
    )


def page_deleted(review: Review, event: PageDeleted) -> ReviewStep:
    """Show a deleted page again, as long as coaches need it."""
    shown_page = next((each for each in review.shown_pages if each.message == event.message), None)
    if shown_page is None or review.is_with_candidate(shown_page.post):
        return ReviewStep(review=review)
    without = pages_gone(review, frozenset({event.message})).review
    if _rests(review) or shown_page.post.kind in _TOLD_ONCE or event.stood < STOOD:
        return ReviewStep(review=without)
    anew = ShowPost(post=shown_page.post, page=shown_page.page, whole=False, again=True)
    again = ReviewStep(review=without, effects=(anew,))
    return again.then(notify_thread(without, NoticeKind.SHOWN_AGAIN))


def missing(review: Review) -> tuple[ReviewEffect, ...]:
    """Shows what coaches need of the review and cannot see. Empty if they see it all, or need none of it."""
    if _rests(review):
        return ()
    card = () if review.message_of(CARD) is not None else (ShowPost(post=CARD, page=FIRST_PAGE, whole=False),)
    if review.thread is None:
        return (*card, *thread_with_all(review))
    there = {each.post for each in review.shown_pages}
    in_thread = _shown_in_thread(review, from_elsewhere=False)
    return (*card, *(each for each in in_thread if isinstance(each, ShowPost) and each.post not in there))


def show_again(review: Review) -> ReviewStep:
    """Show what is missing, and say so in the thread."""
    effects = missing(review)
    if not effects:
        return ReviewStep(review=review)
    return ReviewStep(review=review, effects=effects).then(notify_thread(review, NoticeKind.SHOWN_AGAIN))


def thread_gone(review: Review) -> ReviewStep:
    """Open the thread anew and show its posts in it; a review that is over gets none until it is reopened."""
    in_thread = frozenset(each.message for each in review.shown_pages if _is_in_thread(review, each.post, each.page))
    left = tuple(
        replace(each, source=None)
        if each.side is Side.COACH and each.source is not None and each.source.channel == review.thread
        else each
        for each in review.comments
    )
    emptied = pages_gone(replace(review, thread=None, comments=left), in_thread).review
    if _rests(review):
        # The notice of it goes with the thread, so the card says it.
        is_rated = review.helpfulness is not None and not review.erased
        return ReviewStep(review=emptied, effects=(UPDATE_CARD,) if is_rated else ())
    in_new_thread = _shown_in_thread(emptied, from_elsewhere=False, before=review)
    shown = ReviewStep(review=emptied, effects=(OpenThread(), *in_new_thread))
    return shown if review.thread is None else shown.then(notify_thread(emptied, NoticeKind.SHOWN_AGAIN))


def move(review: Review, channel: ChannelId) -> ReviewStep:
    """Show everything once more in the channel that coaches read now, and delete the old posts.

    A review that is over stays where it is, until its retention is over or it is reopened.
    """
    if _rests(review):
        return ReviewStep(review=review)
    here = frozenset(each.message for each in review.shown_pages if not review.is_with_candidate(each.post))
    emptied = pages_gone(replace(review, channel=channel, thread=None), here).review
    card = ShowPost(post=CARD, page=FIRST_PAGE, whole=False)
    in_thread = _shown_in_thread(emptied, from_elsewhere=True, before=review)
    step = ReviewStep(review=emptied, effects=(card, OpenThread(), *in_thread))
    if here and channel == review.channel:
        step = step.then(notify_thread(emptied, NoticeKind.SHOWN_AGAIN))
    elif here:
        # The coach who has claimed it would look for it in vain.
        claimant = None if review.claim is None else review.claim.coach
        step = step.then(notify_thread(emptied, NoticeKind.MOVED, person=claimant, channel=review.channel))
    return ReviewStep(review=step.review, effects=(*step.effects, old_posts(review)))


def old_posts(review: Review) -> RemoveOldPosts:
    """Deletes everything that the bot shows in the review channel and the thread at this moment."""
    theirs = [each for each in review.shown_pages if not review.is_with_candidate(each.post)]
    in_thread = [each for each in theirs if review.thread is not None and _is_in_thread(review, each.post, each.page)]
    return RemoveOldPosts(
        channel=review.channel,
        card=review.message_of(CARD),
        thread=review.thread,
        in_channel=tuple(each.message for each in theirs if each not in in_thread),
        in_thread=tuple(each.message for each in in_thread),
    )


def card_with_thread(review: Review) -> RemoveOldPosts:
    """Deletes the card and its thread. Receipts under what coaches wrote in the channel stay."""
    there = old_posts(review)
    marks = {each.message for each in review.shown_pages if each.post.kind is PostKind.RECEIPT}
    return replace(there, in_channel=tuple(each for each in there.in_channel if each not in marks))


def receipt(review: Review, comment: Comment) -> ShowPost:
    """Shows the writer what became of a comment: under their message or, if that is not here, with its copy."""
    by_copy = comment.side is Side.COACH and not is_here(review, comment)
    return ShowPost(post=Post(kind=PostKind.COPY if by_copy else PostKind.RECEIPT, number=comment.number))


def is_here(review: Review, comment: Comment) -> bool:
    """True if the coach's message with this comment is where the review is shown now.

    If it is not, or there is no message, a copy in the thread stands in for it.
    """
    if comment.source is None:
        return False
    if comment.source.channel == review.thread:
        return True
    card = review.message_of(CARD)
    is_marked = review.message_of(Post(kind=PostKind.RECEIPT, number=comment.number)) is not None
    # A message older than the card was written before the review moved away, even if it is in this channel again.
    return comment.source.channel == review.channel and (is_marked or card is None or card < comment.source.message)


def thread_with_all(review: Review) -> tuple[ReviewEffect, ...]:
    """Opens the thread of the present card and shows everything that belongs in it."""
    return (OpenThread(), *_shown_in_thread(review, from_elsewhere=False))


def removals_of_candidates_words(review: Review) -> tuple[ReviewEffect, ...]:
    """Delete everything that the candidate wrote from the thread; what coaches wrote stays."""
    posts = dict.fromkeys((CARD, *(each.post for each in _candidates_words(review))))
    return tuple(RemovePost(post=post) for post in posts)


def _candidates_words(review: Review) -> tuple[ShownPage, ...]:
    """The pages that show coaches what the candidate wrote, except the first page of the card."""
    theirs = {PostKind.ANSWER, PostKind.CHANGE, PostKind.COMMENT}
    return tuple(
        each
        for each in review.shown_pages
        if (each.post.kind in theirs and not review.is_with_candidate(each.post))
        or (each.post == CARD and each.page != FIRST_PAGE)
    )


def removals_of_all_but(review: Review, kept: Collection[int]) -> tuple[ReviewEffect, ...]:
    """Delete everything from the thread except the copies of these comments and the receipts of all comments."""
    posts = dict.fromkeys(
        each.post
        for each in review.shown_pages
        if not review.is_with_candidate(each.post)
        and each.post.kind is not PostKind.RECEIPT
        and not (each.post.kind is PostKind.COPY and each.post.number in kept)
    )
    return tuple(RemovePost(post=post) for post in dict.fromkeys((CARD, *posts)))


def _rests(review: Review) -> bool:
    """True if nobody works on the review: it is over or erased."""
    return review.erased or review.is_over


def _shown_in_thread(review: Review, *, from_elsewhere: bool, before: Review | None = None) -> tuple[ReviewEffect, ...]:
    """Shows the answers and comments of a thread in the order in which they were written; notices are not repeated.

    With `from_elsewhere` coaches' own messages are in another channel, so they are shown, too. `before`: the review
    as it was shown until now, so that what its readers know pings nobody.
    """

    def not_to_be_seen(comment: Comment) -> bool:
        return from_elsewhere or comment.source is None

    said = [(each.sent_at, Post(kind=PostKind.ANSWER, number=each.number)) for each in review.attempts[1:]]
    for comment in review.comments:
        if comment.side is Side.CANDIDATE and comment.counts:
            said.append((comment.written_at, Post(kind=PostKind.COMMENT, number=comment.number)))
        elif comment.side is Side.COACH and comment.state is not CommentState.WITHDRAWN and not_to_be_seen(comment):
            said.append((comment.written_at, Post(kind=PostKind.COPY, number=comment.number)))
    in_order = [post for _, post in sorted(said, key=lambda each: each[0])]
    known = set() if before is None else {each.post for each in before.shown_pages}
    return (ShowPost(post=CARD, page=AFTER_FIRST), *(ShowPost(post=each, again=each in known) for each in in_order))


def _is_in_thread(review: Review, post: Post, page: str) -> bool:
    if post.kind is PostKind.RECEIPT:
        source = review.comment(post.number).source
        return source is not None and source.channel == review.thread
    return (post, page) != (CARD, FIRST_PAGE) and not review.is_with_candidate(post)
