"""Says how soon feedback comes, from measured times only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

WINDOW = timedelta(days=30)
AT_LEAST = 20
"""If the window contains fewer reviews than this, older ones make up the number."""
ENOUGH = 10
"""Below this number of reviews a figure would say more than is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """How long reviews waited, in no order. A year has thousands of them, so there is no value for each one."""

    answered: Sequence[timedelta]
    """Until feedback was first written."""
    unanswered: Sequence[timedelta]
    """Without feedback: until they were withdrawn or closed, or until now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The figures that may be told."""

    goal: timedelta
    within: int
    """Reviews with feedback within the goal."""
    total: int
    median: timedelta | None
    """None if more than half of the reviews have no feedback yet."""


def promise(past: Past, *, goal: timedelta) -> Promise | None:
    """The figures of a server; None if there are too few reviews to say anything.

    A review that has waited longer than the goal counts as missed, although its feedback may still come. One that has
    waited less, or was withdrawn or closed within the goal, says nothing and is left out.
    """
    missed = sum(1 for wait in past.unanswered if wait > goal)
    total = len(past.answered) + missed
    if total < ENOUGH:
        return None
    waits, middle = sorted(past.answered), (total - 1) // 2
    return Promise(
        goal=goal,
        within=sum(1 for wait in waits if wait <= goal),
        total=total,
        median=waits[middle] if middle < len(waits) else None,
    )
