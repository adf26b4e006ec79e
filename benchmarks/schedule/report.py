"""Prints who remembers how much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import mean
from typing import Final

from benchmarks.schedule.contest import FIRST_DAY, RIVALS, Outcome, contest
from benchmarks.schedule.ours import milliseconds_for_the_largest
from benchmarks.table import markdown

_AHEAD: Final = 5.0
_MILLISECONDS: Final = 100.0


def schedule_report(seeds: int | None, *, tell: Callable[[str], None]) -> str:
    """Hold the contest, tell of each cell, and give tables in Markdown."""
    outcomes = []
    for outcome in contest(seeds):
        outcomes.append(outcome)
        tell(f"schedule: {' | '.join(_row(outcome))}")
    return f"{markdown(_cells(outcomes))}\n\n{markdown(_summary(outcomes, milliseconds_for_the_largest(FIRST_DAY)))}"


def _cells(outcomes: Iterable[Outcome]) -> Iterable[Sequence[str]]:
    yield ["questions", "days", "minutes", "learners", *RIVALS, "ours", "ahead of the best", ""]
    yield from map(_row, outcomes)


def _row(outcome: Outcome) -> Sequence[str]:
    ahead, error = outcome.ahead()
    cell = outcome.cell
    return [
        *map(str, (cell.questions, cell.days, cell.minutes, len(outcome.ours))),
        *(f"{100 * mean(outcome.rivals[each]):.1f}" for each in RIVALS),
        f"{100 * mean(outcome.ours):.1f}",
        f"{ahead:+.2f} ± {error:.2f}",
        "✓" if ahead >= -error else "✗",
    ]


def _summary(outcomes: Sequence[Outcome], milliseconds: float) -> Iterable[Sequence[str]]:
    ahead = [outcome.ahead() for outcome in outcomes]
    average = mean(points for points, _ in ahead)
    behind = sum(points < -error for points, error in ahead)
    yield ["schedule", "value", "wanted"]
    yield ["cells in which we are behind the best of the others", str(behind), f"0 {_mark(met=not behind)}"]
    yield [
        "points ahead of the best of the others, on average",
        f"{average:.2f}",
        f"≥ 5 {_mark(met=average >= _AHEAD)}",
    ]
    for rival in RIVALS:
        points = mean(100 * (mean(each.ours) - mean(each.rivals[rival])) for each in outcomes)
        yield [f"points ahead of {rival}, on average", f"{points:.2f}", ""]
    yield [
        "a plan for 500 questions and 365 days, CPU, ms",
        f"{milliseconds:.0f}",
        f"≤ 100 {_mark(met=milliseconds <= _MILLISECONDS)}",
    ]


def _mark(*, met: bool) -> str:
    return "✓" if met else "✗"
