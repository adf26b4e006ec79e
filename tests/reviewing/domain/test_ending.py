"""What follows where a review ends or goes on again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.content import ChannelId, MessageId, UserId
from bot.reviewing.domain import events
from bot.reviewing.domain.deadlines import CLOSED_AFTER_QUIET
from bot.reviewing.domain.effects import (
    NewsKind,
    RemoveCard,
    ReviewEffect,
    ShowEffect,
    ShowNews,
)
from bot.reviewing.domain.errors import ReplyTooLate, ReviewErased
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import CommentState, Helpfulness, Review, Side, Source, Stage, Why
from bot.reviewing.domain.posts import STATUS, Post, PostKind
from tests.builders import CANDIDATE, COACH, DM_CHANNEL, NOON, a_comment, a_review, later

OTHER = UserId(COACH + 1)
COMMENTS = (
    a_comment(1),
    a_comment(2),
    a_comment(3, side=Side.CANDIDATE),
    a_comment(4, author=OTHER),
    a_comment(5, author=UserId(COACH + 2), state=CommentState.WAITING, why=Why.CLOSED_DMS),
)


def feedback_shown(effects: tuple[ReviewEffect, ...]) -> list[int]:
    """The numbers of the comments that are brought up to date."""
    posts = [each.post for each in effects if isinstance(each, ShowEffect)]
    return [each.number for each in posts if each.kind is PostKind.COMMENT]


ends = pytest.mark.parametrize(
    "ends",
    [events.Closed(coach=COACH, reason="", at=later(60)), events.TimePassed(at=NOON + 2 * CLOSED_AFTER_QUIET)],
    ids=["closed", "quiet"],
)


@pytest.mark.parametrize(
    "gone",
    [
        events.CommentDeleted(message=MessageId(8002), at=NOON),
        events.PostRefused(post=Post(kind=PostKind.COMMENT, number=2)),
    ],
    ids=["deleted", "refused"],
)
def test_in_a_closed_review_too_the_rating_buttons_go_back_to_the_feedback_before(gone: events.ReviewEvent) -> None:
    comments = (a_comment(1), a_comment(2, author=OTHER, state=CommentState.WAITING, why=Why.CLOSED_DMS))

    step = advance(a_review(comments=comments, stage=Stage.CLOSED, coach=OTHER), gone)

    assert step.review.stage is Stage.CLOSED
    assert feedback_shown(step.effects) == [1]


@ends
def test_where_a_review_ends_the_first_comment_of_each_coach_loses_the_way_to_try_again(
    ends: events.ReviewEvent,
) -> None:
    step = advance(a_review(comments=COMMENTS, stage=Stage.ANSWERED, coach=COACH), ends)

    assert step.review.stage is Stage.CLOSED
    assert feedback_shown(step.effects) == [1, 4]  # the one that is still on its way shows what is true then


@ends
@pytest.mark.parametrize(
    ("tried_at", "told"), [(later(900), [NewsKind.CLOSED]), (later(300), [])], ids=["waits", "has feedback since"]
)
def test_who_waits_for_feedback_on_a_new_attempt_is_told_that_none_comes(
    ends: events.ReviewEvent, tried_at: datetime, told: list[NewsKind]
) -> None:
    review = a_review(comments=(a_comment(1),))  # written at 600 seconds
    again = replace(review.attempts[0], number=2, sent_at=tried_at)

    step = advance(replace(review, attempts=(*review.attempts, again)), ends)

    assert [each.kind for each in step.effects if isinstance(each, ShowNews)] == told


def test_opened_again_it_offers_to_try_again_once_more() -> None:
    closed = a_review(comments=COMMENTS, stage=Stage.CLOSED, coach=COACH, thread=ChannelId(4000))

    step = advance(closed, events.Reopened(coach=COACH, at=later(60)))

    assert step.review.stage is Stage.ANSWERED
    assert feedback_shown(step.effects) == [1, 4]


def test_who_is_cut_off_while_trying_again_is_told() -> None:
    step = advance(a_review(comments=COMMENTS, stage=Stage.CLOSED, coach=COACH), events.RetryCutOff())

    (told,) = step.effects
    assert isinstance(told, ShowNews)
    assert (told.post, told.kind) == (Post(kind=PostKind.NEWS, number=1), NewsKind.RETRY_OVER)


def test_when_its_time_is_over_only_feedback_on_its_way_keeps_its_words() -> None:
    erased = advance(
        a_review(comments=COMMENTS, stage=Stage.ANSWERED, coach=COACH), events.Expired(at=later(60))
    ).review

    assert erased.erased
    assert erased.stage is Stage.CLOSED
    assert [each.number for each in erased.comments if each.text or each.author_name] == [5]


def expired(*states: CommentState) -> Review:
    """An erased review of which coaches' comments were in these states."""
    comments = [
        a_comment(number, state=state, why=Why.CLOSED_DMS if state is CommentState.WAITING else None)
        for number, state in enumerate(states, start=1)
    ]
    return advance(a_review(comments=tuple(comments)), events.Expired(at=later(60))).review


def test_what_has_arrived_late_is_not_kept_and_the_last_takes_the_thread_with_it() -> None:
    first = advance(
        expired(CommentState.WAITING, CommentState.WAITING),
        events.PostShown(post=Post(kind=PostKind.COMMENT, number=1), at=NOON),
    )
    last = advance(first.review, events.PostShown(post=Post(kind=PostKind.COMMENT, number=2), at=NOON))

    assert RemoveCard() not in first.effects
    assert last.effects == (RemoveCard(),)
    assert not any(each.text for each in last.review.comments)
    assert {each.state for each in last.review.comments} == {CommentState.DELIVERED}


def test_what_is_taken_back_while_it_waits_leaves_nothing_either() -> None:
    step = advance(expired(CommentState.WAITING), events.CommentDeleted(message=MessageId(8001), at=NOON))

    assert step.effects[-1] == RemoveCard()
    assert step.review.stage is Stage.CLOSED


def test_what_discord_refuses_late_is_kept_until_it_can_be_sent() -> None:
    refused = advance(expired(CommentState.WAITING), events.PostRefused(post=Post(kind=PostKind.COMMENT, number=1)))
    edited = advance(
        refused.review, events.CommentEdited(message=MessageId(8001), text="Without it.", files=(), at=NOON)
    )

    assert refused.review.comments[0].text
    assert RemoveCard() not in refused.effects
    assert edited.review.comments[0].state is CommentState.WAITING


def test_an_edit_of_what_is_not_kept_any_more_brings_nothing_back() -> None:
    erased = expired(CommentState.DELIVERED)

    step = advance(erased, events.CommentEdited(message=MessageId(8001), text="Again.", files=(), at=NOON))

    assert step.review == erased
    assert not step.effects


@pytest.mark.parametrize(
    "event",
    [
        events.Claimed(coach=COACH, at=NOON),
        events.Closed(coach=COACH, reason="", at=NOON),
        events.Reopened(coach=COACH, at=NOON),
        events.FeedbackWritten(coach=COACH, coach_name="Cora", text="More.", source=None, reachable=True, at=NOON),
        events.Withdrawn(at=NOON),
    ],
    ids=lambda each: type(each).__name__,
)
def test_nobody_does_anything_with_a_review_whose_time_is_over(event: events.ReviewEvent) -> None:
    with pytest.raises(ReviewErased):
        advance(expired(CommentState.DELIVERED), event)


def test_a_rating_is_a_figure_and_counts_when_the_time_is_over() -> None:
    step = advance(expired(CommentState.DELIVERED), events.HelpfulnessTold(helpfulness=Helpfulness.HELPED, at=NOON))

    assert step.review.helpfulness is Helpfulness.HELPED
    assert not step.effects


def test_a_reply_to_a_review_whose_time_is_over_is_refused() -> None:
    reply = events.ReplyWritten(
        candidate=CANDIDATE,
        answered=STATUS,
        text="Thanks.",
        files=(),
        source=Source(channel=DM_CHANNEL, message=MessageId(9)),
        at=NOON,
    )

    with pytest.raises(ReplyTooLate):
        advance(expired(CommentState.DELIVERED), reply)
