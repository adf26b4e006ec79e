"""The values of what a candidate has answered so far, as they find it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.banks.format.model import Question
from bot.core.content import InterviewId, MessageId, Part, moment_of_id
from bot.interviewing.domain.helping import helping_hints
from bot.interviewing.domain.model import BankReference, Mode
from bot.interviewing.domain.rating import Rating
from bot.reviewing.domain.model import Grade


class AnswerId(NamedTuple):
    """Names an answer: by its interview, and by the number of its question there."""

    interview: InterviewId
    number: int


class Scope(StrEnum):
    """What a history is limited to, by the answer that it is about."""

    ALL = "a"
    BANK = "b"
    QUESTION = "q"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    """Which answers a history shows."""

    scope: Scope = Scope.ALL
    about: AnswerId | None = None
    """Any answer of the candidate from the bank, or to the question; None for all."""
    grade: Grade | None = None
    """The latest grade that a coach gave."""
    with_feedback: bool = False

    @property
    def is_open(self) -> bool:
        """True if it lets everything through."""
        return self == HistoryFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEdge:
    """Where a page begins: behind an answer, which its first message names."""

    message: MessageId
    newer: bool = False
    """True for the page with what is newer, False for what is older."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswer:
    """An answer, with what was said of it."""

    id: AnswerId
    first_message: MessageId
    bank: BankReference
    bank_number: int
    question: Question
    """As it was asked."""
    mode: Mode
    attempt: int
    hints: int
    examples_seen: bool
    assisted: bool
    ticks: frozenset[int] | None
    """1-based numbers of key points; None: not compared."""
    rating: Rating | None
    asked_at: datetime | None
    grade: Grade | None = None
    """The latest one of a coach that has reached the candidate."""
    covered: tuple[int, ...] = ()
    """The key points that its coach found, counted from 0."""
    feedback: int = 0
    """How many comments of coaches have reached the candidate."""

    @property
    def at(self) -> datetime:
        """When its first message was written."""
        return moment_of_id(self.first_message)

    @property
    def helping_hints(self) -> int:
        """Those that may have helped with it."""
        return helping_hints(self.hints, self.mode)

    @property
    def began_after(self) -> timedelta | None:
        """From the question to the first message of the answer; None where that is not known."""
        return time_to_begin(self.asked_at, self.first_message)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """A page of a history, newest answer first."""

    answers: tuple[PastAnswer, ...]
    shown: HistoryFilter
    has_newer: bool
    has_older: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredAttempt:
    """One of several answers to a question, with its words."""

    past: PastAnswer
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptsPage:
    """Attempts at one question that are shown together, oldest first."""

    attempts: tuple[AnsweredAttempt, ...]
    before: AnsweredAttempt | None
    """The one before the first of them."""
    first: int
    """The number of the first of them: 1 for the oldest attempt of all."""
    total: int
    """How many attempts there are."""
    page: int
    """0-based."""
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredQuestion:
    """A question that a candidate has answered."""

    latest: AnswerId
    """The newest answer to it."""
    bank: BankReference
    bank_number: int
    text: str
    answers: int


def time_to_begin(asked_at: datetime | None, first_message: MessageId) -> timedelta | None:
    """From the question to the first message of the answer; None where that is not known."""
    if asked_at is None:
        return None
    taken = moment_of_id(first_message) - asked_at
    return taken if taken >= timedelta(0) else None
