"""The long run plays, looks, judges and draws; its verdicts tell what grows from what only sways."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.long_run.samples import Sample, keep, kept
from benchmarks.long_run.verdicts import Verdict, slope, verdicts

ROOT = Path(__file__).parents[2]
PNG = b"\x89PNG"


def test_some_hours_are_played_looked_at_and_drawn(tmp_path: Path) -> None:
    size = ["--days", "0.06", "--answers", "8", "--people", "2"]
    into = ["--keep", str(tmp_path), "--picture", str(tmp_path / "drawn.png")]

    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.long_run", *size, *into],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "not answered: nothing" in run.stderr
    assert "connections lost: 1" in run.stderr
    assert "| rows of `parts`" in run.stdout
    assert "| database made" in run.stdout
    assert kept(tmp_path / "samples")[-1].answers >= 8
    assert (tmp_path / "drawn.png").read_bytes().startswith(PNG)


def test_a_sample_is_read_as_it_was_kept(tmp_path: Path) -> None:
    keep(a_sample(3.0, mebibytes=120.5), tmp_path / "samples")

    assert kept(tmp_path / "samples") == [a_sample(3.0, mebibytes=120.5)]


def test_one_outlier_does_not_move_the_slope() -> None:
    points = [(float(day), 100.0) for day in range(10)]

    assert slope([*points[:-1], (9.0, 5000.0)]) == 0.0
    assert slope([(day, value + 2 * day) for day, value in points]) == 2.0
    assert slope(points[:1]) == 0.0


@pytest.mark.parametrize(
    ("memory", "is_flat"),
    [
        (lambda day: 150.0 + (day % 2) * 3, True),
        (lambda day: 100.0 + 2 * day, False),
        (lambda day: min(100.0 + 10 * day, 180.0), True),  # what fills up at the beginning is no leak
    ],
)
def test_what_grows_to_the_end_is_told_from_what_sways(memory: Callable[[int], float], is_flat: bool) -> None:
    found = verdict_on("RSS, MiB", [a_sample(day, mebibytes=memory(day)) for day in range(31)])

    assert found.is_flat is is_flat


def test_a_table_may_grow_with_people_who_are_forgotten_and_with_nothing_else() -> None:
    samples = [a_sample(day, rows={"inbox": 100 * day, "forgotten": 100 * day}) for day in range(31)]

    assert verdict_on("rows of `inbox`", samples).is_flat is False
    assert verdict_on("rows of `forgotten`", samples).is_flat is None


def test_a_few_looks_or_days_are_not_judged() -> None:
    few_looks = [a_sample(day * 10, mebibytes=100.0 + 50 * day) for day in range(3)]
    few_days = [a_sample(day, mebibytes=100.0 + 50 * day) for day in range(9)]

    assert verdict_on("RSS, MiB", few_looks).is_flat is None
    assert verdict_on("RSS, MiB", few_days).is_flat is None


def verdict_on(title: str, samples: list[Sample]) -> Verdict:
    return next(each for each in verdicts(samples) if each.title == title)


def a_sample(day: float, *, mebibytes: float = 100.0, rows: dict[str, int] | None = None) -> Sample:
    return Sample(
        day=float(day),
        seconds=day * 10,
        answers=int(day * 100),
        mebibytes=mebibytes,
        handles=13,
        tasks=20,
        threads=4,
        objects=200_000,
        kinds={"builtins.dict": 1000},
        cpu=day,
        median_panel=20.0,
        slow_panel=50.0,
        rows=rows or {},
        database=1 << 20,
        write_ahead=1 << 20,
        waiting=0,
        oldest=0.0,
        log_lines=0,
    )
