"""Our planner, as a method among others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random
from time import process_time
from typing import Final

from fsrs import Rating as FsrsRating

from bot.interviewing.domain.rating import Rating
from bot.practising.domain.memory import Memory, RatedAttempt, practised, replayed
from bot.practising.domain.plan import PlannedQuestion, PracticePlan, QuestionKey
from bot.practising.domain.planner import outlook

_LARGEST: Final = 500
_LONGEST: Final = timedelta(days=365)


class Ours:
    """Plans anew each day, as the bot does, from the ratings alone."""

    def __init__(self, minutes: Sequence[int], *, interview_on: date, minutes_a_day: int) -> None:
        self._plan = PracticePlan(interview_on=interview_on, minutes_a_day=minutes_a_day)
        self._minutes = minutes
        self._memories: list[Memory | None] = [None] * len(minutes)

    def wanted(self, today: date) -> Iterable[int]:
        questions = [
            PlannedQuestion(key=QuestionKey("bank", str(number)), minutes=minutes, memory=memory)
            for number, (minutes, memory) in enumerate(zip(self._minutes, self._memories, strict=True))
        ]
        return [int(key.question) for key in outlook(self._plan, questions, today=today).today]

    def learn(self, question: int, rating: FsrsRating, on: date) -> None:
        attempt = RatedAttempt(on=on, rating=Rating(rating))
        self._memories[question] = practised(self._memories[question], attempt)


def milliseconds_for_the_largest(today: date) -> float:
    """The CPU time of a plan for 500 questions and 365 days, half of them practised before, the least of five."""
    chance = Random(1)  # noqa: S311 - a measurement wants chance that comes again
    questions = [
        PlannedQuestion(
            key=QuestionKey("bank", str(number)),
            minutes=chance.choice((1, 2, 2, 3, 5)),
            memory=replayed(
                RatedAttempt(on=today - timedelta(days=chance.randrange(1, 90)), rating=chance.choice(list(Rating)))
                for _ in range(chance.choice((0, 0, 0, 1, 2, 5)))
            ),
        )
        for number in range(_LARGEST)
    ]
    plan = PracticePlan(interview_on=today + _LONGEST)
    taken = []
    for _ in range(5):
        began = process_time()
        outlook(plan, questions, today=today)
        taken.append(1000 * (process_time() - began))
    return min(taken)
