"""Writes down what was found: a table with a verdict on each figure, and what the log says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.long_run.log_lines import Said
from benchmarks.long_run.samples import Sample
from benchmarks.long_run.verdicts import Verdict, verdicts
from benchmarks.table import markdown

_WORDS = {True: "flat", False: "**grows**", None: ""}


def written(samples: Sequence[Sample], log: Counter[Said]) -> tuple[str, bool]:
    """The report in Markdown; True if nothing grows that should not, and the log has no errors."""
    found = verdicts(samples)
    last = samples[-1]
    errors = sum(count for said, count in log.items() if said.level in {"error", "critical", "?"})
    head = (
        f"{last.day:g} days, {last.answers} answers, in {last.seconds / 60:.0f} minutes; {last.cpu:.0f} s of CPU, "
        f"{last.cpu / max(last.answers, 1) * 1000:.1f} ms for an answer and all that belongs to it."
    )
    parts = [head, markdown(_rows(found)), markdown(_said(log, days=last.day))]
    return "\n\n".join(parts), errors == 0 and all(each.is_flat is not False for each in found)


def _rows(found: Sequence[Verdict]) -> Iterator[Sequence[str]]:
    yield ["figure", "after a third", "at the end", "growth in 30 days", "allowed", "verdict"]
    for each in found:
        allowed = "" if each.allowed is None else f"{each.allowed:,.{each.digits}f}"
        growth = "" if each.growth is None else f"{each.growth:+,.{each.digits}f}"
        yield [
            each.title,
            f"{each.early:,.{each.digits}f}",
            f"{each.late:,.{each.digits}f}",
            growth,
            allowed,
            _WORDS[each.is_flat],
        ]


def _said(log: Counter[Said], *, days: float) -> Iterator[Sequence[str]]:
    yield ["level", "logger", "message", "lines", "a day"]
    for said, count in sorted(log.items(), key=lambda item: (item[0].level, -item[1])):
        yield [said.level, said.logger, said.message.replace("|", "/"), str(count), f"{count / max(days, 1):.1f}"]
