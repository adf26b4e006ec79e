"""Every stage meets every event: accepted, or refused with the right sentence."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from bot.core.content import ChannelId, InterviewId, MessageId, UserId
from bot.reviewing.domain import events
from bot.reviewing.domain.errors import (
    AlreadyAnswered,
    NoFeedbackYet,
    NotClosed,
    NotYours,
    ReviewError,
    ReviewOver,
)
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import Change, CommentState, Helpfulness, Review, Source, Stage, Why
from bot.reviewing.domain.posts import CARD, FIRST_PAGE, STATUS, Post, PostKind
from tests.builders import CANDIDATE, COACH, DM_CHANNEL, NOON, REVIEW_CHANNEL, a_comment, a_review, later

HELD = 2
COMMENT = Post(kind=PostKind.COMMENT, number=1)

EVENTS: dict[type[events.ReviewEvent], events.ReviewEvent] = {
    type(event): event
    for event in (
        events.Sent(at=NOON),
        events.Withdrawn(at=later(60)),
        events.AnswerChanged(
            attempt=1, message=MessageId(501), change=Change.EDITED, part=None, before=(), at=later(60)
        ),
        events.AttemptSent(interview=InterviewId(8), question=1, at=later(60)),
        events.ReplyWritten(
            candidate=CANDIDATE,
            answered=STATUS,
            text="Thanks.",
            files=(),
            source=Source(channel=DM_CHANNEL, message=MessageId(9001)),
            at=later(60),
        ),
        events.HelpfulnessTold(helpfulness=Helpfulness.HELPED, at=later(60)),
        events.Claimed(coach=COACH, at=later(60)),
        events.TakenOver(coach=COACH, claimant=UserId(2002), at=later(60)),
        events.Released(coach=COACH, at=later(60)),
        events.WorkedOn(coach=COACH, at=later(60)),
        events.FeedbackWritten(
            coach=COACH,
            coach_name="Cora",
            text="More.",
            source=Source(channel=REVIEW_CHANNEL, message=MessageId(9002)),
            reachable=True,
            at=later(60),
        ),
        events.HeldSent(coach=COACH, comment=HELD, reachable=True, at=later(60)),
        events.CommentEdited(message=MessageId(8001), text="Better.", files=(), at=later(60)),
        events.CommentDeleted(message=MessageId(8001), at=later(60)),
        events.Closed(coach=COACH, reason="Not an answer.", at=later(60)),
        events.Reopened(coach=COACH, at=later(60)),
        events.RetryCutOff(),
        events.TimePassed(at=later(60)),
        events.Expired(at=later(60)),
        events.BotRemoved(at=later(60)),
        events.CoachGone(coach=COACH, at=later(60)),
        events.PageShown(post=CARD, page=FIRST_PAGE, message=MessageId(7001), at=later(60)),
        events.PagesGone(messages=frozenset({MessageId(7001)})),
        events.PostShown(post=COMMENT, at=later(60)),
        events.PostStuck(post=COMMENT, why=Why.CLOSED_DMS),
        events.PostRefused(post=COMMENT),
        events.ThreadOpened(thread=ChannelId(7001)),
        events.ThreadGone(),
        events.PageDeleted(message=MessageId(7001), stood=timedelta(hours=1)),
        events.ShowAgainPressed(),
        events.Moved(channel=ChannelId(3009)),
        events.ThreadForbidden(),
        events.OldPostsLeft(channel=ChannelId(3009)),
    )
}

OVER = {Stage.CLOSED, Stage.WITHDRAWN}
REFUSED: dict[Stage, dict[type[events.ReviewEvent], type[ReviewError]]] = {
    Stage.WAITING: {events.Reopened: NotClosed, events.Released: NotYours},
    Stage.ANSWERED: {events.Withdrawn: AlreadyAnswered, events.Reopened: NotClosed, events.Released: NotYours},
    Stage.CLOSED: {
        **dict.fromkeys(
            (
                events.Withdrawn,
                events.AttemptSent,
                events.ReplyWritten,
                events.Claimed,
                events.TakenOver,
                events.Closed,
            ),
            ReviewOver,
        ),
        events.Released: NotYours,
    },
    Stage.WITHDRAWN: {
        **dict.fromkeys(
            (
                events.Withdrawn,
                events.AttemptSent,
                events.ReplyWritten,
                events.Claimed,
                events.TakenOver,
                events.Closed,
            ),
            ReviewOver,
        ),
        events.Released: NotYours,
        events.Reopened: NotClosed,
    },
}


def in_stage(stage: Stage) -> Review:
    """With a comment that was delivered (taken back where nothing counts as feedback) and one that is held."""
    first = a_comment(1) if stage in {Stage.ANSWERED, Stage.CLOSED} else a_comment(1, state=CommentState.FAILED)
    held = a_comment(HELD, state=CommentState.HELD, why=Why.TAKEN_OVER)
    return a_review(comments=(first, held), stage=stage, coach=COACH)


def test_the_table_knows_every_event() -> None:
    assert set(EVENTS) == set(get_args(events.ReviewEvent))


@pytest.mark.parametrize("kind", EVENTS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("stage", Stage)
def test_every_stage_meets_every_event(stage: Stage, kind: type[events.ReviewEvent]) -> None:
    review, event = in_stage(stage), EVENTS[kind]
    refusal = REFUSED[stage].get(kind)

    if refusal is None:
        advance(review, event)
    else:
        with pytest.raises(refusal):
            advance(review, event)


def test_nothing_is_rated_before_there_is_feedback() -> None:
    with pytest.raises(NoFeedbackYet):
        advance(a_review(), events.HelpfulnessTold(helpfulness=Helpfulness.HELPED, at=NOON))
