"""Finds out what is due for a candidate today, from their plan, their banks and all that they have practised."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.banks.format.model import Bank
from bot.core.content import ServerId, UserId
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.plan import Outlook, PlannedQuestion, PracticePlan, QuestionKey
from bot.practising.domain.planner import fitting, outlook, unpractised
from bot.practising.usecases.practised import Practised, PractisedQuestions

SHORT_MINUTES = 5
"""As much as somebody has who wants to practise and has no time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Where a candidate stands today."""

    plan: CandidatePlan | None
    """None: they have none, and what is due follows from what they have practised."""
    today: date
    """The candidate's day."""
    banks: tuple[Bank, ...]
    """Those of the plan that are offered, or those that were practised."""
    missing: tuple[str, ...]
    """Slugs of banks that were chosen and are not offered any more."""
    questions: tuple[PlannedQuestion, ...]
    outlook: Outlook
    days: frozenset[date]
    """The candidate's days on which they answered something."""

    def minutes_of(self, keys: Iterable[QuestionKey]) -> int:
        """How long these questions take."""
        wanted = set(keys)
        return sum(each.minutes for each in self.questions if each.key in wanted)

    def shortened(self, minutes: int) -> tuple[QuestionKey, ...]:
        """What is due today, as much as fits into these minutes; one question at least if any is due."""
        return fitting(self.questions, self.outlook.today, minutes=minutes)

    def new(self, minutes: int) -> tuple[QuestionKey, ...]:
        """Questions that were never practised, for a day on which nothing is due."""
        return unpractised(self.questions, minutes=minutes)

    @property
    def minutes_a_day(self) -> int:
        return (PracticePlan() if self.plan is None else self.plan.practice).minutes_a_day


class DuePractice:
    """Reads, and changes nothing."""

    def __init__(self, *, practised: PractisedQuestions) -> None:
        self._practised = practised

    async def of(self, candidate: UserId, server: ServerId | None) -> Practice:
        """What is due for the candidate at this moment. `server`: where they are; None in direct messages."""
        practised = await self._practised.of(candidate, server)
        # A year's plan takes a tenth of a second: meanwhile others are answered.
        return await asyncio.to_thread(_practice, practised)


def _practice(practised: Practised) -> Practice:
    plan, offered = practised.plan, {each.slug for each in practised.banks}
    return Practice(
        plan=plan,
        today=practised.today,
        banks=practised.banks,
        missing=() if plan is None else tuple(each for each in plan.banks if each not in offered),
        questions=practised.questions,
        outlook=outlook(PracticePlan() if plan is None else plan.practice, practised.questions, today=practised.today),
        days=frozenset(practised.days),
    )
