"""Finds out when the questions of an interview come again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.core.transactions import Clock
from bot.interviewing.domain.model import Interview
from bot.practising.domain.local_days import local_date
from bot.practising.domain.memory import RatedAttempt, replayed
from bot.practising.domain.plan import PracticePlan, QuestionKey
from bot.practising.domain.reminding import zone_of
from bot.practising.domain.returning import returns_on
from bot.practising.usecases.ports import PractisingUnitOfWork
from bot.practising.usecases.practised import rating_of


class QuestionReturns:
    """Implements `bot.interviewing.usecases.ports.ReturnDates`."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock

    async def of(self, uow: PractisingUnitOfWork, interview: Interview) -> Mapping[int, datetime]:
        answered = {
            QuestionKey(bank=each.bank.slug, question=each.question.id): each
            for each in interview.rounds
            if each.answered
        }
        if not answered:
            return {}
        plan = await uow.plans.get(interview.candidate)
        zone = zone_of(plan)
        tries: dict[QuestionKey, list[RatedAttempt]] = {}
        for each in await uow.past_attempts.at(interview.candidate, answered):
            key = QuestionKey(bank=each.bank, question=each.question)
            rating = rating_of(each, len(answered[key].question.key_points))
            tries.setdefault(key, []).append(RatedAttempt(on=local_date(each.at, zone), rating=rating))
        practice = PracticePlan() if plan is None else plan.practice
        today = local_date(self._clock(), zone)
        days = {
            answered[key].number: returns_on(memory, practice, today=today)
            for key, attempts in tries.items()
            if (memory := replayed(attempts)) is not None
        }
        return {number: _noon(day, zone) for number, day in days.items() if day is not None}


def _noon(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(12), tzinfo=zone).astimezone(UTC)
