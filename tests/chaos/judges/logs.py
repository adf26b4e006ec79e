"""Judges the logs of bots: no traceback, unless the weather explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.chaos.judges.verdict import Fault, Finding

_BEGINS = re.compile(r"^\d{4}-\d\d-\d\dT[\d:.]+Z (?P<level>\w+) +(?P<logger>[\w.]+): (?P<message>.*)$")

EXPECTED = {
    # discord.py logs each lost connection with its traceback and connects again; that is not ours to change.
    ("discord.client", "Attempting a reconnect"),
}
"""Logger and beginning of the message of records that may have a traceback."""


_DATABASE_AWAY = re.compile(
    r"ConnectionDoesNotExistError|CannotConnectNowError|AdminShutdownError|CrashShutdownError|ConnectionRefusedError"
    r"|ConnectionResetError|ConnectionFailureError|DiskFullError|InterfaceError|database or disk is full"
    r"|No space left on device|connection (is|was) closed|the database system is |DatabaseUnavailable"
    r"|unexpected connection_lost"
    r"|asyncpg/connect_utils\.py|InternalClientError"  # its socket is gone; a query ended in the midst of an answer
)
"""What is said where the database is not there, or has no room."""


def findings(log: str, *, database_troubled: bool = False) -> Iterator[Finding]:
    """Each record with a traceback that no weather explains, once.

    `database_troubled`: there was weather of the database, too.
    """
    seen: set[str] = set()
    record: re.Match[str] | None = None
    lines = log.splitlines()
    for at, line in enumerate(lines):
        begun = _BEGINS.match(line)
        if begun is not None:
            record = begun
        elif line.startswith("Traceback") and not _is_expected(record):
            end = next((each for each in range(at, len(lines)) if _BEGINS.match(lines[each])), len(lines))
            if database_troubled and any(_DATABASE_AWAY.search(said) for said in lines[at:end]):
                continue
            head = "(no record)" if record is None else f"{record['logger']}: {record['message']}"
            what = f"{head} ... {lines[end - 1].strip()[:200]}"
            key = re.sub(r"\d+|reference=\w+", "", what)
            if key not in seen:
                seen.add(key)
                yield Finding(Fault.TRACEBACK, what)


def _is_expected(record: re.Match[str] | None) -> bool:
    return record is not None and any(
        record["logger"] == logger and record["message"].startswith(beginning) for logger, beginning in EXPECTED
    )
