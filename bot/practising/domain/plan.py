"""The values of a practice plan, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.practising.domain.memory import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePlan:
    """When a candidate wants to be ready, and how much they want to practise until then."""

    interview_on: date | None = None
    """None: no date is known, and practice goes on for ever."""
    minutes_a_day: int = 20
    weekdays: frozenset[int] = frozenset(range(7))
    """The days of the week on which they practise, 0 for Monday as in `date.weekday`."""


class PlanStage(StrEnum):
    """Where the day of today stands to the date of the interview."""

    OPEN = "open"
    """There is no date."""
    BEFORE = "before"
    ON_THE_DAY = "on_the_day"
    OVER = "over"
    """The date is past."""


@dataclass(frozen=True, slots=True, order=True)
class QuestionKey:
    """Which question is meant."""

    bank: str
    """The bank's slug."""
    question: str
    """The question's id in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedQuestion:
    """A question of the plan's banks, as it stands today."""

    key: QuestionKey
    minutes: int
    """How long an answer takes, at least 1."""
    memory: Memory | None
    """None: new, that is never practised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeDay:
    """What is to be practised on one day."""

    on: date
    questions: tuple[QuestionKey, ...]
    """In the order in which they are asked; never none."""
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a plan asks for, as it looks today. Made anew each day: what was missed is planned again."""

    stage: PlanStage
    days: tuple[PracticeDay, ...]
    """Today, if something is left to do, and the later days. Without a date they have each question's next time."""
    days_left: int
    """On how many days, with today, the candidate can still practise before the interview; 0 without a date."""
    reached: int
    """How many questions have been practised, or will be before the date."""
    well: int
    """How many of these are expected to be remembered well on the date: with a chance of 80% at least."""
    expected: float
    """The share of all questions that is expected to be remembered on the date, without one today; from 0 to 1."""
    on: date
    """The day from which this is seen."""

    @property
    def today(self) -> tuple[QuestionKey, ...]:
        """What is due, in order, without what was practised today already."""
        return self.days[0].questions if self.days and self.days[0].on == self.on else ()

    @property
    def next_on(self) -> date | None:
        """The next day after today on which something is due; None: none is planned."""
        return next((each.on for each in self.days if each.on > self.on), None)

    @property
    def coming(self) -> Mapping[QuestionKey, date]:
        """When each question is asked next, for those that are."""
        return {key: day.on for day in reversed(self.days) for key in day.questions}
