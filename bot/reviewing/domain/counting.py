"""Works out from what was written when a review was answered, by whom, and since when its candidate waits.

Feedback that was deleted, refused by Discord or held counts as if it had never been written: neither for the promise
nor for its coach's figures, even if the review is closed, reopened or erased later. Feedback that is sent after all
counts from then on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.content import InterviewId
from bot.reviewing.domain.model import Comment, CommentState, Review, Side, Stage


def counted(review: Review) -> Review:
    """The review answered by its present feedback; without any, a running one waits again, at its old place."""
    given = sorted(review.feedback, key=lambda each: (each.written_at, each.number))
    if not given:
        stage = review.stage if review.is_over else Stage.WAITING
        return replace(review, stage=stage, coach=None, answered_at=None, helpfulness=None)
    stage = review.stage if review.is_over else Stage.ANSWERED
    coach = given[-1].author
    # What they said was about another coach's feedback.
    helpfulness = review.helpfulness if coach == review.coach else None
    return replace(review, stage=stage, coach=coach, answered_at=given[0].written_at, helpfulness=helpfulness)


def waits_since(review: Review) -> datetime | None:
    """Since when the candidate waits for a coach; None while they do not, or the review is over."""
    if review.is_over:
        return None
    return review.sent_at if review.stage is Stage.WAITING else unanswered_since(review)


def unanswered_since(review: Review) -> datetime | None:
    """When the candidate wrote or tried again first after the last feedback; None if they have not, or there is none.

    What was withdrawn or never sent is ignored.
    """
    last = max((each.written_at for each in review.feedback), default=None)
    if last is None:
        return None
    written = [each.written_at for each in review.comments if each.side is Side.CANDIDATE and each.counts]
    tried = [each.sent_at for each in review.attempts[1:]]
    return min((at for at in written + tried if at > last), default=None)


def with_reminders_anew(before: Review, after: Review) -> Review:
    """The review, to be reminded of once more if its candidate has begun to wait again."""
    if before.stage is not Stage.ANSWERED or waits_since(before) is not None or waits_since(after) is None:
        return after
    return replace(after, coaches_pinged=False, leads_pinged=False, told_late=False)


def attempt_waits(review: Review) -> bool:
    """True if the candidate has tried again and got no feedback since."""
    latest = review.attempts[-1]
    return latest.number > 1 and all(each.written_at < latest.sent_at for each in review.feedback)


def feedback_about(review: Review, interview: InterviewId, question: int) -> tuple[Comment, ...]:
    """The feedback on an answer of the review that has reached the candidate.

    Feedback is about the attempt that was sent last when it was written.
    """
    attempt = review.attempt_of(interview, question)
    if attempt is None:
        return ()
    later = (each.sent_at for each in review.attempts if each.number > attempt.number)
    until = min(later, default=None)
    return tuple(
        each
        for each in review.comments
        if each.side is Side.COACH
        and each.state is CommentState.DELIVERED
        and each.written_at >= attempt.sent_at
        and (until is None or each.written_at < until)
    )


def graded_comments(review: Review, interview: InterviewId, question: int) -> tuple[Comment, ...]:
    """That of `feedback_about` which has a grade."""
    return tuple(
        each
        for each in feedback_about(review, interview, question)
        if each.assessment is not None and each.assessment.grade is not None
    )
