"""A candidate's plan with everything around it: banks, time zone, reminders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.core.content import ServerId, UserId
from bot.practising.domain.plan import PracticePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePlan:
    """What a candidate has chosen with `/plan`, and when they are to be reminded next."""

    candidate: UserId
    practice: PracticePlan = field(default_factory=PracticePlan)
    banks: tuple[str, ...] = ()
    """Slugs; empty for those that were practised before."""
    server: ServerId | None = None
    """The server in which the banks were chosen last; None for direct messages."""
    zone: str | None = None
    """The candidate's time zone by its name in the tz database; None: not known yet, and days are UTC's."""
    reminder_hour: int | None = None
    """The hour of the candidate's day, 0 to 23; None: no reminder, as while the zone is unknown."""
    remind_at: datetime | None = None
    """When to look whether a reminder is to be sent; None: never."""
    locale: str = "en-US"
    """The candidate's language, as Discord named it when they last changed the plan."""
    version: int = 0
    """Of what is stored; 0 for a plan that is not stored yet."""
