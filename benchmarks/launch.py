"""Starts the bot of any checkout in that checkout's own Python, with what a measurement needs.

It is run as a script, and imports nothing of ours before it is prepared.
"""

from __future__ import annotations

import argparse
import os
import runpy
import sqlite3
import sys
from itertools import count
from pathlib import Path
from typing import Any, Final

import aiolimiter

_ENDLESS: Final = 1e9


class Unlimited(aiolimiter.AsyncLimiter):
    """Limits nothing, whatever it is told."""

    def __init__(self, max_rate: float, time_period: float = 60) -> None:  # noqa: ARG002 - it takes what others take
        super().__init__(_ENDLESS, 1)


def keep_journal(path: Path) -> None:
    """From now on, append a line for each statement of each SQLite connection: its number and the first two words.

    SQLite itself tells of them, so it does not matter through which library they come.
    """
    connect = sqlite3.connect
    numbers = count(1)
    journal = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def connect_and_tell(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options)
        number = next(numbers)

        def note(statement: str) -> None:
            os.write(journal, f"{number} {' '.join(statement.split(maxsplit=2)[:2])}\n".encode())

        connection.set_trace_callback(note)
        return connection

    for module in (sqlite3, sqlite3.dbapi2):
        module.connect = connect_and_tell  # type: ignore[attr-defined, unused-ignore]


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--unpaced", action="store_true", help="for bots whose pace cannot be configured")
    reader.add_argument("--journal", type=Path, help="where to note statements")
    reader.add_argument("command", nargs=argparse.REMAINDER, help="what the bot's command line is given")
    chosen = reader.parse_args()
    if chosen.unpaced:
        aiolimiter.AsyncLimiter = Unlimited  # type: ignore[misc]
    if chosen.journal:
        keep_journal(chosen.journal)
    sys.argv = ["mock-interviewer", *chosen.command]
    runpy.run_module("bot", run_name="__main__")


if __name__ == "__main__":
    main()
