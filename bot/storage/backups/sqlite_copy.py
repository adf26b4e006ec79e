"""Copies a SQLite database while others write to it: a moment of it, whole, for its owner only."""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.storage.database.copying import connected_to_read, flush
from bot.storage.database.errors import BackupFailed

PART = ".part"
"""What is being written ends so, until it is whole."""

_MAGIC = b"SQLite format 3\0"
_STEPS_BETWEEN = 100_000
"""Steps of SQLite's machine between two questions whether to go on: some milliseconds."""
_SIDE_FILES = ("-journal", "-wal", "-shm")


class CopyStopped(Exception):
    """Whoever asked for the copy does not want it any more; nothing of it is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPace:
    """How much is copied at a time, and what comes between."""

    pages: int = 256
    """In one step: a mebibyte."""
    rest: float = 0.0
    """Seconds between two steps, so that others get at the disk."""


HowFar = Callable[[int, int], None]
"""Hears after each step how many pages are copied, and how many there are. May raise CopyStopped."""


def copy_database(
    database: Path,
    to: Path,
    *,
    replace: bool = False,
    pace: CopyPace | None = None,
    progress: HowFar = lambda _done, _all: None,
) -> int:
    """Copy the database as it is at this moment, check the copy, and put it there durably. Returns its bytes.

    Blocks; writers are not kept waiting. Until the copy is whole and checked it stands beside `to` under another name,
    and whatever goes wrong, nothing of it stays.

    Raises:
        BackupFailed: with what to do about it.
        CopyStopped: `progress` raised it.
    """
    if not database.is_file():
        raise BackupFailed(f"There is no database at {database} yet: the bot makes it when it starts.")
    if _is_of(database, to):
        raise BackupFailed(f"{to} belongs to the database that the bot works with. Name another file.")
    require_place(to, replace=replace, is_backup=is_database)
    with new_file_beside(to) as part, failures_told(to):
        _copy(database, part, pace or CopyPace(), progress)
        size = part.stat().st_size
        put_whole(part, to, replace=replace)
    return size


def require_place(to: Path, *, replace: bool, is_backup: Callable[[Path], bool]) -> None:
    """Raises BackupFailed where a backup cannot be put, or would take the place of something that is none."""
    if not to.parent.is_dir():
        raise BackupFailed(f"There is no folder {to.parent}. Create it, or name another.")
    if not to.exists():
        return
    if not replace:
        raise BackupFailed(f"{to} is there already. Name another file, or add --replace.")
    if not is_backup(to):
        raise BackupFailed(f"{to} is no backup, so it is not replaced. Name another file.")


def is_database(file: Path) -> bool:
    """True for a SQLite database, false for anything else, and for what cannot be read."""
    return begins_with(file, _MAGIC)


def begins_with(file: Path, beginning: bytes) -> bool:
    """Whether a file begins so; false for what cannot be read, and for pipes, which would have whoever reads wait."""
    try:
        if not file.is_file():
            return False
        with file.open("rb") as opened:
            return opened.read(len(beginning)) == beginning
    except OSError:
        return False


def problems_in(file: Path, *, going_on: Callable[[], None] = lambda: None) -> list[str]:
    """What SQLite finds wrong in a file, without what is stored there. Blocks for as long as it takes to read it.

    `going_on` hears of that now and again. Raises CopyStopped if that does; BackupFailed if it cannot be opened.
    """
    stopped: list[CopyStopped] = []

    def goes_on() -> bool:
        try:
            going_on()
        except CopyStopped as error:
            stopped.append(error)
        return bool(stopped)

    try:
        with closing(connected_to_read(file)) as connection:
            connection.set_progress_handler(goes_on, _STEPS_BETWEEN)
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(100)")]
    except sqlite3.DatabaseError as error:
        if stopped:
            raise stopped[0] from None
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CANTOPEN:
            raise BackupFailed(
                f"{file} cannot be opened. If nothing can be written where it is, copy it elsewhere first."
            ) from error
        return [str(error)]
    return [] if found == ["ok"] else found


def without_side_files(file: Path) -> None:
    """Remove what SQLite may have left beside a file that nobody uses."""
    for each in _SIDE_FILES:
        file.with_name(file.name + each).unlink(missing_ok=True)


def side_files(file: Path) -> list[Path]:
    """Where SQLite keeps what belongs to an open database besides its file."""
    return [file.with_name(file.name + each) for each in _SIDE_FILES]


def _is_of(database: Path, to: Path) -> bool:
    database = database.resolve()
    own = (database, *side_files(database), database.with_name(database.name + ".lock"))
    if to.resolve() in {each.resolve() for each in own}:
        return True
    return to.exists() and any(each.exists() and each.samefile(to) for each in own)


@contextmanager
def new_file_beside(to: Path) -> Iterator[Path]:
    """An empty file that only its owner can read; it is gone afterwards, unless it was moved. Raises BackupFailed."""
    part = to.with_name(f".{to.name}.{secrets.token_hex(4)}{PART}")
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise BackupFailed(f"No file can be made in {to.parent}: {error.strerror}.") from error
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
        without_side_files(part)


@contextmanager
def failures_told(to: Path) -> Iterator[None]:
    """Raise BackupFailed instead of errors of SQLite and the system."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        why = str(error) if isinstance(error, sqlite3.Error) else error.strerror or type(error).__name__
        is_full = "full" in why or (isinstance(error, OSError) and error.errno == errno.ENOSPC)
        what_to_do = f" Make room in {to.parent}, or name another folder." if is_full else ""
        raise BackupFailed(
            f"The copy for {to} was not made: {why}. Nothing of it was left there.{what_to_do}"
        ) from error


def _copy(database: Path, part: Path, pace: CopyPace, progress: HowFar) -> None:
    pages = 0

    def step(_status: int, left: int, count: int) -> None:
        nonlocal pages
        pages = count
        progress(count - left, count)
        if left and pace.rest:
            time.sleep(pace.rest)

    with closing(connected_to_read(database)) as source, closing(sqlite3.connect(part, isolation_level=None)) as copy:
        # As long as this is open it is one moment that is copied. Without it, each commit of the bot between two steps
        # would have the copy begin anew.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        copy.execute("PRAGMA synchronous = OFF")  # it is flushed once, when it is whole
        source.backup(copy, pages=pace.pages, progress=step)
        source.execute("ROLLBACK")
        # One file, which can be moved and read where nothing may be written.
        copy.execute("PRAGMA journal_mode = DELETE")
    found = problems_in(part, going_on=lambda: progress(pages, pages))
    if found:
        raise BackupFailed(
            f"The copy of {database} is damaged, and so is the database, most likely: {found[0]}. "
            "Run `mock-interviewer db verify`."
        )


def put_whole(part: Path, to: Path, *, replace: bool) -> None:
    """Move a whole file to where it belongs, durably. Raises BackupFailed, OSError."""
    flush(part)
    if replace:
        part.replace(to)
    else:
        try:
            os.link(part, to)  # unlike a rename it never takes the place of a file that somebody has made meanwhile
        except OSError as error:
            if to.exists():
                raise BackupFailed(f"{to} is there already. Name another file, or add --replace.") from error
            part.replace(to)  # a file system without such links
    flush(to.parent)
