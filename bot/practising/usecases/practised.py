"""Reads which questions a candidate practises, what they have answered so far, and what they remember of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
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
from bot.practising.domain.memory import Memory, RatedAttempt, replayed
from bot.practising.domain.past_attempt import PastAttempt
from bot.practising.domain.plan import PlannedQuestion, QuestionKey
from bot.practising.domain.reminding import zone_of
from bot.practising.usecases.ports import PractisingUnitOfWork
from bot.reviewing.domain.model import Grade

MEMORIES_KEPT = 1024
"""Questions of candidates of whom it is known, in this process, what they remember: some kilobytes at most for each."""
ASSUMED_MINUTES = 2
"""What a question without a suggested time takes, for plans only: nobody is told so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practised:
    """What a candidate has practised until today."""

    plan: CandidatePlan | None
    """None: they have none."""
    today: date
    """The candidate's day."""
    banks: tuple[Bank, ...]
    """Those of the plan that are offered, or those that were practised."""
    questions: tuple[PlannedQuestion, ...]
    attempts: tuple[PastAttempt, ...]
    """The oldest first, of all banks."""
    days: tuple[date, ...]
    """The candidate's day of each attempt."""


class PractisedQuestions:
    """Reads, and changes nothing."""

    def __init__(
        self, *, unit_of_work: UnitOfWorkFactory[PractisingUnitOfWork], shelf: BankShelf, clock: Clock
    ) -> None:
        self._uow = unit_of_work
        self._shelf = shelf
        self._clock = clock

    async def of(self, candidate: UserId, server: ServerId | None) -> Practised:
        """As it is at this moment. `server`: where the candidate is; None in direct messages."""
        async with self._uow() as uow:
            plan = await uow.plans.get(candidate)
            attempts = await uow.past_attempts.of(candidate)
        slugs = plan.banks if plan is not None and plan.banks else _practised_banks(attempts)
        banks = await self._shelf.get_usable(slugs, candidate, server)
        zone = zone_of(plan)
        days = tuple(local_date(each.at, zone) for each in attempts)
        # Years of answers take some time: meanwhile others are answered.
        questions = await asyncio.to_thread(_questions, banks, attempts, days)
        return Practised(
            plan=plan,
            today=local_date(self._clock(), zone),
            banks=banks,
            questions=questions,
            attempts=tuple(attempts),
            days=days,
        )


def _questions(
    banks: Sequence[Bank], attempts: Sequence[PastAttempt], days: Sequence[date]
) -> tuple[PlannedQuestion, ...]:
    tries: dict[tuple[str, str], list[tuple[PastAttempt, date]]] = {}
    for each, on in zip(attempts, days, strict=True):
        tries.setdefault((each.bank, each.question), []).append((each, on))

    def memory_of(bank: Bank, question: Question) -> Memory | None:
        points = len(question.key_points)
        return _remembered(tuple((on, rating_of(each, points)) for each, on in tries.get((bank.slug, question.id), ())))

    return tuple(
        PlannedQuestion(
            key=QuestionKey(bank=bank.slug, question=question.id),
            minutes=question.minutes or ASSUMED_MINUTES,
            memory=memory_of(bank, question),
        )
        for bank, question in _by_turns(banks)
    )


@lru_cache(maxsize=MEMORIES_KEPT)
def _remembered(tries: tuple[tuple[date, Rating], ...]) -> Memory | None:
    """What is left of these; cached, because thousands are asked for again whenever somebody wants to know."""
    return replayed(RatedAttempt(on=on, rating=rating) for on, rating in tries)


def _by_turns(banks: Sequence[Bank]) -> Iterator[tuple[Bank, Question]]:
    """All questions, one of each bank by turns: among equals the first comes first, and no bank waits for another."""
    for row in zip_longest(*(bank.questions for bank in banks)):
        yield from ((bank, question) for bank, question in zip(banks, row, strict=True) if question is not None)


def _practised_banks(attempts: Sequence[PastAttempt]) -> Sequence[str]:
    """The banks practised last, the latest first."""
    return list(dict.fromkeys(each.bank for each in reversed(attempts)))[:MOST_BANKS_CHOSEN]


def rating_of(attempt: PastAttempt, key_points: int) -> Rating:
    """The rating that counts for an attempt at a question with so many key points."""
    return _counted(
        attempt.rating,
        None if attempt.ticks is None else len(attempt.ticks),
        key_points,
        attempt.hints,
        attempt.assisted,
        attempt.grade,
        len(attempt.covered),
    )


@lru_cache(maxsize=1024)
def _counted(
    rating: Rating | None,
    ticked: int | None,
    key_points: int,
    hints: int,
    assisted: bool,  # noqa: FBT001 - cached
    grade: Grade | None,
    covered: int,
) -> Rating:
    """`counted_rating` of the fields of `Evidence`: there are few different ones."""
    evidence = Evidence(
        rating=rating,
        ticked=ticked,
        key_points=key_points,
        hints=hints,
        assisted=assisted,
        grade=grade,
        covered=covered,
    )
    return counted_rating(evidence)
