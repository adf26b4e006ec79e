"""A review with everything around it that its messages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.content import ChannelId, InterviewId, UserId
from bot.interviewing.domain.model import Interview, Round
from bot.reviewing.domain.coaches import Profile
from bot.reviewing.domain.model import Attempt, Review
from bot.reviewing.domain.promise import Promise
from bot.servers.domain.model import Server


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """As things stood when it was put together."""

    review: Review
    server: Server
    interviews: Mapping[InterviewId, Interview]
    """Those in which its attempts were written."""
    profiles: Mapping[UserId, Profile]
    """Of the coaches who wrote comments, as far as they have one."""
    dm_channel: ChannelId | None
    """Where the candidate's messages are."""
    promise: Promise | None
    notes: int
    """How many notes coaches have about the candidate."""
    now: datetime

    def round_of(self, attempt: Attempt) -> Round:
        """The question and the answer of an attempt."""
        return self.interviews[attempt.interview].round(attempt.question)
