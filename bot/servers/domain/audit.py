"""What the audit log of a server holds: who did what, when, and never what people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.core.content import ReviewId, ServerId, UserId

ACTS_KEPT: Final = timedelta(days=365)
"""So long an entry can be read; then it is removed."""


class Act(StrEnum):
    """What was done. The values are stored."""

    SET = "set"
    """A setting got another value: `subject` is the setting, `before` and `after` its values."""
    REVIEWS_MOVED = "reviews_moved"
    """Running reviews move to another channel: `subject` says how many, `before` and `after` are the channels."""
    REPORTED = "reported"
    """A coach reported a review to the leads."""
    DISMISSED = "dismissed"
    """A lead found nothing to do about a report."""
    MUTED = "muted"
    UNMUTED = "unmuted"
    CLOSED = "closed"
    """A lead closed a review that was not theirs."""
    TAKEN_OVER = "taken_over"
    """A lead took a review over from a coach."""
    BANK_UPLOADED = "bank_uploaded"
    """A new version of a bank: `subject` is its slug, `after` the version; so it is with all acts about banks."""
    BANK_ENABLED = "bank_enabled"
    BANK_DISABLED = "bank_disabled"
    BANK_ROLLED_BACK = "bank_rolled_back"
    BANK_DELETED = "bank_deleted"


class Setting(StrEnum):
    """The settings of a server whose changes are noted. The values are stored."""

    REVIEW_CHANNEL = "review_channel"
    COACH_ROLE = "coach_role"
    LEAD_ROLE = "lead_role"
    GOAL = "goal"
    """In hours."""
    OPEN_PER_CANDIDATE = "open_per_candidate"
    CLAIMS_PER_COACH = "claims_per_coach"
    RETENTION = "retention"
    """In days, as every age below."""
    SHARING = "sharing"
    """`on`, or nothing."""
    BULLETIN_HOUR = "bulletin_hour"
    ACCOUNT_AGE = "account_age"
    MEMBERSHIP_AGE = "membership_age"
    REVIEWS_PER_DAY = "reviews_per_day"
    HOW_TO_ASK = "how_to_ask"
    """An admin wrote it, so only that it changed is noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One act. A person whom coaches know by an alias is named by it; one whom they know by name only by a review."""

    server: ServerId
    at: datetime
    actor: UserId
    act: Act
    subject: str = ""
    """An alias, or as the act says; empty for an alias that was forgotten."""
    review: ReviewId | None = None
    until: datetime | None = None
    """The end of a mute; None: for ever."""
    before: str = ""
    """Empty: there was none."""
    after: str = ""
