"""The same learners practise by each method in the same minutes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from statistics import mean, stdev
from typing import Final

from benchmarks.schedule.learners import Learner
from benchmarks.schedule.ours import Ours
from benchmarks.schedule.rivals import Leitner, Method, PlainFsrs, RoundRobin

FIRST_DAY: Final = date(2026, 1, 5)
RIVALS: Final[Mapping[str, Callable[[Sequence[int]], Method]]] = {
    "FSRS 0.9": PlainFsrs,
    "Leitner": Leitner,
    "round robin": RoundRobin,
}
_LONG: Final = 14
_PORTION: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is to be learned, and the time for it."""

    questions: int
    days: int
    minutes: int

    @property
    def interview_on(self) -> date:
        return FIRST_DAY + timedelta(days=self.days)


CELLS: Final = tuple(
    Cell(questions=questions, days=days, minutes=minutes)
    for questions, days, minutes in product((10, 32, 77), (3, 7, 14, 30, 60), (10, 20, 40))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How much learners remembered on the date, each from 0 to 1."""

    cell: Cell
    ours: Sequence[float]
    rivals: Mapping[str, Sequence[float]]

    @property
    def best(self) -> str:
        """The best of the others, on average."""
        return max(self.rivals, key=lambda each: mean(self.rivals[each]))

    def ahead(self) -> tuple[float, float]:
        """By how many points we are ahead of the best of the others, with the standard error of that."""
        pairs = zip(self.ours, self.rivals[self.best], strict=True)
        differences = [100 * (ours - theirs) for ours, theirs in pairs]
        return mean(differences), stdev(differences) / len(differences) ** 0.5


def contest(seeds: int | None) -> Iterator[Outcome]:
    """Every cell in turn, with so many learners; else 200, and 50 where there are more days than two weeks."""
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as processes:
        waiting = [
            (cell, [processes.submit(_played, cell, portion) for portion in _portions(_learners(cell, seeds))])
            for cell in CELLS
        ]
        for cell, portions in waiting:
            scores = [score for portion in portions for score in portion.result()]
            ours, *rivals = zip(*scores, strict=True)
            yield Outcome(cell=cell, ours=ours, rivals=dict(zip(RIVALS, rivals, strict=True)))


def _learners(cell: Cell, seeds: int | None) -> int:
    return seeds or (200 if cell.days <= _LONG else 50)


def _portions(learners: int) -> Iterator[range]:
    for first in range(0, learners, _PORTION):
        yield range(first, min(first + _PORTION, learners))


def _played(cell: Cell, seeds: range) -> Sequence[Sequence[float]]:
    """What each learner remembers with ours, then with the others."""
    return [
        [
            remembered(
                cell,
                seed,
                lambda minutes: Ours(minutes, interview_on=cell.interview_on, minutes_a_day=cell.minutes),
            ),
            *(remembered(cell, seed, rival) for rival in RIVALS.values()),
        ]
        for seed in seeds
    ]


def remembered(cell: Cell, seed: int, method_for: Callable[[Sequence[int]], Method]) -> float:
    """The chance, on average over the questions, that one learner remembers them on the date."""
    learner = Learner(seed, questions=cell.questions)
    method = method_for(learner.minutes)
    for number in range(cell.days):
        today = FIRST_DAY + timedelta(days=number)
        left = cell.minutes
        for question in method.wanted(today):
            if learner.minutes[question] <= left:
                left -= learner.minutes[question]
                method.learn(question, learner.attempt(question, today), today)
    return learner.recall_on(cell.interview_on)
