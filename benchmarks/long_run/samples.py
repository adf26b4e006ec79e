"""What is looked at again and again, and how it is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One look at a bot."""

    day: float
    """Since the beginning."""
    seconds: float
    """Of the machine, since the beginning."""
    answers: int
    """So far."""
    mebibytes: float
    handles: int
    tasks: int
    threads: int
    objects: int
    kinds: Mapping[str, int]
    """How many objects there are of a kind; of the commonest kinds."""
    cpu: float
    median_panel: float | None
    """Milliseconds from an answer to its panel since the last look; None if nobody answered."""
    slow_panel: float | None
    """Of a hundred panels, the slowest but one takes so long."""
    rows: Mapping[str, int]
    """By table."""
    database: int
    """Bytes in use."""
    write_ahead: int
    """Bytes of the write-ahead log."""
    waiting: int
    """Parcels in the outbox that are due."""
    oldest: float
    """Seconds that the oldest of them has been due."""
    log_lines: int
    """So far."""


def slowest_of_hundred(values: list[float]) -> float:
    """The value below which 99 of 100 lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]


def panel_times(seconds: list[float]) -> tuple[float | None, float | None]:
    """Median and slowest of a hundred, in milliseconds."""
    if not seconds:
        return None, None
    return median(seconds) * 1000, slowest_of_hundred(seconds) * 1000


def keep(sample: Sample, file: Path) -> None:
    """Append it, so that nothing is lost if the run ends early."""
    with file.open("a", encoding="utf-8") as opened:
        opened.write(f"{json.dumps(asdict(sample))}\n")


def kept(file: Path) -> list[Sample]:
    """What `keep` has kept."""
    return [Sample(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]
