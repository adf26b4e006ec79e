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


def findings(log: str) -> Iterator[Finding]:
    """Each record with a traceback that no weather explains, once."""
    seen: set[str] = set()
    record: re.Match[str] | None = None
    lines = log.splitlines()
    for at, line in enumerate(lines):
        begun = _BEGINS.match(line)
        if begun is not None:
            record = begun
        elif line.startswith("Traceback") and not _is_expected(record):
            end = next((each for each in range(at, len(lines)) if _BEGINS.match(lines[each])), len(lines))
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
