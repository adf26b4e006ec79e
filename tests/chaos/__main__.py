"""The command behind `make chaos`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.chaos.crew import Broken, evenings, play_in_a_folder, put_away
from tests.chaos.evening import Outcome, play
from tests.chaos.judges.verdict import Fault
from tests.chaos.plan import More, Plan, drawn
from tests.chaos.running.databases import Server, database_for, postgres_server
from tests.chaos.shrinking import shrunk
from tests.in_memory import folder_in_memory

_COUNTED = {
    Fault.LOST: "lost",
    Fault.DOUBLED: "doubled",
    Fault.MISFILED: "misfiled",
    Fault.STUCK: "stuck",
    Fault.TRACEBACK: "tracebacks",
    Fault.REFUSED: "refused requests",
}

_TOLD_EVERY = 100
_MORE = ", ".join(More)
ONLY_POSTGRES = {More.TWO}
"""SQLite has one process."""
ONLY_SQLITE = {More.BACKUP}
"""A backup of PostgreSQL needs pg_dump, which not every machine has."""


def main() -> int:
    """Exit code 1 if any evening showed a fault."""
    reader = argparse.ArgumentParser(prog="make chaos")
    reader.add_argument("--seeds", type=int, default=100)
    reader.add_argument("--first", type=int, default=0)
    reader.add_argument("--seed", type=int)
    reader.add_argument("--db", choices=("sqlite", "postgres"), default="sqlite")
    reader.add_argument("--jobs", type=int, default=4 * len(os.sched_getaffinity(0)))
    reader.add_argument("--shrink", action="store_true", help="with --seed: look for the shortest history that fails")
    reader.add_argument("--more", type=_more, default=(), help=f"what else may happen: {_MORE}, or all")
    reader.add_argument("--keep", type=Path, help="a folder for database, logs and history of what fails")
    chosen = reader.parse_args()
    left_out = ONLY_POSTGRES if chosen.db == "sqlite" else ONLY_SQLITE
    chosen.more = tuple(each for each in chosen.more if each not in left_out)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # no bot is left behind
    with suppress(KeyboardInterrupt), postgres_server() if chosen.db == "postgres" else nullcontext() as server:
        evening = _Kind(chosen.db, server, chosen.more)
        if chosen.seed is None:
            return _many(range(chosen.first, chosen.first + chosen.seeds), evening, chosen.jobs, chosen.keep)
        return _one(chosen.seed, evening, shrink=chosen.shrink, keep=chosen.keep)
    _say("interrupted")
    return 130


@dataclass(frozen=True, slots=True)
class _Kind:
    """Which evenings are played."""

    database: str
    server: Server | None
    more: tuple[More, ...]

    def __str__(self) -> str:
        return " with ".join([self.database, *filter(None, [", ".join(self.more)])])


def _more(text: str) -> tuple[More, ...]:
    return tuple(More) if text == "all" else tuple(sorted({More(each) for each in text.split(",")}))


def _many(seeds: range, evening: _Kind, jobs: int, keep: Path | None) -> int:
    """Play many evenings; a line for each that fails, one now and then for how far it is, then a summary.

    The summary of what has been played comes also if somebody interrupts it.
    """
    began = time.monotonic()
    tally = _Tally()
    interrupted = False
    try:
        for outcome in evenings(seeds, evening.database, evening.server, more=evening.more, jobs=jobs, keep=keep):
            tally.take(outcome)
            if tally.played % _TOLD_EVERY == 0:
                _say(f"{tally.played} of {len(seeds)} evenings played")
    except KeyboardInterrupt:
        interrupted = True
    wall = time.monotonic() - began
    cpu = tally.cpu / max(tally.played, 1)
    _say(f"{tally.played} seeds on {evening}: {tally} ({wall:.0f} s, {cpu:.1f} CPU s per evening)")
    if interrupted:
        raise KeyboardInterrupt
    return 1 if tally.faults or tally.broken else 0


class _Tally:
    """Counts what evenings showed, and tells of each that failed."""

    def __init__(self) -> None:
        self.faults: Counter[Fault] = Counter()
        self.cpu = 0.0
        self.played = self.broken = 0

    def take(self, outcome: Outcome | Broken) -> None:
        self.played += 1
        if isinstance(outcome, Broken):
            self.broken += 1
            _say(f"seed {outcome.seed}: the evening itself broke\n{outcome.why}")
            return
        self.cpu += outcome.cpu_seconds
        self.faults.update({each.fault for each in outcome.findings})
        if outcome.findings:
            _say(f"seed {outcome.plan.seed}: {'; '.join(map(str, outcome.findings))}")

    def __str__(self) -> str:
        counts = ", ".join(f"{self.faults[fault]} {name}" for fault, name in _COUNTED.items())
        return f"{counts}, {self.broken} broken" if self.broken else counts


def _one(seed: int, evening: _Kind, *, shrink: bool, keep: Path | None) -> int:
    """Play one evening and tell what happens; with `shrink`, look for the shortest history with such a fault."""
    plan = drawn(seed, evening.database, evening.more)
    with tempfile.TemporaryDirectory(prefix="chaos-", dir=folder_in_memory()) as name:
        folder = Path(name)
        with database_for(folder, evening.server, plan) as database:
            outcome = play(plan, folder, database, tell=_say)
            if keep is not None:
                put_away(outcome, folder, keep)
    for each in outcome.findings:
        _say(str(each))
    _say(f"{len(plan.steps)} steps, {outcome.wall_seconds:.1f} s, {outcome.cpu_seconds:.1f} CPU s")
    if shrink and outcome.findings:
        _say(shrunk(plan, partial(_fails, {each.fault for each in outcome.findings}, evening.server)).literal())
    return 1 if outcome.findings else 0


def _fails(as_before: set[Fault], server: Server | None, plan: Plan) -> bool:
    """True if a plan shows a fault of these kinds, at once or the second time: much depends on the moment."""
    for _ in range(2):
        found = [each for each in play_in_a_folder(plan, server).findings if each.fault in as_before]
        if found:
            _say(f"{len(plan.steps)} steps: {found[0]}")
            return True
    return False


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
