"""Decides whether feedback may be sent now, and keeps the receipts of held comments true."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.content import UserId
from bot.reviewing.domain.effects import ArchiveThread
from bot.reviewing.domain.model import CommentState, Review, Stage, Why
from bot.reviewing.domain.posting import receipt
from bot.reviewing.domain.step import ReviewStep


def why_held(review: Review, coach: UserId, at: datetime) -> Why | None:
    """Why feedback by this coach is held until they confirm it; None if it may be sent."""
    match review.stage:
        case Stage.WITHDRAWN:
            return Why.REVIEW_WITHDRAWN
        case Stage.CLOSED:
            return Why.REVIEW_CLOSED
        case _:
            claim = review.claim_at(at)
            return None if claim is None or claim.coach == coach else Why.TAKEN_OVER


def with_true_marks(before: Review, step: ReviewStep) -> ReviewStep:
    """The same step, with the receipts of held comments updated if stage or claim has changed."""
    after = step.review
    if (before.stage, _claimant(before)) == (after.stage, _claimant(after)):
        return step
    held = [receipt(after, each) for each in after.comments if each.state is CommentState.HELD]
    # A receipt on its way is rendered when it is sent, and a deleted one does not come back.
    marks = [each for each in held if after.message_of(each.post) is not None]
    # Archive the thread after everything else is done in it.
    away = [each for each in step.effects if isinstance(each, ArchiveThread)]
    others = [each for each in step.effects if each not in (*away, *marks)]
    return replace(step, effects=(*others, *marks, *away))


def _claimant(review: Review) -> UserId | None:
    return None if review.claim is None else review.claim.coach
