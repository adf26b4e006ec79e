"""Reminders, lateness and leases: each thing once, at its time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.core.content import MessageId, UserId
from bot.reviewing.domain.deadlines import CLOSED_AFTER_QUIET, wakes_at
from bot.reviewing.domain.effects import Audience, NewsKind, Remind, ReviewEffect, ShowNews, ShowNotice
from bot.reviewing.domain.events import Claimed, ReplyWritten, TimePassed
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import FORM_LEASE, Review, Source, Stage
from bot.reviewing.domain.posts import Post, PostKind
from bot.reviewing.domain.step import UPDATE_STATUS
from tests.builders import CANDIDATE, COACH, DM_CHANNEL, NOON, a_comment, a_review, later

HOUR = 3600.0


def what_is_said(effects: tuple[ReviewEffect, ...]) -> list[object]:
    said: list[object] = [each.audience for each in effects if isinstance(each, Remind)]
    return said + [each.kind for each in effects if isinstance(each, ShowNews)]


def through_time(review: Review, until: timedelta) -> list[tuple[datetime, object]]:
    """All that is said while nobody does anything, looked at only when the review asks for it."""
    said: list[tuple[datetime, object]] = []
    while (wake := wakes_at(review)) is not None and wake <= NOON + until:
        step = advance(review, TimePassed(at=wake))
        said += [(wake, each) for each in what_is_said(step.effects)]
        assert step.review != review, "woken for nothing"
        review = step.review
    return said


def test_one_ping_at_half_of_the_goal_one_near_its_end_and_honesty_after_it() -> None:
    assert through_time(a_review(), timedelta(days=30)) == [
        (later(12 * HOUR), Audience.COACHES),
        (later(20 * HOUR), Audience.LEADS),
        (later(24 * HOUR), NewsKind.LATE),
    ]


def test_a_reply_is_reminded_of_as_an_answer_is_and_each_time_anew() -> None:
    answered = advance(a_review(comments=(a_comment(),)), TimePassed(at=later(HOUR))).review
    written = advance(answered, a_reply(at=later(2 * HOUR))).review

    assert through_time(written, timedelta(days=10)) == [
        (later(14 * HOUR), Audience.COACHES),
        (later(22 * HOUR), Audience.LEADS),
        (later(26 * HOUR), NewsKind.LATE),
    ]
    late = advance(written, TimePassed(at=later(27 * HOUR))).review
    more = advance(late, a_reply(at=later(28 * HOUR), message=9002)).review
    assert through_time(more, timedelta(days=10)) == [], "they wait for the same still"


def test_who_waits_for_a_reply_is_told_when_the_review_is_closed_for_its_quiet() -> None:
    written = advance(a_review(comments=(a_comment(),)), a_reply(at=later(HOUR))).review

    step = advance(written, TimePassed(at=later(HOUR) + CLOSED_AFTER_QUIET))

    assert what_is_said(step.effects) == [NewsKind.CLOSED]


def a_reply(*, at: datetime, message: int = 9001) -> ReplyWritten:
    return ReplyWritten(
        candidate=CANDIDATE,
        answered=Post(kind=PostKind.COMMENT, number=1),
        text="Which one?",
        files=(),
        source=Source(channel=DM_CHANNEL, message=MessageId(message)),
        at=at,
    )


def test_a_bot_that_was_away_for_days_says_each_thing_once() -> None:
    step = advance(a_review(), TimePassed(at=later(72 * HOUR)))

    assert what_is_said(step.effects) == [Audience.COACHES, Audience.LEADS, NewsKind.LATE]
    assert advance(step.review, TimePassed(at=later(73 * HOUR))).effects == ()


def test_while_a_coach_is_at_it_coaches_are_not_pinged_but_leads_are() -> None:
    claimed = advance(a_review(goal=timedelta(hours=1)), Claimed(coach=COACH, at=later(60))).review

    step = advance(claimed, TimePassed(at=later(0.9 * HOUR)))

    assert what_is_said(step.effects) == [Audience.LEADS]


@pytest.mark.parametrize("stage", [Stage.ANSWERED, Stage.CLOSED, Stage.WITHDRAWN])
def test_whatever_does_not_wait_is_never_reminded_of(stage: Stage) -> None:
    review = a_review(comments=(a_comment(),), stage=stage)

    assert what_is_said(advance(review, TimePassed(at=later(13 * 24 * HOUR))).effects) == []


def test_a_conversation_that_went_quiet_is_closed() -> None:
    review = a_review(comments=(a_comment(),))
    quiet_at = later(600) + CLOSED_AFTER_QUIET

    assert advance(review, TimePassed(at=quiet_at - timedelta(seconds=1))).review.stage is Stage.ANSWERED
    assert advance(review, TimePassed(at=quiet_at)).review.stage is Stage.CLOSED
    assert wakes_at(review) == quiet_at


def test_a_conversation_is_not_closed_under_the_coach_who_has_just_claimed_it() -> None:
    quiet_at = later(600) + CLOSED_AFTER_QUIET
    claimed = advance(
        a_review(comments=(a_comment(),)), Claimed(coach=COACH, at=quiet_at - timedelta(minutes=1))
    ).review

    assert advance(claimed, TimePassed(at=quiet_at)).review == claimed
    assert claimed.claim is not None
    assert wakes_at(claimed) == claimed.claim.until
    assert advance(claimed, TimePassed(at=claimed.claim.until)).review.stage is Stage.CLOSED


def test_a_form_that_was_only_opened_claims_for_some_minutes_and_nobody_is_told() -> None:
    step = advance(a_review(), Claimed(coach=COACH, at=NOON, by_form=True))
    opened = step.review

    assert UPDATE_STATUS not in step.effects
    assert opened.is_claimed_by(COACH, NOON + FORM_LEASE - timedelta(seconds=1))
    assert wakes_at(opened) == NOON + FORM_LEASE
    lapsed = advance(opened, TimePassed(at=NOON + FORM_LEASE))
    assert lapsed.review.claim is None
    assert not any(isinstance(each, ShowNotice) for each in lapsed.effects)

    claimed = advance(opened, Claimed(coach=COACH, at=later(60))).review
    assert wakes_at(claimed) == later(60 + HOUR)
    again = advance(claimed, Claimed(coach=COACH, at=later(120), by_form=True)).review
    assert wakes_at(again) == later(120 + HOUR), "for whoever has claimed, it is work as any other"


def test_a_claim_wakes_when_its_lease_lapses() -> None:
    claimed = advance(a_review(), Claimed(coach=UserId(2005), at=NOON)).review

    assert wakes_at(claimed) == later(HOUR)
