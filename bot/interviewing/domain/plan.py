"""The choices for a new interview: by its candidate, or of questions one by one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.banks.format.model import Difficulty
from bot.interviewing.domain.model import Mode, Order

DEFAULT_QUESTIONS = 5
MOST_BANKS_CHOSEN = 5
"""The most banks that a candidate chooses questions from at once: as many as the id of a button has room for."""
MOST_FOLLOW_UPS = 2
"""The most follow-ups that come after each answer without being asked for."""
_DEFAULT_FOLLOW_UPS = {Mode.PRACTICE: 0, Mode.LIVE: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The options of one `/mock`."""

    banks: tuple[str, ...]
    """The slugs of its banks. Empty while they are still to be chosen."""
    questions: int | None = DEFAULT_QUESTIONS
    """How many questions; None for all of them, as far as an interview has room."""
    order: Order = Order.UNSEEN_FIRST
    topic: str | None = None
    difficulty: Difficulty | None = None
    mode: Mode = Mode.PRACTICE
    start: int | None = None
    """Begin with the first question that fits, from this number of the bank on. Only with one bank."""
    follow_ups: int | None = None
    """How many follow-ups *Next* asks after each answer; None for as many as the mode usually has."""

    @property
    def follow_ups_wanted(self) -> int:
        """`follow_ups` with that resolved."""
        return _DEFAULT_FOLLOW_UPS[self.mode] if self.follow_ups is None else self.follow_ups


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReference:
    """A question by the bank that it is in."""

    bank: str
    """The slug."""
    question: str
    """The id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenQuestions:
    """Questions that a feature has chosen one by one, in the order in which they are to be asked."""

    questions: tuple[QuestionReference, ...]
    mode: Mode = Mode.PRACTICE

    @property
    def follow_ups_wanted(self) -> int:
        """How many follow-ups *Next* asks after each answer: as many as the mode usually has."""
        return _DEFAULT_FOLLOW_UPS[self.mode]

    @property
    def banks(self) -> tuple[str, ...]:
        """The slugs of their banks, each once."""
        return tuple(dict.fromkeys(each.bank for each in self.questions))
