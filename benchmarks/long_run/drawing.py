"""Draws what was looked at over the days."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.long_run.samples import Sample

_INKS: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
"""The palette of Okabe and Ito, which nobody confuses: https://jfly.uni-koeln.de/color/"""
_MEBIBYTE: Final = 1 << 20
_TABLES: Final = 6
"""The largest."""


def draw(samples: Sequence[Sample], file: Path) -> None:
    """Six pictures side by side, in one PNG."""
    figure = Figure(figsize=(13, 7.5), layout="constrained")
    FigureCanvasAgg(figure)
    axes = [figure.add_subplot(2, 3, number) for number in range(1, 7)]
    days = [each.day for each in samples]
    last = samples[-1]
    figure.suptitle(
        f"{last.day:g} days with {last.answers:,} answers; each figure begins at 0, what is flat is well", fontsize=13
    )
    _lines(axes[0], "Memory, MiB", days, {"resident": [each.mebibytes for each in samples]})
    counts = {
        "asyncio tasks": [float(each.tasks) for each in samples],
        "file handles": [float(each.handles) for each in samples],
        "threads": [float(each.threads) for each in samples],
    }
    _lines(axes[1], "Tasks, handles, threads", days, counts)
    quick = [each for each in samples if each.median_panel is not None]
    times = {
        "median": [each.median_panel or 0.0 for each in quick],
        "99 of 100 are quicker": [each.slow_panel or 0.0 for each in quick],
    }
    _lines(axes[2], "From an answer to its panel, ms", [each.day for each in quick], times)
    sizes = {
        "database, in use": [each.database / _MEBIBYTE for each in samples],
        "write-ahead log": [each.write_ahead / _MEBIBYTE for each in samples],
    }
    _lines(axes[3], "Database, MiB", days, sizes)
    largest = sorted(last.rows, key=lambda each: -max(sample.rows.get(each, 0) for sample in samples))[:_TABLES]
    tables = {name: [float(each.rows.get(name, 0)) for each in samples] for name in largest}
    _lines(axes[4], "Rows of the largest tables", days, tables)
    a_day = {"lines of the log": _by_day(samples), "parcels due": [float(each.waiting) for each in samples]}
    _lines(axes[5], "Lines of the log a day, parcels due", days, a_day)
    figure.savefig(file, dpi=80)


def _by_day(samples: Sequence[Sample]) -> list[float]:
    """The lines since the look before, as so many a day."""
    return [0.0, *((b.log_lines - a.log_lines) / max(b.day - a.day, 0.01) for a, b in pairwise(samples))]


def _lines(axes: Axes, title: str, days: Sequence[float], lines: dict[str, list[float]]) -> None:
    for ink, (name, values) in zip(_INKS, lines.items(), strict=False):
        axes.plot(days, values, color=ink, linewidth=1.4, label=name)
    axes.set_title(title, fontsize=11, loc="left")
    axes.set_xlabel("day", fontsize=9)
    axes.set_ylim(bottom=0)
    axes.tick_params(labelsize=8)
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=8, frameon=False)
