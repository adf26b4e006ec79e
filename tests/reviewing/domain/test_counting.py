"""What counts as feedback, and from when: what was deleted, refused or held back is as if it had never been written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.content import MessageId, UserId
from bot.reviewing.domain.events import (
    Closed,
    CommentDeleted,
    CommentEdited,
    Expired,
    HeldSent,
    HelpfulnessTold,
    PostRefused,
    Reopened,
    TakenOver,
)
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import CommentState, Helpfulness, Review, Source, Stage, Why
from bot.reviewing.domain.posts import Post, PostKind
from tests.builders import COACH, REVIEW_CHANNEL, a_comment, a_review, later

OTHER = UserId(2002)
DAY = 86_400
COMMENT = Post(kind=PostKind.COMMENT, number=1)


def after(review: Review, *events: object) -> Review:
    for event in events:
        review = advance(review, event).review  # type: ignore[arg-type]
    return review


def deleted(number: int, seconds: float = DAY) -> CommentDeleted:
    return CommentDeleted(message=MessageId(8000 + number), at=later(seconds))


CLOSING = Closed(coach=COACH, reason="", at=later(700))
OPENING = Reopened(coach=COACH, at=later(2 * DAY))


@pytest.mark.parametrize("events", [(deleted(1, 650),), (CLOSING, deleted(1)), (CLOSING, deleted(1), OPENING)])
def test_the_only_feedback_deleted_at_any_time_was_never_an_answer(events: tuple[object, ...]) -> None:
    rated = after(a_review(comments=(a_comment(),)), HelpfulnessTold(helpfulness=Helpfulness.HELPED, at=later(620)))

    review = after(rated, *events)

    assert (review.coach, review.answered_at, review.helpfulness, review.feedback) == (None, None, None, ())
    assert review.stage is (Stage.CLOSED if len(events) == 2 else Stage.WAITING)


def test_a_closed_review_that_is_opened_again_has_the_feedback_that_is_left() -> None:
    comments = (a_comment(1), a_comment(2, author=OTHER))

    review = after(a_review(comments=comments), CLOSING, deleted(2), OPENING)

    assert (review.stage, review.coach, review.answered_at) == (Stage.ANSWERED, COACH, later(600))


def test_with_the_first_of_two_deleted_the_second_is_the_answer() -> None:
    comments = (a_comment(1), a_comment(2, author=OTHER, written_at=later(30 * 3600)))

    review = after(a_review(comments=comments), deleted(1, 31 * 3600))

    assert (review.stage, review.coach, review.answered_at) == (Stage.ANSWERED, OTHER, later(30 * 3600))


def test_whoever_took_over_keeps_the_review_when_the_feedback_before_is_deleted() -> None:
    taken = TakenOver(coach=OTHER, claimant=COACH, at=later(650))

    review = after(a_review(comments=(a_comment(),)), taken, deleted(1, 700))

    assert review.stage is Stage.WAITING
    assert review.is_claimed_by(OTHER, later(701))


def test_what_was_held_back_counts_from_when_its_writer_sent_it_after_all() -> None:
    held = a_comment(state=CommentState.HELD, why=Why.TAKEN_OVER)

    review = after(a_review(comments=(held,)), HeldSent(coach=COACH, comment=1, reachable=True, at=later(30 * 3600)))

    assert (review.coach, review.answered_at) == (COACH, later(30 * 3600))


def test_what_discord_refused_counts_from_the_edit_that_it_took() -> None:
    sent = a_review(comments=(a_comment(state=CommentState.WAITING),))

    refused = after(sent, PostRefused(post=COMMENT))
    edited = after(refused, CommentEdited(message=MessageId(8001), text="So.", files=(), at=later(30 * 3600)))

    assert (refused.coach, refused.answered_at) == (None, None)
    assert (edited.coach, edited.answered_at) == (COACH, later(30 * 3600))


def test_after_the_retention_the_figures_are_what_they_were() -> None:
    gone = replace(a_comment(2), source=Source(channel=REVIEW_CHANNEL, message=MessageId(8002)))
    unsent = a_comment(3, state=CommentState.HELD, why=Why.TAKEN_OVER)
    rated = HelpfulnessTold(helpfulness=Helpfulness.NO, at=later(1400))
    review = after(a_review(comments=(a_comment(1), gone, unsent)), deleted(2, 1300), rated)

    erased = after(review, Expired(at=later(90 * DAY)))

    assert (erased.coach, erased.answered_at, erased.helpfulness) == (COACH, later(600), Helpfulness.NO)
    assert [each.number for each in erased.feedback] == [1]
    assert {(each.text, each.author_name) for each in erased.comments} == {("", "")}
    edited = advance(erased, CommentEdited(message=MessageId(8001), text="Again.", files=(), at=later(91 * DAY)))
    assert (edited.review, edited.effects) == (erased, ())
    assert after(erased, deleted(1, 91 * DAY)).answered_at is None
