"""Prints figures as a table in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.figures import ROWS, Figure, Figures


class Results:
    """What was measured of one subject, maybe several times."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._values: dict[Figure, list[float]] = {}

    def add(self, figures: Figures) -> None:
        for figure, value in figures.items():
            self._values.setdefault(figure, []).append(value)

    def of(self, figure: Figure) -> float | None:
        """The median of what was measured; None if it never was."""
        values = self._values.get(figure)
        return median(values) if values else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The subjects of a run."""

    echo: Results
    reference: Results | None
    this: Results

    def rows(self) -> Iterable[Sequence[str]]:
        """The head of the table, then a row for each figure that was measured."""
        reference = [] if self.reference is None else [self.reference]
        subjects = [self.echo, *reference, self.this]
        yield ["figure", *(each.name for each in subjects), *(["ratio"] if reference else []), "wanted"]
        for figure in ROWS:
            values = [each.of(figure) for each in subjects]
            if any(value is not None for value in values):
                yield [figure.title, *(_shown(value, figure.digits) for value in values), *self._judged(figure)]

    def _judged(self, figure: Figure) -> Sequence[str]:
        now = self.this.of(figure)
        before = None if self.reference is None else self.reference.of(figure)
        ratio = [] if self.reference is None else ["" if not before or now is None else f"{now / before:.2f} x"]
        if figure.wanted is None:
            return [*ratio, ""]
        met = None if now is None else figure.wanted.is_met(round(now, figure.digits), before)
        return [*ratio, f"{figure.wanted}{'' if met is None else ' ✓' if met else ' ✗'}"]


def markdown(rows: Iterable[Sequence[str]]) -> str:
    """Rows of equal length, the first as head, in columns of equal width."""
    listed = list(rows)
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    lines = [" | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in listed]
    lines.insert(1, " | ".join("-" * width for width in widths))
    return "\n".join(f"| {line} |" for line in lines)


def told(figures: Mapping[Figure, float]) -> str:
    """The figures in one line, for whoever waits for the rest."""
    return "; ".join(f"{figure.title}: {_shown(value, figure.digits)}" for figure, value in figures.items())


def _shown(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:,.{digits}f}"
