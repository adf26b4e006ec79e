"""What the use cases of plans need from outside, as protocols."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.core.content import Part, UserId
from bot.outbound.draft import Draft
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.effects import ReminderEffect
from bot.practising.domain.history.answers import AnsweredQuestion, AnswerId, HistoryFilter, PageEdge, PastAnswer
from bot.practising.domain.past_attempt import PastAttempt
from bot.practising.domain.plan import QuestionKey
from bot.practising.domain.reminding import Reminder, ReminderId
from bot.practising.usecases.answer_detail import AnswerDetails
from bot.sharing.usecases.ports import SharingUnitOfWork


class Plans(Protocol):
    async def get(self, candidate: UserId) -> CandidatePlan | None: ...

    async def save(self, plan: CandidatePlan) -> CandidatePlan:
        """Insert the plan, or replace the version that was read. Returns it with its new version.

        Raises:
            ConcurrentUpdate: another version is stored than the one that this value was read from.
        """

    async def remove(self, candidate: UserId) -> bool:
        """Delete the plan with its reminders. False if there was none."""

    async def due(self, now: datetime, *, most: int) -> Sequence[UserId]:
        """Whose reminder is due, longest ago first."""

    async def next_due(self) -> datetime | None: ...


class Reminders(Protocol):
    async def get(self, reminder: ReminderId) -> Reminder | None: ...

    async def last_of(self, candidate: UserId, *, most: int) -> Sequence[Reminder]:
        """The candidate's latest reminders, the latest first."""

    async def add(self, candidate: UserId, *, on: date, until: datetime) -> Reminder | None:
        """Store that the candidate is reminded on that day; None if they have been already."""

    async def mark_sent(self, reminder: ReminderId) -> None: ...

    async def heed(self, candidate: UserId) -> None:
        """Mark all reminders of the candidate as heeded."""

    async def remove(self, reminder: ReminderId) -> None:
        """Delete a reminder, and what waits to be sent for it."""


class PastAttempts(Protocol):
    async def of(self, candidate: UserId) -> Sequence[PastAttempt]:
        """Every answer of the candidate, oldest first."""

    async def at(self, candidate: UserId, questions: Collection[QuestionKey]) -> Sequence[PastAttempt]:
        """The candidate's answers to these questions, as many as an interview has at most; oldest first."""


class History(Protocol):
    async def behind(
        self, candidate: UserId, shown: HistoryFilter, edge: PageEdge | None, *, most: int
    ) -> Sequence[PastAnswer]:
        """The candidate's answers from the edge on, the nearest to it first; without one, the newest first.

        What was skipped or deleted is no answer. Somebody else's answer in the filter matches nothing.
        """

    async def parts(self, wanted: Collection[AnswerId]) -> Mapping[AnswerId, tuple[Part, ...]]:
        """The messages of these answers, oldest first."""

    async def practised(self, candidate: UserId) -> Sequence[AnsweredQuestion]:
        """The questions that the candidate has answered, each once, the one answered last first."""


class ReminderComposer(Protocol):
    """Turns an effect of a reminder into words and buttons."""

    def compose(self, effect: ReminderEffect, reminder: Reminder, *, locale: str) -> Draft: ...


class PractisingUnitOfWork(SharingUnitOfWork, Protocol):
    """A transaction in which plans and reminders are read and changed."""

    @property
    def plans(self) -> Plans: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def past_attempts(self) -> PastAttempts: ...
    @property
    def answer_details(self) -> AnswerDetails: ...
    @property
    def history(self) -> History: ...
