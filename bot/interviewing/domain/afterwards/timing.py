"""Measures how long a candidate took for an answer."""

from __future__ import annotations

from datetime import timedelta

from bot.core.content import moment_of_id
from bot.interviewing.domain.model import Interview, Round


def time_taken(interview: Interview, of: Round) -> timedelta | None:
    """From when the question was asked to the last message of its answer; None if there is no answer, or no such time.

    What was added once another question or a follow-up had been asked does not count, unless there is nothing else.
    """
    if of.asked_at is None or not of.answered:
        return None
    asked_since = [each.asked_at for each in interview.turns if each.asked_at and each.asked_at > of.asked_at]
    left_at = min(asked_since, default=None)
    written = sorted(moment_of_id(each.message_id) for each in of.parts if each.says_something)
    before = [each for each in written if left_at is None or each <= left_at]
    last = before[-1] if before else written[0]
    return max(last - of.asked_at, timedelta(0))  # Discord's clock and ours may differ
