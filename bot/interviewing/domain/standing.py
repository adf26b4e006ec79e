"""Where an answer stands with coaches, as far as an interview shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    since: datetime | None = None
    """When the answer was sent to a review that is under way, and follows what the candidate changes; None: to none."""
    closed: bool = False
    """True if its review is closed, and no other is under way: coaches see the answer as it was then."""
    kept_back: bool = False
    """True if the candidate is muted there: coaches get nothing that is added or edited now."""
    UNSENT: ClassVar[Standing]
    """No coach has it."""


Standing.UNSENT = Standing()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachsGrade:
    """The grade of a coach that has reached the candidate: it counts for an answer, whatever they rate that."""

    grade: str
    """Its stored name, such as `strong`."""
    covered: int
    """How many key points the answer met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachsView:
    """What coaches have of an answer, and what they said of it."""

    standing: Standing = Standing.UNSENT
    grade: CoachsGrade | None = None
