"""Where an answer stands with coaches, as far as an interview shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Standing(Enum):
    UNSENT = auto()
    """No coach has it."""
    WITH_COACHES = auto()
    """A review of it is under way, and follows what the candidate changes."""
    CLOSED = auto()
    """Its review is closed: coaches see it as it was then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachsGrade:
    """The grade of a coach that has reached the candidate: it counts for an answer, whatever they rate that."""

    grade: str
    """Its stored name, such as `strong`."""
    covered: int
    """How many key points the answer met."""
