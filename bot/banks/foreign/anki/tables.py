"""Reads rows from the tables of a database that a stranger made: as bytes, numbers and text, and nothing is run."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

Stored = bytes | float | int | str | None

MOST_TEXT = 64_000_000
"""How many characters and bytes are read at most, in all."""
_SECONDS = 10
"""How long all reading may take. A deck of 50,000 notes takes half a second."""
_STEPS_BETWEEN_LOOKS = 1000
_MADE = re.compile(r"CREATE\s+TABLE\b", re.IGNORECASE)
_LONGEST_VALUE = 16 * 1024 * 1024
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA})
_GENERATED = frozenset({2, 3})
"""What SQLite says of a column that is computed when it is read."""
_SAFE = ("PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON", "PRAGMA mmap_size = 0", "PRAGMA query_only = ON")


class Tables:
    """The tables of one database. A broken one has fewer rows, and never an error."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._known: frozenset[str] | None = None
        self._left = MOST_TEXT
        self.is_whole = True
        """False if something could not be read to its end."""

    def has(self, table: str) -> bool:
        """True for a table whose rows are all stored. `table` is our own word, as it is in `rows`."""
        if self._known is None:
            # A virtual table is of this type, too, and reading it runs what its module does.
            found = self._rows("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            self._known = frozenset(str(name) for name, sql in found if _MADE.match(str(sql)))
        if table not in self._known:
            return False
        return not any(row[-1] in _GENERATED for row in self._rows(f"PRAGMA table_xinfo({table})"))

    def rows(self, table: str, columns: Sequence[str], *, at_most: int) -> Iterator[tuple[Stored, ...]]:
        """The rows in the order in which they are stored; none if there is no such table, or it has other columns."""
        if not self.has(table):
            return
        names = ", ".join(columns)
        for number, row in enumerate(self._rows(f"SELECT {names} FROM {table}")):  # noqa: S608 - our own words
            # Rows may share their pages, so a small file can hold more than any memory does.
            self._left -= sum(len(value) for value in row if isinstance(value, bytes | str))
            if number >= at_most or self._left < 0:
                self.is_whole = False
                return
            yield row

    def _rows(self, statement: str) -> Iterator[tuple[Stored, ...]]:
        try:
            with closing(self._database.cursor()) as cursor:
                yield from cursor.execute(statement)
        except sqlite3.Error:
            self.is_whole = False


@contextmanager
def tables_in(path: Path) -> Iterator[Tables]:
    """The tables of the database in the file at `path`; closed when the context ends."""
    # Immutable: SQLite looks for no other file beside it, and takes a database as the one that it says it is.
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        database.text_factory = _as_text
        end = time.monotonic() + _SECONDS
        database.set_progress_handler(lambda: time.monotonic() > end, _STEPS_BETWEEN_LOOKS)
        tables = Tables(database)
        try:
            for statement in _SAFE:
                database.execute(statement)
        except sqlite3.Error:
            tables.is_whole = False
        database.set_authorizer(_only_reading)
        yield tables


def _as_text(value: bytes) -> str:
    return value.decode("utf-8", errors="replace")


def _only_reading(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
