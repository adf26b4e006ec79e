"""Says until when an interview that is over can be gone on with."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.interviewing.domain.model import Interview

ENDED_EARLY = timedelta(days=1)
"""How long an interview that was ended with open questions can be gone on with."""
ENDED_BY_MISTAKE = timedelta(minutes=10)
"""How long the end of one without any open question can be undone."""


def is_ended_early(interview: Interview) -> bool:
    """True if there are questions left that the candidate has neither answered nor skipped."""
    return any(each.open for each in interview.rounds)


def can_go_on_until(interview: Interview) -> datetime | None:
    """The last moment to go on with an interview; None if it is not over."""
    if interview.ended_at is None:
        return None
    return interview.ended_at + (ENDED_EARLY if is_ended_early(interview) else ENDED_BY_MISTAKE)
