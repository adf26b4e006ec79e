"""A candidate's choices for a new interview."""

from __future__ import annotations

from dataclasses import dataclass

from bot.banks.format.model import Difficulty
from bot.interviewing.domain.model import Mode, Order

DEFAULT_QUESTIONS = 5


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
