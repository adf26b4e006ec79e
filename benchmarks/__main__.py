"""The command behind `make bench`."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.figures import Figures
from benchmarks.measuring.counting import counted_on_postgres, counted_on_sqlite
from benchmarks.measuring.crowd import crowd
from benchmarks.measuring.importing import imported
from benchmarks.measuring.lone import lone
from benchmarks.measuring.throughput import a_hundred, echo, twenty, twenty_on_postgres
from benchmarks.schedule.report import schedule_report
from benchmarks.subjects.checkout import Checkout, checkout_of, this_checkout
from benchmarks.subjects.databases import Postgres, postgres
from benchmarks.subjects.process import Broken
from benchmarks.table import Compared, Results, markdown, told

_ENOUGH: Final = 8 * 60.0
"""Seconds of measuring after which nothing is measured once more: the run ends within ten minutes."""

_SCHEDULE: Final = "schedule"
_STEPS: Final = frozenset(
    {"lone", "counts", "counts-postgres", "twenty", "twenty-postgres", "hundred", "crowd", "import", _SCHEDULE}
)

Measure = Callable[[Checkout], Awaitable[Figures]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A measurement, made so many times."""

    name: str
    measure: Measure
    rounds: int = 1


def main() -> int:
    reader = argparse.ArgumentParser(prog="make bench")
    reader.add_argument("--reference", metavar="COMMIT", help="a commit to measure side by side")
    reader.add_argument("--only", metavar="STEPS", help="some steps, with commas between their names")
    reader.add_argument("--seeds", metavar="N", type=int, help="how many learners each cell of `schedule` has")
    reader.add_argument("--profile", metavar="FOLDER", type=Path, help="where to draw what takes the time, with py-spy")
    chosen = reader.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # no bot is left behind
    try:
        wanted = _chosen(chosen.only)
        tables = []
        if wanted != {_SCHEDULE}:
            tables.append(_bots(wanted, reference=chosen.reference, profile=chosen.profile))
        if _SCHEDULE in wanted:
            tables.append(schedule_report(chosen.seeds, tell=_say))
    except KeyboardInterrupt:
        _say("interrupted")
        return 130
    except Broken as error:
        _say(str(error))
        return 1
    except subprocess.CalledProcessError as error:
        _say(f"{error}\n{error.stderr.decode(errors='replace')}")
        return 1
    sys.stdout.write("\n\n".join(["", _about(), *tables]).removeprefix("\n") + "\n")
    return 0


def _bots(wanted: frozenset[str], *, reference: str | None, profile: Path | None) -> str:
    """What the wanted steps of the bots measure, as a table."""
    if reference:
        _say(f"building {reference} ...")
    with (
        checkout_of(reference) if reference else nullcontext() as before,
        postgres() as server,
    ):
        steps = [each for each in _all_steps(server, profile) if each.name in wanted]
        return markdown(asyncio.run(_measured(steps, before, this_checkout())).rows())


def _all_steps(server: Postgres, profile: Path | None) -> list[Step]:
    if profile is not None:
        profile.mkdir(parents=True, exist_ok=True)

    def profiled(checkout: Checkout) -> Awaitable[Figures]:
        return twenty(checkout, None if profile is None else profile / f"{checkout.name}.svg")

    return [
        Step(name="lone", measure=lone),
        Step(name="counts", measure=counted_on_sqlite),
        Step(name="counts-postgres", measure=partial(counted_on_postgres, server=server)),
        Step(name="twenty", measure=profiled, rounds=3),
        Step(name="twenty-postgres", measure=partial(twenty_on_postgres, server=server), rounds=2),
        Step(name="hundred", measure=a_hundred, rounds=2),
        Step(name="crowd", measure=crowd),
        Step(name="import", measure=imported, rounds=2),
    ]


def _chosen(names: str | None) -> frozenset[str]:
    if names is None:
        return _STEPS
    wanted = frozenset(names.split(","))
    if unknown := wanted - _STEPS:
        raise SystemExit(f"no step {', '.join(sorted(unknown))}; there are {', '.join(sorted(_STEPS))}")
    return wanted


async def _measured(wanted: list[Step], reference: Checkout | None, this: Checkout) -> Compared:
    """Measure each step of both in turn; the one that goes first changes with the rounds."""
    floor, now = Results("echo bot"), Results(this.name)
    before = None if reference is None else Results(reference.name)
    subjects = [(this, now)] + ([(reference, before)] if reference is not None and before is not None else [])
    began = time.monotonic()
    figures = await echo()
    floor.add(figures)
    _say(f"{_since(began)} echo bot: {told(figures)}")
    for number in range(max(each.rounds for each in wanted)):
        for step in (each for each in wanted if number < each.rounds):
            for checkout, results in subjects if number % 2 else subjects[::-1]:
                if number and time.monotonic() - began > _ENOUGH:
                    continue
                figures = await step.measure(checkout)
                results.add(figures)
                _say(f"{_since(began)} {step.name}, {checkout.name}: {told(figures)}")
    return Compared(echo=floor, reference=before, this=now)


def _about() -> str:
    """When and where it was measured, and how busy the machine was besides."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {len(os.sched_getaffinity(0))} cores, Python {platform.python_version()}, "
        f"load of the machine over 1, 5 and 15 minutes: {load}"
    )


def _since(began: float) -> str:
    return f"[{time.monotonic() - began:4.0f} s]"


def _say(line: str) -> None:
    with suppress(BrokenPipeError):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
