"""Says what stands in the way of feedback, and keeps true what its writer reads of that."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.content import UserId
from bot.reviewing.domain.effects import ArchiveThread
from bot.reviewing.domain.model import CommentState, Review, Stage, Why
from bot.reviewing.domain.posting import receipt
from bot.reviewing.domain.step import ReviewStep


def why_held(review: Review, coach: UserId, at: datetime) -> Why | None:
    """Why feedback by this coach is not sent unless they say so once more; None if nothing is in its way."""
    match review.stage:
        case Stage.WITHDRAWN:
            return Why.REVIEW_WITHDRAWN
        case Stage.CLOSED:
            return Why.REVIEW_CLOSED
        case _:
            claim = review.claim_at(at)
            return None if claim is None or claim.coach == coach else Why.TAKEN_OVER


def with_true_marks(before: Review, step: ReviewStep) -> ReviewStep:
    """The same step; where it changes what is in the way, marks of what is held are shown as things stand now."""
    after = step.review
    if (before.stage, _claimant(before)) == (after.stage, _claimant(after)):
        return step
    held = [receipt(after, each) for each in after.comments if each.state is CommentState.HELD]
    # What is on its way tells how things stand when it is sent, and what somebody deleted does not come again.
    marks = [each for each in held if after.message_of(each.post) is not None]
    # The thread is put away when all else is done there.
    away = [each for each in step.effects if isinstance(each, ArchiveThread)]
    others = [each for each in step.effects if each not in (*away, *marks)]
    return replace(step, effects=(*others, *marks, *away))


def _claimant(review: Review) -> UserId | None:
    return None if review.claim is None else review.claim.coach
