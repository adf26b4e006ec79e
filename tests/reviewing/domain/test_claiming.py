"""Who has claimed a review, for how long, and where it waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.content import MessageId, UserId
from bot.reviewing.domain.effects import NoticeKind, ShowNotice
from bot.reviewing.domain.errors import AlreadyClaimed, NotYours, OpinionGiven, OwnReview
from bot.reviewing.domain.events import Claimed, Closed, CommentEdited, FeedbackWritten, Released, TakenOver, TimePassed
from bot.reviewing.domain.machine import UPDATE_CARD, advance
from bot.reviewing.domain.model import LEASE, Claim, Review, Stage
from tests.builders import CANDIDATE, COACH, NOON, a_comment, a_review, later

OTHER = UserId(2002)
THIRD = UserId(2003)
HOUR = LEASE.total_seconds()


def claimed(by: UserId = COACH, *, at: float = 0) -> Review:
    return advance(a_review(), Claimed(coach=by, at=later(at))).review


def test_a_claim_keeps_others_out_and_says_until_when() -> None:
    with pytest.raises(AlreadyClaimed) as refusal:
        advance(claimed(), Claimed(coach=OTHER, at=later(60)))

    assert refusal.value.by == COACH
    assert refusal.value.until == int((NOON + LEASE).timestamp())


def test_claiming_again_renews_the_lease() -> None:
    renewed = advance(claimed(), Claimed(coach=COACH, at=later(1800))).review

    assert renewed.is_claimed_by(COACH, later(HOUR + 60))
    assert renewed.claim is not None
    assert renewed.claim.since == NOON


def test_a_lease_lapses_to_the_moment_without_anybody_looking() -> None:
    review = claimed()

    assert review.is_claimed_by(COACH, later(HOUR - 1))
    assert not review.is_claimed_by(COACH, later(HOUR))
    assert advance(review, Claimed(coach=OTHER, at=later(HOUR))).review.is_claimed_by(OTHER, later(HOUR))


def test_a_lapsed_lease_is_told_once_and_the_place_in_the_queue_stays() -> None:
    step = advance(claimed(), TimePassed(at=later(HOUR)))

    notices = [each.kind for each in step.effects if isinstance(each, ShowNotice)]
    assert notices == [NoticeKind.LAPSED]
    assert step.review.sent_at == NOON
    assert advance(step.review, TimePassed(at=later(HOUR))).effects == ()


def test_a_released_review_is_free_at_its_old_place() -> None:
    released = advance(claimed(at=600), Released(coach=COACH, at=later(700))).review

    assert released.claim is None
    assert released.sent_at == NOON


def test_only_its_claimant_releases_a_review() -> None:
    with pytest.raises(NotYours):
        advance(claimed(), Released(coach=OTHER, at=later(60)))


def test_taking_over_tells_the_one_who_had_claimed_it() -> None:
    step = advance(claimed(), TakenOver(coach=OTHER, claimant=COACH, at=later(60)))

    assert step.review.is_claimed_by(OTHER, later(60))
    told = [each for each in step.effects if isinstance(each, ShowNotice) and each.kind is NoticeKind.TAKEN_OVER]
    assert [each.person for each in told] == [COACH]


def test_nobody_takes_over_from_somebody_they_did_not_see() -> None:
    with pytest.raises(AlreadyClaimed):
        advance(claimed(OTHER), TakenOver(coach=THIRD, claimant=COACH, at=later(60)))


@pytest.mark.parametrize("act", ["claim", "close"])
@pytest.mark.parametrize("coach", [CANDIDATE, OTHER])
def test_neither_the_candidate_nor_a_coach_already_heard_may_claim_or_close(coach: UserId, act: str) -> None:
    review = a_review(excluded=frozenset({OTHER}))
    events = {"claim": Claimed(coach=coach, at=NOON), "close": Closed(coach=coach, reason="Enough.", at=NOON)}

    with pytest.raises(OwnReview if coach == CANDIDATE else OpinionGiven):
        advance(review, events[act])


def test_feedback_from_another_than_the_claimant_is_kept_and_not_sent() -> None:
    event = FeedbackWritten(coach=OTHER, coach_name="Cleo", text="Mine.", source=None, reachable=True, at=later(60))

    step = advance(claimed(), event)

    (comment,) = step.review.comments
    assert comment.text == "Mine."
    assert not comment.counts
    assert step.review.is_claimed_by(COACH, later(60))


def test_feedback_to_a_free_review_claims_it() -> None:
    event = FeedbackWritten(coach=OTHER, coach_name="Cleo", text="Mine.", source=None, reachable=True, at=later(60))

    answered = advance(replace(a_review()), event).review

    assert answered.is_claimed_by(OTHER, later(61))
    assert answered.answered_at == later(60)


def test_an_edit_of_feedback_renews_the_claim_and_the_card_says_so() -> None:
    answered = a_review(
        comments=(a_comment(),), stage=Stage.ANSWERED, claim=Claim(coach=COACH, since=NOON, until=later(60))
    )

    step = advance(answered, CommentEdited(message=MessageId(8001), text="Better.", files=(), at=later(30)))

    assert step.review.claim == Claim(coach=COACH, since=NOON, until=later(HOUR + 30))
    assert UPDATE_CARD in step.effects
