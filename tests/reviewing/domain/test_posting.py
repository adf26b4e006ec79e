"""Where a review is shown: it moves whole, begins anew where something was deleted, and rests where it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.content import ChannelId, MessageId
from bot.reviewing.domain.effects import (
    NoticeKind,
    OpenThread,
    RemoveOldPosts,
    ReviewEffect,
    ShowEffect,
    ShowNotice,
)
from bot.reviewing.domain.errors import ReviewErased
from bot.reviewing.domain.events import (
    CommentDeleted,
    CommentEdited,
    Expired,
    FeedbackWritten,
    Moved,
    PageDeleted,
    PageShown,
    PostShown,
    Reopened,
    ThreadGone,
)
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import Claim, Helpfulness, Review, Side, Source, Stage
from bot.reviewing.domain.posts import CARD, FIRST_PAGE, Post, PostKind, ShownPage
from tests.builders import COACH, NOON, REVIEW_CHANNEL, a_comment, a_review, later

ELSEWHERE = ChannelId(3009)
CARD_MESSAGE = MessageId(7001)
THREAD = ChannelId(7001)


def a_shown_page(kind: PostKind, number: int, message: int, page: str = FIRST_PAGE) -> ShownPage:
    return ShownPage(post=Post(kind=kind, number=number), page=page, message=MessageId(message), shown_at=NOON)


def in_place(**changes: object) -> Review:
    """With a reply to its card, the mark under that, a question of the candidate, and a reply in its thread."""
    in_thread = Source(channel=THREAD, message=MessageId(8003))
    comments = (a_comment(1), a_comment(2, side=Side.CANDIDATE), a_comment(3, source=in_thread))
    shown_pages = (
        a_shown_page(PostKind.ANSWER, 1, 7001),
        a_shown_page(PostKind.ANSWER, 1, 7002, "1"),
        a_shown_page(PostKind.RECEIPT, 1, 7003),
        a_shown_page(PostKind.COMMENT, 2, 7004),
        a_shown_page(PostKind.COMMENT, 1, 6001),
    )
    return replace(a_review(comments=comments, shown_pages=shown_pages, thread=THREAD), **changes)  # type: ignore[arg-type]


def posts(effects: tuple[ReviewEffect, ...]) -> list[tuple[PostKind, int]]:
    return [(each.post.kind, each.post.number) for each in effects if isinstance(each, ShowEffect)]


def notices(effects: tuple[ReviewEffect, ...]) -> list[NoticeKind | None]:
    return [each.kind for each in effects if isinstance(each, ShowNotice)]


def test_a_review_moves_with_what_everybody_wrote_in_order_and_the_old_place_goes_last() -> None:
    step = advance(in_place(), Moved(channel=ELSEWHERE))

    assert (step.review.channel, step.review.thread) == (ELSEWHERE, None)
    assert [each.message for each in step.review.shown_pages] == [6001], "what the candidate reads stays"
    assert posts(step.effects) == [
        (PostKind.ANSWER, 1),
        (PostKind.ANSWER, 1),
        (PostKind.COPY, 1),
        (PostKind.COMMENT, 2),
        (PostKind.COPY, 3),
        (PostKind.NOTICE, 1),
    ]
    assert step.effects[1] == OpenThread()
    assert step.effects[-1] == RemoveOldPosts(
        channel=REVIEW_CHANNEL,
        card=CARD_MESSAGE,
        thread=THREAD,
        in_channel=(CARD_MESSAGE, MessageId(7003)),
        in_thread=(MessageId(7002), MessageId(7004)),
    )


def test_its_claimant_is_told_where_it_went() -> None:
    claim = Claim(coach=COACH, since=NOON, until=later(3600))

    effects = advance(in_place(claim=claim), Moved(channel=ELSEWHERE)).effects

    (notice,) = [each for each in effects if isinstance(each, ShowNotice) and each.kind is NoticeKind.MOVED]
    assert (notice.person, notice.channel) == (COACH, REVIEW_CHANNEL)


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.WITHDRAWN])
def test_what_is_over_stays_where_it_is(stage: Stage) -> None:
    over = in_place(stage=stage, closed_at=later(900))

    for event in (Moved(channel=ELSEWHERE), PageDeleted(message=CARD_MESSAGE, stood=timedelta(hours=1)), ThreadGone()):
        assert advance(over, event).effects == ()
    assert advance(over, Moved(channel=ELSEWHERE)).review == over


def test_the_card_says_the_rating_whose_notice_is_gone_with_the_thread() -> None:
    rated = in_place(stage=Stage.CLOSED, closed_at=later(900), helpfulness=Helpfulness.HELPED)

    assert posts(advance(rated, ThreadGone()).effects) == [(PostKind.ANSWER, 1)]


def test_what_was_erased_is_shown_nowhere() -> None:
    erased = advance(in_place(), Expired(at=later(900))).review

    assert advance(erased, Moved(channel=ELSEWHERE)).effects == ()
    with pytest.raises(ReviewErased):
        advance(erased, a_reply(MessageId(9001)))


def a_reply(message: MessageId, channel: ChannelId = REVIEW_CHANNEL) -> FeedbackWritten:
    source = Source(channel=channel, message=message)
    return FeedbackWritten(coach=COACH, coach_name="Cora", text="More.", source=source, reachable=True, at=later(1200))


def test_what_is_written_where_the_review_was_before_is_sent_copied_and_answered() -> None:
    moved = advance(in_place(), Moved(channel=ELSEWHERE)).review

    step = advance(moved, a_reply(MessageId(9001)))

    assert posts(step.effects)[:2] == [(PostKind.COMMENT, 4), (PostKind.COPY, 4)]
    assert notices(step.effects) == [NoticeKind.FROM_ELSEWHERE]
    assert posts(advance(step.review, PostShown(post=COMMENT_4, at=later(1300))).effects) == [(PostKind.COPY, 4)]


COMMENT_4 = Post(kind=PostKind.COMMENT, number=4)


def test_a_reply_to_the_card_before_the_last_is_from_elsewhere_in_the_same_channel_too() -> None:
    there_and_back = advance(advance(in_place(), Moved(channel=ELSEWHERE)).review, Moved(channel=REVIEW_CHANNEL)).review
    shown = replace(there_and_back, shown_pages=(a_shown_page(PostKind.ANSWER, 1, 9500),))

    assert notices(advance(shown, a_reply(MessageId(9001))).effects) == [NoticeKind.FROM_ELSEWHERE]
    assert notices(advance(shown, a_reply(MessageId(9501))).effects) == []


def test_edits_and_deletions_elsewhere_follow_to_the_copy() -> None:
    moved = advance(in_place(), Moved(channel=ELSEWHERE)).review
    copied = replace(moved, shown_pages=(*moved.shown_pages, a_shown_page(PostKind.COPY, 1, 7101)))

    edited = advance(copied, CommentEdited(message=MessageId(8001), text="Better.", files=(), at=later(2000)))
    deleted = advance(copied, CommentDeleted(message=MessageId(8001), at=later(2000)))

    assert posts(edited.effects) == [(PostKind.COMMENT, 1), (PostKind.COPY, 1)]
    assert PostKind.COPY in {each.post.kind for each in deleted.effects if not isinstance(each, OpenThread)}  # type: ignore[union-attr]


def test_a_thread_that_was_deleted_is_begun_anew_with_copies_of_what_coaches_wrote_in_it() -> None:
    step = advance(in_place(), ThreadGone())

    assert posts(step.effects) == [
        (PostKind.ANSWER, 1),
        (PostKind.COMMENT, 2),
        (PostKind.COPY, 3),
        (PostKind.NOTICE, 1),
    ]
    assert [comment.source is None for comment in step.review.comments] == [False, False, True]
    assert {each.message for each in step.review.shown_pages} == {7001, 7003, 6001}


def test_a_page_that_was_deleted_comes_again_once_it_had_stood() -> None:
    hour, second = timedelta(hours=1), timedelta(seconds=1)

    slip = advance(in_place(), PageDeleted(message=MessageId(7004), stood=hour))
    by_a_filter = advance(in_place(), PageDeleted(message=MessageId(7004), stood=second))
    a_mark = advance(in_place(), PageDeleted(message=MessageId(7003), stood=hour))
    the_candidates = advance(in_place(), PageDeleted(message=MessageId(6001), stood=hour))

    assert posts(slip.effects) == [(PostKind.COMMENT, 2), (PostKind.NOTICE, 1)]
    assert by_a_filter.effects == a_mark.effects == the_candidates.effects == ()
    assert MessageId(7004) not in {each.message for each in by_a_filter.review.shown_pages}
    assert the_candidates.review == in_place()


def test_a_reply_to_a_card_that_was_deleted_before_its_receipt_came_gets_a_copy_under_the_new_card() -> None:
    review = in_place()
    marked = review.message_of(Post(kind=PostKind.RECEIPT, number=1))
    unmarked = replace(review, shown_pages=tuple(each for each in review.shown_pages if each.message != marked))
    new_card = PageShown(post=CARD, page=FIRST_PAGE, message=MessageId(9000), at=later(900))

    assert posts(advance(unmarked, new_card).effects) == [(PostKind.COPY, 1)]
    assert advance(review, new_card).effects == ()
    assert advance(unmarked, replace(new_card, message=CARD_MESSAGE)).effects == ()
    for stage in (Stage.WITHDRAWN, Stage.CLOSED):  # its writer has to learn all the same that it is not sent
        over = replace(unmarked, stage=stage, closed_at=later(800))
        assert posts(advance(over, new_card).effects) == [(PostKind.COPY, 1)]
        assert posts(advance(advance(over, ThreadGone()).review, new_card).effects) == []
    erased = replace(unmarked, stage=Stage.CLOSED, closed_at=later(800), shown_name="")
    assert advance(erased, new_card).effects == ()


def test_what_is_opened_again_without_a_thread_gets_one_with_everything_in_it() -> None:
    closed = advance(in_place(stage=Stage.CLOSED, closed_at=later(900)), ThreadGone()).review

    step = advance(closed, Reopened(coach=COACH, at=later(1000)))

    assert OpenThread() in step.effects
    assert {(PostKind.COMMENT, 2), (PostKind.COPY, 3)} <= set(posts(step.effects))
