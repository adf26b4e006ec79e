"""Comments: a coach's text is never lost, and what was taken back is as if it had never been."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.content import MessageId, UserId
from bot.reviewing.domain.effects import NewsKind, RemovePost, ShowNews, ShowPost
from bot.reviewing.domain.errors import NotHeld, NothingToSend, NotYourComment, ReviewErased
from bot.reviewing.domain.events import (
    Claimed,
    CommentDeleted,
    CommentEdited,
    Expired,
    FeedbackWritten,
    HeldSent,
    PostRefused,
    PostShown,
    PostStuck,
    Reopened,
    ReviewEvent,
)
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import Claim, Comment, CommentState, Helpfulness, Review, Side, Stage, Why
from bot.reviewing.domain.posts import Post, PostKind
from tests.builders import COACH, a_comment, a_review, later

COMMENT = Post(kind=PostKind.COMMENT, number=1)
OTHER = UserId(2002)


def only_comment(review: Review) -> Comment:
    (comment,) = review.comments
    return comment


@pytest.mark.parametrize(("stage", "why"), [(Stage.WITHDRAWN, Why.REVIEW_WITHDRAWN), (Stage.CLOSED, Why.REVIEW_CLOSED)])
def test_what_a_coach_writes_to_a_review_that_is_over_is_kept(stage: Stage, why: Why) -> None:
    event = FeedbackWritten(coach=COACH, coach_name="Cora", text="Kept.", source=None, reachable=True, at=later(60))

    comment = only_comment(advance(a_review(stage=stage), event).review)

    assert (comment.text, comment.state, comment.why) == ("Kept.", CommentState.HELD, why)


def test_a_comment_that_was_held_is_sent_by_its_writer_only_and_once() -> None:
    held = a_review(comments=(a_comment(state=CommentState.HELD, why=Why.REVIEW_CLOSED),), stage=Stage.CLOSED)
    by_coach = HeldSent(coach=COACH, comment=1, reachable=True, at=later(60))

    with pytest.raises(NotYourComment):
        advance(held, HeldSent(coach=UserId(2009), comment=1, reachable=True, at=later(60)))
    sent = advance(held, by_coach).review

    assert (sent.stage, only_comment(sent).state) == (Stage.ANSWERED, CommentState.WAITING)
    with pytest.raises(NotHeld):
        advance(sent, by_coach)


def test_the_writer_is_told_once_for_each_reason_to_wait() -> None:
    waiting = a_review(comments=(a_comment(state=CommentState.WAITING),))
    stuck = advance(waiting, PostStuck(post=COMMENT, why=Why.CLOSED_DMS))

    assert stuck.effects == (ShowPost(post=Post(kind=PostKind.RECEIPT, number=1)),)
    assert advance(stuck.review, PostStuck(post=COMMENT, why=Why.CLOSED_DMS)).effects == ()
    delivered = advance(stuck.review, PostShown(post=COMMENT, at=later(60))).review
    assert (only_comment(delivered).state, only_comment(delivered).why) == (CommentState.DELIVERED, None)


def test_deleting_the_only_feedback_gives_the_review_back_to_its_coach() -> None:
    step = advance(a_review(comments=(a_comment(),)), CommentDeleted(message=MessageId(8001), at=later(900)))

    assert step.review.stage is Stage.WAITING
    assert step.review.is_claimed_by(COACH, later(901))
    assert only_comment(step.review).text == ""
    assert RemovePost(post=COMMENT) in step.effects


def test_deleting_feedback_takes_the_review_from_nobody_who_has_claimed_it_since() -> None:
    review = advance(a_review(comments=(a_comment(),)), Claimed(coach=OTHER, at=later(900))).review

    deleted = advance(review, CommentDeleted(message=MessageId(8001), at=later(960))).review

    assert deleted.stage is Stage.WAITING
    assert deleted.is_claimed_by(OTHER, later(961))


def test_feedback_taken_back_from_a_closed_review_is_none_when_it_is_opened_again() -> None:
    closed = a_review(comments=(a_comment(),), stage=Stage.CLOSED, helpfulness=Helpfulness.HELPED)
    emptied = advance(closed, CommentDeleted(message=MessageId(8001), at=later(900))).review

    opened = advance(emptied, Reopened(coach=OTHER, at=later(960))).review

    assert (opened.stage, opened.coach, opened.answered_at, opened.helpfulness) == (Stage.WAITING, None, None, None)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize(
    ("comments", "is_last"),
    [
        ((a_comment(1),), True),
        ((a_comment(1), a_comment(2, state=CommentState.FAILED)), True),
        ((a_comment(1), a_comment(2)), False),
        ((a_comment(1, state=CommentState.HELD), a_comment(2, state=CommentState.HELD)), False),
    ],
)
def test_the_candidate_is_told_that_the_last_feedback_of_what_is_over_was_taken_back(
    stage: Stage, comments: tuple[Comment, ...], is_last: bool
) -> None:
    step = advance(a_review(comments=comments, stage=stage), CommentDeleted(message=MessageId(8001), at=later(900)))

    news = [each.kind for each in step.effects if isinstance(each, ShowNews)]
    assert news == [NewsKind.TAKEN_BACK] * (is_last and stage in {Stage.CLOSED, Stage.WITHDRAWN})


def test_a_candidate_who_deletes_a_reply_changes_nothing_else() -> None:
    comments = (a_comment(state=CommentState.FAILED, why=Why.REFUSED), a_comment(2, side=Side.CANDIDATE))
    review = a_review(comments=comments, stage=Stage.ANSWERED, coach=COACH, answered_at=later(600))

    deleted = advance(review, CommentDeleted(message=MessageId(8002), at=later(900))).review

    assert (deleted.stage, deleted.claim) == (Stage.ANSWERED, None)


def test_feedback_that_discord_refuses_is_no_feedback_until_it_is_edited() -> None:
    sent = advance(
        a_review(),
        FeedbackWritten(
            coach=COACH, coach_name="Cora", text="Bad word.", source=a_comment().source, reachable=True, at=later(60)
        ),
    ).review
    refused = advance(sent, PostRefused(post=COMMENT)).review

    assert (refused.stage, only_comment(refused).state) == (Stage.WAITING, CommentState.FAILED)
    edited = advance(refused, CommentEdited(message=MessageId(8001), text="Good word.", files=(), at=later(120)))
    assert (edited.review.stage, edited.review.coach) == (Stage.ANSWERED, COACH)
    assert ShowPost(post=COMMENT) in edited.effects


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"claim": Claim(coach=OTHER, since=later(60), until=later(3660))}, Why.TAKEN_OVER),
        ({"stage": Stage.CLOSED}, Why.REVIEW_CLOSED),
        ({"stage": Stage.WITHDRAWN}, Why.REVIEW_WITHDRAWN),
    ],
)
def test_refused_feedback_that_is_edited_is_held_where_new_feedback_would_be(changes: dict[str, Any], why: Why) -> None:
    refused = a_review(comments=(a_comment(state=CommentState.FAILED, why=Why.REFUSED),), **changes)

    step = advance(refused, CommentEdited(message=MessageId(8001), text="Good word.", files=(), at=later(900)))

    comment = only_comment(step.review)
    assert (comment.text, comment.state, comment.why) == ("Good word.", CommentState.HELD, why)
    assert (step.review.claim, step.review.stage) == (refused.claim, refused.stage)
    assert step.effects == (ShowPost(post=Post(kind=PostKind.RECEIPT, number=1)),)


@pytest.mark.parametrize(
    "event",
    [
        FeedbackWritten(coach=COACH, coach_name="Cora", text="Late.", source=None, reachable=True, at=later(900)),
        Reopened(coach=COACH, at=later(900)),
    ],
)
def test_nothing_is_written_where_the_time_to_keep_it_is_over(event: ReviewEvent) -> None:
    erased = advance(a_review(comments=(a_comment(),), stage=Stage.CLOSED), Expired(at=later(800))).review

    with pytest.raises(ReviewErased):
        advance(erased, event)


def test_an_edit_that_changes_nothing_does_nothing() -> None:
    review = a_review(comments=(a_comment(text="Same."),))

    assert advance(review, CommentEdited(message=MessageId(8001), text="Same.", files=(), at=later(900))).effects == ()


def test_nothing_but_spaces_is_no_feedback() -> None:
    event = FeedbackWritten(coach=COACH, coach_name="Cora", text=" \u2800 ", source=None, reachable=True, at=later(60))

    with pytest.raises(NothingToSend):
        advance(a_review(), event)
