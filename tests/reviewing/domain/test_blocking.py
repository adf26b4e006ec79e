"""What is held back: its mark follows whatever is in its way, and it goes out only if its writer says so."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.core.content import MessageId, UserId
from bot.reviewing.domain.blocking import why_held
from bot.reviewing.domain.effects import ArchiveThread, ShowPost
from bot.reviewing.domain.events import (
    Claimed,
    Closed,
    Released,
    Reopened,
    ReviewEvent,
    TakenOver,
    TimePassed,
    Withdrawn,
    WorkedOn,
)
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import LEASE, Claim, CommentState, Review, Side, Stage, Why
from bot.reviewing.domain.posts import Post, PostKind, ShownPage
from tests.builders import COACH, NOON, a_comment, a_review, later

OTHER = UserId(2002)
GRADE = Post(kind=PostKind.RECEIPT, number=1)
SHOWN = (ShownPage(post=GRADE, page="0", message=MessageId(7009), shown_at=NOON),)
LAPSES = NOON + LEASE
CLAIMED = Claim(coach=OTHER, since=NOON, until=LAPSES)


def with_held(**changes: object) -> Review:
    """Written by the coach while another one had the review."""
    held = a_comment(state=CommentState.HELD, why=Why.TAKEN_OVER)
    return a_review(**{"comments": (held,), "shown_pages": SHOWN, "claim": CLAIMED} | changes)


def marks(review: Review, event: ReviewEvent) -> int:
    return advance(review, event).effects.count(ShowPost(post=GRADE))


@pytest.mark.parametrize(
    ("review", "event", "why"),
    [
        (with_held(), Released(coach=OTHER, at=later(60)), None),
        (with_held(), TimePassed(at=LAPSES), None),
        (with_held(), TakenOver(coach=COACH, claimant=OTHER, at=later(60)), None),
        (with_held(), TakenOver(coach=UserId(2003), claimant=OTHER, at=later(60)), Why.TAKEN_OVER),
        (with_held(), Withdrawn(at=later(60)), Why.REVIEW_WITHDRAWN),
        (with_held(), Closed(coach=OTHER, reason="Empty.", at=later(60)), Why.REVIEW_CLOSED),
        (with_held(claim=None), Claimed(coach=OTHER, at=later(60)), Why.TAKEN_OVER),
        (with_held(stage=Stage.CLOSED, claim=None), Reopened(coach=OTHER, at=later(60)), None),
    ],
    ids=lambda each: type(each).__name__ if hasattr(each, "at") else "",
)
def test_the_mark_of_what_is_held_is_shown_anew_when_something_else_is_in_its_way(
    review: Review, event: ReviewEvent, why: Why | None
) -> None:
    assert marks(review, event) == 1
    after = advance(review, event).review
    at: datetime = event.at  # type: ignore[union-attr] # each of these has its time
    assert why_held(after, COACH, at) is why
    assert after.comments[0].state is CommentState.HELD


def test_a_mark_that_says_the_same_is_left_alone() -> None:
    assert marks(with_held(), WorkedOn(coach=OTHER, at=later(1800))) == 0


def test_a_mark_that_somebody_deleted_does_not_come_again() -> None:
    assert marks(with_held(shown_pages=()), Released(coach=OTHER, at=later(60))) == 0


def test_only_what_is_held_is_marked_anew() -> None:
    of_candidate = a_comment(side=Side.CANDIDATE)

    assert marks(with_held(comments=(of_candidate,)), Released(coach=OTHER, at=later(60))) == 0
    assert marks(with_held(comments=(a_comment(),)), Released(coach=OTHER, at=later(60))) == 0


def test_the_thread_is_put_away_after_its_marks_are_true() -> None:
    effects = advance(with_held(), Closed(coach=OTHER, reason="Empty.", at=later(60))).effects

    assert effects[-2:] == (ShowPost(post=GRADE), ArchiveThread())
