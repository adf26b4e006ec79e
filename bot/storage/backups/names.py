"""Names copies by the moment they were made, and says which of the bot's own are to go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

_FORM = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(r"mock-interviewer-(\d{4}-\d\d-\d\dT\d{6}Z)\.(?:sqlite3|dump)", re.ASCII)
_HALF_MADE = re.compile(
    r"\.mock-interviewer-[\dTZ-]{18}\.(?:sqlite3|dump)\.[0-9a-f]+\.part(?:-journal|-wal|-shm)?", re.ASCII
)
FILE_ENDING = ".sqlite3"
DUMP_ENDING = ".dump"


def name_at(moment: datetime, *, ending: str) -> str:
    """The name of a copy that is made now, such as `mock-interviewer-2026-12-01T174500Z.sqlite3`."""
    return f"mock-interviewer-{stamp(moment)}{ending}"


def stamp(moment: datetime) -> str:
    """A moment in UTC, as names of files have it."""
    return moment.astimezone(UTC).strftime(_FORM)


def made_at(file: Path) -> datetime | None:
    """When a copy was made, by its name; None for whatever the bot has not named."""
    found = _NAME.fullmatch(file.name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None


def copies_in(folder: Path) -> Sequence[tuple[datetime, Path]]:
    """The copies that the bot has named, newest first; none if there is no such folder. Raises OSError."""
    if not folder.is_dir():
        return []
    named = ((made_at(each), each) for each in folder.iterdir())
    return sorted(
        ((moment, each) for moment, each in named if moment is not None and each.is_file() and not each.is_symlink()),
        reverse=True,
    )


def half_made_in(folder: Path) -> Sequence[Path]:
    """What was left by processes that were killed while they made a copy, or is still being made. Raises OSError."""
    return [each for each in folder.iterdir() if _HALF_MADE.fullmatch(each.name) and each.is_file()]


def to_remove(copies: Iterable[tuple[datetime, Path]], *, keep: int, keep_weekly: int) -> Sequence[Path]:
    """All but the newest `keep`, and but the newest of each of the `keep_weekly` last calendar weeks that have one."""
    newest_first = sorted(copies, reverse=True)
    kept = {file for _, file in newest_first[:keep]}
    weekly: dict[tuple[int, int], Path] = {}
    for moment, file in newest_first:
        year, week, _ = moment.isocalendar()
        weekly.setdefault((year, week), file)
    kept |= {weekly[each] for each in sorted(weekly, reverse=True)[:keep_weekly]}
    return [file for _, file in newest_first if file not in kept]
