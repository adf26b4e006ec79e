"""Says since when a review is answered, and by whom.

Feedback that was deleted, refused by Discord or held back is as if it had never been written: neither an answer in time
nor a figure of its coach, whether the review is closed, reopened or erased since. What is sent after all counts from
then on.
"""

from __future__ import annotations

from dataclasses import replace

from bot.reviewing.domain.model import Review, Stage


def counted(review: Review) -> Review:
    """The same review, answered by the feedback that it has now; without any it waits again, at its old place."""
    given = sorted(review.feedback, key=lambda each: (each.written_at, each.number))
    if not given:
        stage = review.stage if review.is_over else Stage.WAITING
        return replace(review, stage=stage, coach=None, answered_at=None, rating=None)
    stage = review.stage if review.is_over else Stage.ANSWERED
    coach = given[-1].author
    # The candidate said it of what another coach wrote.
    rating = review.rating if coach == review.coach else None
    return replace(review, stage=stage, coach=coach, answered_at=given[0].written_at, rating=rating)


def attempt_waits(review: Review) -> bool:
    """Whether the candidate has tried again and has no feedback since."""
    latest = review.attempts[-1]
    return latest.number > 1 and all(each.written_at < latest.sent_at for each in review.feedback)
