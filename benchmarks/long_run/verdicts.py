"""Judges whether what was looked at again and again has grown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from benchmarks.long_run.samples import Sample

_A_MONTH: Final = 30.0
_MEBIBYTE: Final = 1 << 20
_NEEDED: Final = 6
"""Looks; with fewer, nothing is judged."""
_DAYS_NEEDED: Final = 15.0
"""Before that, tables fill: what is removed at its age is not that old yet."""
_GROW_FOR_EVER: Final = frozenset({"forgotten", "tallies", "audit_log", "departures"})
"""They have a row for each person who had themselves forgotten, for each month of a server, for each act of its admins:
people and acts, not time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one figure in the last two thirds of the time."""

    title: str
    early: float
    """The median of the first looks of that time."""
    late: float
    """The median of the last ones."""
    growth: float | None
    """In 30 days, by the slope that half of all pairs of looks exceed (Theil and Sen): outliers do not move it."""
    allowed: float | None
    """None: it is only told."""
    is_flat: bool | None
    digits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    title: str
    of: Callable[[Sample], float | None]
    share: float | None
    """Of its median, so much may be added in 30 days."""
    more: float = 0.0
    """And so much besides."""
    digits: int = 0


_FIGURES: Final = (
    _Figure(title="RSS, MiB", of=lambda each: each.mebibytes, share=0.10, digits=1),
    _Figure(title="objects of Python", of=lambda each: each.objects, share=0.05),
    _Figure(title="file handles", of=lambda each: each.handles, share=0.0, more=2),
    _Figure(title="asyncio tasks", of=lambda each: each.tasks, share=0.1, more=3),
    _Figure(title="threads", of=lambda each: each.threads, share=0.0, more=1),
    _Figure(title="answer to panel, median, ms", of=lambda each: each.median_panel, share=0.3, more=5, digits=1),
    _Figure(title="answer to panel, 99 of 100, ms", of=lambda each: each.slow_panel, share=0.5, more=50),
    _Figure(title="database in use, MiB", of=lambda each: each.database / _MEBIBYTE, share=0.15, more=1, digits=1),
    _Figure(title="write-ahead log, MiB", of=lambda each: each.write_ahead / _MEBIBYTE, share=0.15, more=4, digits=1),
    _Figure(title="parcels due in the outbox", of=lambda each: each.waiting, share=0.5, more=20),
    _Figure(title="the oldest of them, hours", of=lambda each: each.oldest / 3600, share=None, digits=1),
)


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The median of the slopes between all pairs of points (Theil and Sen); 0 for fewer than two."""
    slopes = [
        (later[1] - each[1]) / (later[0] - each[0])
        for number, each in enumerate(points)
        for later in points[number + 1 :]
        if later[0] > each[0]
    ]
    return median(slopes) if slopes else 0.0


def verdicts(samples: Sequence[Sample]) -> list[Verdict]:
    """On each figure, then on each table that ever had a row."""
    end = samples[-1].day
    judged = [each for each in samples if each.day >= end / 3]
    tables = sorted({name for each in samples for name, rows in each.rows.items() if rows})
    return [*_of_figures(judged), *_of_tables(judged, tables)]


def _of_figures(judged: Sequence[Sample]) -> Iterator[Verdict]:
    for figure in _FIGURES:
        points = [(each.day, value) for each in judged if (value := figure.of(each)) is not None]
        if points:
            yield _verdict(figure, points)


def _of_tables(judged: Sequence[Sample], tables: Sequence[str]) -> Iterator[Verdict]:
    for name in tables:
        share = None if name in _GROW_FOR_EVER else 0.25
        figure = _Figure(title=f"rows of `{name}`", of=lambda _: None, share=share, more=25)
        yield _verdict(figure, [(each.day, float(each.rows.get(name, 0))) for each in judged])


def _verdict(figure: _Figure, points: Sequence[tuple[float, float]]) -> Verdict:
    values = [value for _, value in points]
    some = max(1, len(values) // 5)
    is_judged = len(points) >= _NEEDED and points[-1][0] >= _DAYS_NEEDED
    growth = slope(points) * _A_MONTH if is_judged else None
    allowed = None if figure.share is None else figure.share * median(values) + figure.more
    return Verdict(
        title=figure.title,
        early=median(values[:some]),
        late=median(values[-some:]),
        growth=growth,
        allowed=allowed,
        is_flat=None if growth is None or allowed is None else growth <= allowed,
        digits=figure.digits,
    )
