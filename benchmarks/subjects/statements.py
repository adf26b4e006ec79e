"""Counts statements, transactions and commits from what the database itself says was done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

_WRITING: Final = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"})
_SQLITE_LINE: Final = re.compile(r"^(?P<connection>\d+) (?P<verb>[A-Z]+)(?: (?P<next>\w+))?", re.IGNORECASE)
_POSTGRES_LINE: Final = re.compile(
    r"^(?P<connection>\d+) LOG:  (?:statement|execute [^:]*): (?P<verb>[A-Z]+)(?: (?P<next>\w+))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was done. `BEGIN` counts as a statement, `COMMIT` and `ROLLBACK` do not; `pings` are counted apart."""

    statements: int = 0
    transactions: int = 0
    commits: int = 0
    pings: int = 0
    """Transactions that ended without a statement: a pool asks so whether a connection still works."""


class Journal(Protocol):
    """Knows what a database has done."""

    def since(self) -> Counted:
        """What was done since the last call."""
        ...


class FileJournal:
    """Reads what SQLite (through `launch.py`) or the server of PostgreSQL has written into a file."""

    def __init__(self, path: Path, line: re.Pattern[str]) -> None:
        self._path = path
        self._line = line
        self._read = 0
        self._open: dict[str, bool] = {}
        """The connections that are in a transaction: True if nothing was done in it yet."""

    @classmethod
    def of_sqlite(cls, path: Path) -> FileJournal:
        return cls(path, _SQLITE_LINE)

    @classmethod
    def of_postgres(cls, path: Path) -> FileJournal:
        return cls(path, _POSTGRES_LINE)

    def since(self) -> Counted:
        statements = transactions = commits = pings = 0
        for connection, verb, following in self._lines():
            is_empty = self._open.get(connection)
            match verb, following:
                case ("BEGIN" | "START", _):
                    self._open[connection] = True
                case ("COMMIT" | "END", _):
                    commits += 1
                    self._open.pop(connection, None)
                case ("ROLLBACK", following) if following != "TO":
                    pings += bool(is_empty)
                    self._open.pop(connection, None)
                case _ if is_empty is None:  # a transaction of its own
                    statements += 1
                    transactions += 1
                    commits += verb in _WRITING
                case _:
                    statements += 1 + is_empty  # with its BEGIN
                    transactions += is_empty
                    self._open[connection] = False
        return Counted(statements=statements, transactions=transactions, commits=commits, pings=pings)

    def _lines(self) -> Iterator[tuple[str, str, str]]:
        with self._path.open("rb") as file:
            file.seek(self._read)
            written = file.read()
        whole = written[: written.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.decode("utf-8", "replace").splitlines():
            if found := self._line.match(line):
                yield found["connection"], found["verb"].upper(), (found["next"] or "").upper()
