"""What more is read of some answers, and the port for that."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.banks.format.model import Question
from bot.core.content import InterviewId


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDetail:
    """How long an answer is, and what was asked."""

    seconds: int
    """How long it takes aloud: its voice messages, and the estimate for its text. Those of follow-ups are not in it."""
    examples: tuple[int, int] | None
    """The same for the question's shortest and its longest example; None if it has none."""
    question: Question
    """As it was when it was asked."""
    bank_title: str
    bank_number: int
    """1-based position in the bank."""


class AnswerDetails(Protocol):
    async def of(self, wanted: Collection[tuple[InterviewId, int]]) -> Mapping[tuple[InterviewId, int], AnswerDetail]:
        """The details of these answers, by interview and number; an answer that is gone has none."""
