"""A candidate's choices for a new interview."""

from __future__ import annotations

from dataclasses import dataclass

from bot.banks.format.model import Difficulty
from bot.interviewing.domain.model import Mode, Order

DEFAULT_QUESTIONS = 5
MOST_FOLLOW_UPS = 2
"""The most follow-ups that come after each answer without being asked for."""
_DEFAULT_FOLLOW_UPS = {Mode.PRACTICE: 0, Mode.LIVE: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The options of one `/mock`."""

    bank: str
    questions: int | None = DEFAULT_QUESTIONS
    """How many questions; None for all of them."""
    order: Order = Order.UNSEEN_FIRST
    topic: str | None = None
    difficulty: Difficulty | None = None
    mode: Mode = Mode.PRACTICE
    start: int | None = None
    """Begin with the first question that fits, from this number of the bank on."""
    follow_ups: int | None = None
    """How many follow-ups *Next* asks after each answer; None for as many as the mode usually has."""

    @property
    def follow_ups_wanted(self) -> int:
        """`follow_ups` with that resolved."""
        return _DEFAULT_FOLLOW_UPS[self.mode] if self.follow_ups is None else self.follow_ups
