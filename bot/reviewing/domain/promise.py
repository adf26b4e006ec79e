"""Says how soon feedback comes, from measured times only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

WINDOW = timedelta(days=30)
AT_LEAST = 20
"""If the window contains fewer reviews than this, older ones make up the number."""
ENOUGH = 10
"""Below this number of reviews a figure would say more than is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What became of the reviews that say something. One that was over without feedback within the goal says nothing,
    and neither does one that has waited no longer than that until now.
    """

    answered: int
    within: int
    """Those of them that had feedback within the goal."""
    missed: int
    """Without feedback for longer than the goal, although it may still come; or without a reply to what the candidate
    wrote or tried since, for as long."""
    median: timedelta | None
    """The wait for feedback in the middle of all, where those that were missed come last; None: that one is such."""


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
    """The figures of a server; None if there are too few reviews to say anything."""
    total = past.answered + past.missed
    return None if total < ENOUGH else Promise(goal=goal, within=past.within, total=total, median=past.median)
