"""Works out from its feedback when a review was answered, and by whom.

Feedback that was deleted, refused by Discord or held counts as if it had never been written: neither for the promise
nor for its coach's figures, even if the review is closed, reopened or erased later. Feedback that is sent after all
counts from then on.
"""

from __future__ import annotations

from dataclasses import replace

from bot.reviewing.domain.model import Review, Stage


def counted(review: Review) -> Review:
    """The review answered by its present feedback; without any, a running one waits again, at its old place."""
    given = sorted(review.feedback, key=lambda each: (each.written_at, each.number))
    if not given:
        stage = review.stage if review.is_over else Stage.WAITING
        return replace(review, stage=stage, coach=None, answered_at=None, rating=None)
    stage = review.stage if review.is_over else Stage.ANSWERED
    coach = given[-1].author
    # The rating was about another coach's feedback.
    rating = review.rating if coach == review.coach else None
    return replace(review, stage=stage, coach=coach, answered_at=given[0].written_at, rating=rating)


def attempt_waits(review: Review) -> bool:
    """True if the candidate has tried again and got no feedback since."""
    latest = review.attempts[-1]
    return latest.number > 1 and all(each.written_at < latest.sent_at for each in review.feedback)
