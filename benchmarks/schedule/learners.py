"""Simulated learners, with memories that no planner sees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from math import exp
from random import Random
from statistics import mean
from typing import Final

from fsrs import Card, Rating, Scheduler
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

_MINUTES: Final = (1,) * 2 + (2,) * 87 + (3,) * 56 + (4,) * 19 + (5,) * 8
"""As long as the questions of our own banks are."""
_INITIAL_STABILITIES: Final = 4
_SPREAD: Final = 0.3
"""Of the logarithm of each parameter, between learners."""
_INITIAL_SPREAD: Final = 0.5


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


class Learner:
    """One person who prepares for one interview: what they know only their ratings tell.

    They forget as FSRS says, with parameters of their own. How a first attempt goes depends on the learner and on the
    question; a later one fails as often as they have forgotten, and else its rating depends on how hard it is for them.
    """

    def __init__(self, seed: int, *, questions: int) -> None:
        chance = Random(f"{seed}:{questions}")  # noqa: S311 - a simulation wants chance that comes again
        self._seed = seed
        self._scheduler = Scheduler(
            parameters=_parameters(chance), learning_steps=(), relearning_steps=(), enable_fuzzing=False
        )
        ability = chance.gauss(0, 0.7)
        self._ease = [ability - chance.gauss(0, 0.8) for _ in range(questions)]
        self.minutes: Sequence[int] = [chance.choice(_MINUTES) for _ in range(questions)]
        self._cards: list[Card | None] = [None] * questions
        self._attempts = [0] * questions

    def attempt(self, question: int, on: date) -> Rating:
        """How it goes. With the n-th attempt at a question a learner has the same luck, however they practise."""
        self._attempts[question] += 1
        luck = Random((self._seed * 1009 + question) * 10_007 + self._attempts[question])  # noqa: S311 - as above
        card = self._cards[question]
        if card is None:
            rating = _first(self._ease[question] + luck.gauss(0, 0.8))
            card = Card(card_id=1)
        else:
            rating = _later(luck, remembered=self._recall(question, on), difficulty=card.difficulty or 0.0)
        self._cards[question], _ = self._scheduler.review_card(card, rating, noon(on))
        return rating

    def recall_on(self, day: date) -> float:
        """The true chance to remember a question on that day, on average over all of them."""
        return mean(self._recall(question, day) for question in range(len(self._cards)))

    def _recall(self, question: int, day: date) -> float:
        card = self._cards[question]
        return 0.0 if card is None else self._scheduler.get_card_retrievability(card, noon(day))


def _parameters(chance: Random) -> Sequence[float]:
    found = []
    bounds = zip(Scheduler().parameters, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    for number, (usual, least, most) in enumerate(bounds):
        spread = _INITIAL_SPREAD if number < _INITIAL_STABILITIES else _SPREAD
        found.append(min(max(usual * exp(chance.gauss(0, spread)), least), most))
    # Who rates a first attempt better does not forget it sooner.
    return [*sorted(found[:_INITIAL_STABILITIES]), *found[_INITIAL_STABILITIES:]]


def _first(ease: float) -> Rating:
    if ease < -0.6:
        return Rating.Again
    if ease < 0.2:
        return Rating.Hard
    return Rating.Good if ease < 1.3 else Rating.Easy


def _later(luck: Random, *, remembered: float, difficulty: float) -> Rating:
    if luck.random() >= remembered:
        return Rating.Again
    hard = 0.05 + 0.03 * (difficulty - 1)
    easy = max(0.02, 0.3 - 0.035 * (difficulty - 1))
    drawn = luck.random()
    if drawn < hard:
        return Rating.Hard
    return Rating.Easy if drawn > 1 - easy else Rating.Good
