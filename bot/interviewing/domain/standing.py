"""Where an answer stands with coaches, as far as an interview shows it."""

from __future__ import annotations

from enum import Enum, auto


class Standing(Enum):
    UNSENT = auto()
    """No coach has it."""
    WITH_COACHES = auto()
    """A review of it is under way, and follows what the candidate changes."""
    CLOSED = auto()
    """Its review is closed: coaches see it as it was then."""
