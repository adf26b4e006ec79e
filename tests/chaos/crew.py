"""Plays many evenings, several at once, each in a thread of its own: nearly all work is done by the bots' processes."""

from __future__ import annotations

import queue
import shutil
import tempfile
import threading
import traceback
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.evening import Outcome, play
from tests.chaos.plan import More, Plan, drawn
from tests.chaos.running.databases import Server, database_for
from tests.chaos.stopping import Cancelled, Stop
from tests.in_memory import folder_in_memory

_LONGEST_END = 20.0


@dataclass(frozen=True, slots=True)
class Broken:
    """The evening itself failed, not the bot."""

    seed: int
    why: str


def play_in_a_folder(
    plan: Plan, server: Server | None, *, keep: Path | None = None, stop: Stop | None = None
) -> Outcome:
    """Play an evening that leaves nothing behind but, if it failed, what it showed in the folder `keep`."""
    with tempfile.TemporaryDirectory(prefix="chaos-", dir=folder_in_memory()) as name:
        folder = Path(name)
        with database_for(folder, server, plan) as database:
            outcome = play(plan, folder, database, stop=stop)
            if keep is not None and outcome.findings:
                put_away(outcome, folder, keep / f"{plan.database}-{plan.seed}")
        return outcome


def put_away(outcome: Outcome, folder: Path, kept: Path) -> None:
    """Keep the database, the logs of the bots, what happened and what was found."""
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(folder, kept)
    (kept / "told.txt").write_text("\n".join(outcome.told), encoding="utf-8")
    (kept / "outbox.txt").write_text("\n".join(outcome.outbox), encoding="utf-8")
    (kept / "found.txt").write_text("\n".join(map(str, outcome.findings)), encoding="utf-8")


def evenings(
    seeds: Sequence[int],
    database: str,
    server: Server | None,
    *,
    more: Collection[More] = (),
    jobs: int,
    keep: Path | None = None,
) -> Iterator[Outcome | Broken]:
    """The outcomes in the order in which they come. Whoever stops listening ends the evenings under way."""
    todo: queue.SimpleQueue[int] = queue.SimpleQueue()
    done: queue.SimpleQueue[Outcome | Broken] = queue.SimpleQueue()
    stop = Stop()
    for number in seeds:
        todo.put(number)

    def work() -> None:
        while not stop.wanted:
            try:
                seed = todo.get_nowait()
            except queue.Empty:
                return
            try:
                done.put(play_in_a_folder(drawn(seed, database, more), server, keep=keep, stop=stop))
            except Cancelled:
                return
            except Exception:  # noqa: BLE001 - the other evenings go on
                done.put(Broken(seed, traceback.format_exc()))

    workers = [threading.Thread(target=work, name=f"evenings {number}") for number in range(min(jobs, len(seeds)))]
    for each in workers:
        each.start()
    try:
        for _ in seeds:
            yield done.get()
    finally:
        stop.now()
        for each in workers:
            each.join(_LONGEST_END)
