"""Says how soon feedback comes, from measured times only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(days=30)
AT_LEAST = 20
"""If the window contains fewer reviews than this, older ones make up the number."""
ENOUGH = 10
"""Below this number of reviews a figure would say more than is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What became of one review."""

    sent_at: datetime
    answered_at: datetime | None
    """When feedback was first written."""
    over_at: datetime | None
    """When it was withdrawn, or closed without feedback."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The figures that may be told."""

    goal: timedelta
    within: int
    """Reviews with feedback within the goal."""
    total: int
    median: timedelta | None
    """None if more than half of the reviews have no feedback yet."""


def promise(past: Sequence[Past], *, goal: timedelta, now: datetime) -> Promise | None:
    """The figures of a server; None if there are too few reviews to say anything.

    A review that has waited longer than the goal counts as missed, although its feedback may still come. One that has
    waited less, or was withdrawn or closed within the goal, says nothing and is left out.
    """
    telling = [each for each in past if _is_telling(each, goal, now)]
    if len(telling) < ENOUGH:
        return None
    waits = sorted(_wait(each) for each in telling)
    middle = waits[(len(waits) - 1) // 2]
    return Promise(
        goal=goal,
        within=sum(1 for wait in waits if wait <= goal),
        total=len(waits),
        median=None if middle == timedelta.max else middle,
    )


def _is_telling(past: Past, goal: timedelta, now: datetime) -> bool:
    if past.answered_at is not None:
        return True
    return (past.over_at or now) - past.sent_at > goal


def _wait(past: Past) -> timedelta:
    return timedelta.max if past.answered_at is None else past.answered_at - past.sent_at
