"""Reports, with which coaches bring a review before the leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.content import ReviewId, ServerId, UserId
from bot.reviewing.domain.safety.muting import MuteFor


class Decision(StrEnum):
    """What a lead decides about a report. The values are stored."""

    WEEK = "week"
    MONTH = "month"
    FOR_EVER = "for_ever"
    NOTHING = "nothing"

    @property
    def mute_for(self) -> MuteFor | None:
        """How long the candidate is muted; None: not at all."""
        return None if self is Decision.NOTHING else MuteFor(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A coach's word to the leads about a review. While it is not decided, only a lead closes the review."""

    id: int
    server: ServerId
    review: ReviewId
    reporter: UserId
    text: str
    reported_at: datetime
    decision: Decision | None = None
    decided_by: UserId | None = None
    decided_at: datetime | None = None
