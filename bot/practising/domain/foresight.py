"""What practice on coming days would make of one memory."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Final, NamedTuple

from bot.practising.domain.forgetting import FIRST_DIFFICULTY, FIRST_STABILITY, after_one_more, recall_after

MOST_AHEAD: Final = 3
"""More attempts at one question are not planned ahead: all is planned anew each day, and further ones change little."""


class Trace(NamedTuple):
    """A memory as a planner sees it: by the logarithm of its stability, and by days before the interview."""

    log_stability: float
    difficulty: float
    last: float
    """How many days before the interview the last attempt was."""

    @property
    def recall(self) -> float:
        """The chance to remember the question on the date."""
        return recall_after(self.last, exp(self.log_stability))


class Gain(NamedTuple):
    """How much one attempt more adds to the chance to remember a question on the date."""

    recall: float
    stretch: int


def practised_at(trace: Trace | None, time: float) -> Trace:
    """The trace that is expected after an attempt so many days before the interview."""
    if trace is None:
        return Trace(FIRST_STABILITY, FIRST_DIFFICULTY, time)
    return Trace(*after_one_more(trace.log_stability, trace.difficulty, max(0.0, trace.last - time)), time)


class Foresight:
    """Answers for one memory, or for all that are nearly alike, what attempts in some stretches would be worth.

    A set of stretches is a number: bit k stands for stretch k. There is one attempt in each at most.
    """

    def __init__(self, start: Trace | None, times: Sequence[float]) -> None:
        """`times` has for each stretch, earliest first, how many days it lies before the interview."""
        self._times = times
        self._traces: dict[int, Trace | None] = {0: start}
        self._recalls = {0: 0.0 if start is None else start.recall}
        self._gains: dict[int, Sequence[Gain]] = {}

    def gains(self, planned: int) -> Sequence[Gain]:
        """What one attempt more adds to those planned, by its stretch; the largest gain first, none without."""
        found = self._gains.get(planned)
        if found is None:
            found = self._gains[planned] = self._found(planned) if planned.bit_count() < MOST_AHEAD else ()
        return found

    def _found(self, planned: int) -> Sequence[Gain]:
        so_far = self._recall(planned)
        free = (each for each in range(len(self._times)) if not planned >> each & 1)
        gains = (Gain(self._recall(planned | 1 << each) - so_far, each) for each in free)
        return sorted((each for each in gains if each.recall > 0), reverse=True)

    def _recall(self, planned: int) -> float:
        found = self._recalls.get(planned)
        if found is None:
            trace = self._trace(planned)
            found = self._recalls[planned] = 0.0 if trace is None else trace.recall
        return found

    def _trace(self, planned: int) -> Trace | None:
        if planned not in self._traces:
            last = planned.bit_length() - 1
            self._traces[planned] = practised_at(self._trace(planned & ~(1 << last)), self._times[last])
        return self._traces[planned]
