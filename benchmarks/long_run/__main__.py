"""Plays weeks in minutes, and says what grew meanwhile.

    python -m benchmarks.long_run [--days 30] [--answers 100000] [--db postgres] [--people 80] [--keep FOLDER]
        [--picture FILE]
    python -m benchmarks.long_run --again FOLDER [--picture FILE]

An interrupt ends the days; what was found until then is shown. `--again` shows what a run with `--keep` has found.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.loads.review import set_up
from benchmarks.long_run.log_lines import counted
from benchmarks.long_run.month import Month, Size
from benchmarks.long_run.process import flying_bot
from benchmarks.long_run.report import written
from benchmarks.long_run.samples import keep, kept
from benchmarks.long_run.world import LastingRest, Sight, UnsteadyGateway
from benchmarks.stand_in.server import StandIn
from benchmarks.subjects.checkout import ROOT
from benchmarks.subjects.databases import (
    Contents,
    Database,
    contents_of_file,
    contents_of_server,
    postgres,
    sqlite,
)
from benchmarks.subjects.process import Broken

_BANKS: Final = tuple(sorted(each.stem for each in (ROOT / "question_banks").glob("*.yaml")))
_MOST_PEOPLE: Final = 80
_FEWEST_PEOPLE: Final = 16
_OF_EACH: Final = 40
"""Answers that somebody gives on a day."""
_CLEANED_EVERY: Final = 5.0
"""Seconds of the machine, between two cleanups: some hours of the month."""


def main() -> int:
    reader = argparse.ArgumentParser(prog="python -m benchmarks.long_run")
    reader.add_argument("--days", type=float, default=30.0)
    reader.add_argument("--answers", type=int, default=100_000)
    reader.add_argument("--db", choices=("sqlite", "postgres"), default="sqlite")
    reader.add_argument("--people", type=int, help="candidates who practise at the same time (default: by the answers)")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--keep", type=Path, help="a folder for what is found, and for the log of the bot")
    reader.add_argument("--again", type=Path, help="show once more what is in such a folder")
    reader.add_argument("--picture", type=Path, help="draw it into this file")
    chosen = reader.parse_args()
    if chosen.again is not None:
        return _show(chosen.again, chosen.picture)
    folder = Path(tempfile.mkdtemp(prefix="long-run-")) if chosen.keep is None else chosen.keep
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "samples").unlink(missing_ok=True)
    people = chosen.people or min(_MOST_PEOPLE, max(_FEWEST_PEOPLE, round(chosen.answers / chosen.days / _OF_EACH)))
    size = Size(days=chosen.days, answers=chosen.answers, people=people, banks=_BANKS, seed=chosen.seed)
    try:
        failed = _played(size, chosen.db, folder)
        return _show(folder, chosen.picture) or failed
    finally:
        if chosen.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def _played(size: Size, db: str, folder: Path) -> int:
    """Play; 1 if that ended before its time, which leaves what was found until then."""
    try:
        with _database(db, folder) as (database, contents):
            asyncio.run(_play(size, database, contents, folder))
    except (Broken, TimeoutError) as error:
        if not (folder / "samples").exists():
            raise
        _say(f"ended early: {error}")
        return 1
    return 0


async def _play(size: Size, database: Database, contents: Callable[[], Awaitable[Contents]], folder: Path) -> None:
    """Play until the end or an interrupt."""
    discord: StandIn = StandIn(watch=Sight(), gateway=UnsteadyGateway(), rest=LastingRest)
    async with discord, flying_bot(discord, database, folder, cleaned_every=_CLEANED_EVERY) as bot:
        await set_up(discord)
        month = Month(discord, bot, size, contents, partial(keep, file=folder / "samples"), _say)
        playing = asyncio.create_task(month.play())
        month.told.tell = _say
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, playing.cancel)
        with suppress(asyncio.CancelledError):
            await playing
        _say(f"people: {month.people}; connections lost: {month.lost}")
        _say(f"done: {', '.join(f'{count} x {what}' for what, count in month.told.done.most_common())}")
        _say(f"not answered: {dict(month.told.failed) or 'nothing'}")


def _show(folder: Path, picture: Path | None) -> int:
    """Print what was found, and draw it; 0 if all of it is well."""
    samples = kept(folder / "samples")
    lines, is_well = written(samples, counted(folder / "log"))
    sys.stdout.write(f"{lines}\n")
    if picture is not None:
        from benchmarks.long_run.drawing import draw  # noqa: PLC0415 - it takes a second to load

        draw(samples, picture)
    return 0 if is_well else 1


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[tuple[Database, Callable[[], Awaitable[Contents]]]]:
    if kind == "postgres":
        with postgres() as server:
            database = server.database()
            yield database, partial(contents_of_server, database.url)
        return
    file = folder / "bot.sqlite3"
    for each in folder.glob(f"{file.name}*"):
        each.unlink()
    yield sqlite(file), partial(asyncio.to_thread, contents_of_file, file)


def _say(line: str) -> None:
    with suppress(BrokenPipeError):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
