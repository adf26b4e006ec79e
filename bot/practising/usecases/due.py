"""Finds out what is due for a candidate today, from their plan, their banks and all that they have practised."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from bot.banks.format.model import Bank, Question
from bot.banks.usecases.shelf import BankShelf
from bot.core.content import ServerId, UserId
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.interviewing.domain.plan import MOST_BANKS_CHOSEN
from bot.interviewing.domain.rating import Rating
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.counting import Evidence, counted_rating
from bot.practising.domain.local_days import local_date
from bot.practising.domain.memory import RatedAttempt, replayed
from bot.practising.domain.past_attempt import PastAttempt
from bot.practising.domain.plan import Outlook, PlannedQuestion, PracticePlan, QuestionKey
from bot.practising.domain.planner import fitting, outlook, unpractised
from bot.practising.domain.reminding import zone_of
from bot.practising.usecases.ports import PractisingUnitOfWork

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

    def __init__(
        self, *, unit_of_work: UnitOfWorkFactory[PractisingUnitOfWork], shelf: BankShelf, clock: Clock
    ) -> None:
        self._uow = unit_of_work
        self._shelf = shelf
        self._clock = clock

    async def of(self, candidate: UserId, server: ServerId | None) -> Practice:
        """What is due for the candidate at this moment. `server`: where they are; None in direct messages."""
        async with self._uow() as uow:
            plan = await uow.plans.get(candidate)
            attempts = await uow.past_attempts.of(candidate)
        slugs = plan.banks if plan is not None and plan.banks else _practised_banks(attempts)
        banks = await self._shelf.get_usable(slugs, candidate, server)
        # A year's plan takes a tenth of a second: meanwhile others are answered.
        return await asyncio.to_thread(self._practice, plan, banks, attempts)

    def _practice(
        self,
        plan: CandidatePlan | None,
        banks: Sequence[Bank],
        attempts: Sequence[PastAttempt],
    ) -> Practice:
        zone = zone_of(plan)
        today = local_date(self._clock(), zone)
        by_key: dict[QuestionKey, list[PastAttempt]] = {}
        for each in attempts:
            by_key.setdefault(QuestionKey(bank=each.bank, question=each.question), []).append(each)
        questions = tuple(
            PlannedQuestion(
                key=(key := QuestionKey(bank=bank.slug, question=question.id)),
                minutes=question.minutes,
                memory=replayed(
                    RatedAttempt(on=local_date(each.at, zone), rating=_rating(each, len(question.key_points)))
                    for each in by_key.get(key, ())
                ),
            )
            for bank, question in _by_turns(banks)
        )
        practice = PracticePlan() if plan is None else plan.practice
        return Practice(
            plan=plan,
            today=today,
            banks=tuple(banks),
            missing=() if plan is None else tuple(each for each in plan.banks if each not in {b.slug for b in banks}),
            questions=questions,
            outlook=outlook(practice, questions, today=today),
            days=frozenset(local_date(each.at, zone) for each in attempts),
        )


def _by_turns(banks: Sequence[Bank]) -> Iterator[tuple[Bank, Question]]:
    """All questions, one of each bank by turns: among equals the first comes first, and no bank waits for another."""
    for row in zip_longest(*(bank.questions for bank in banks)):
        yield from ((bank, question) for bank, question in zip(banks, row, strict=True) if question is not None)


def _practised_banks(attempts: Sequence[PastAttempt]) -> Sequence[str]:
    """The banks practised last, the latest first."""
    return list(dict.fromkeys(each.bank for each in reversed(attempts)))[:MOST_BANKS_CHOSEN]


def _rating(attempt: PastAttempt, key_points: int) -> Rating:
    evidence = Evidence(
        rating=attempt.rating,
        ticked=None if attempt.ticks is None else len(attempt.ticks),
        key_points=key_points,
        hints=attempt.hints,
        assisted=attempt.assisted,
        grade=attempt.grade,
        covered=len(attempt.covered),
    )
    return counted_rating(evidence)
