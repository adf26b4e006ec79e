"""Reads a spreadsheet's table into the content of a bank, each value with the line of its row."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.banks.exchange import csv_table as table
from bot.banks.exchange.cells import unguarded
from bot.banks.exchange.outline import Outline
from bot.banks.format.model import MAX_QUESTIONS
from bot.yamlfile.problem import Complaints, Path, shown
from bot.yamlfile.source import Document, decode_source, without_unwanted
from bot.yamlfile.tree import NotWorthReading

MAX_COLUMNS = 300
MAX_ROWS = 10 * MAX_QUESTIONS

_WHOLE_NUMBER = re.compile(r"\d{1,9}")
_BETWEEN_TOPICS = re.compile(r"[,;\s]+")
_BETWEEN_WORDS = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    path: Path
    """The path in the bank, author or question of the row, with the number in the column's name."""
    records: tuple[str, ...]
    """The kinds of rows that may have the column."""


def read_csv(source: bytes, complaints: Complaints) -> Document | None:
    """Read a table with commas or semicolons; mistakes are added to `complaints`. Time and memory are bounded."""
    text = decode_source(source, complaints)
    if text is None:
        return None
    header = text.partition("\n")[0]
    if "\t" in header and "," not in header and ";" not in header:
        complaints.add(1, "file", "has tabs between its columns", "save it with commas or semicolons between them")
        return None
    reading = _Reading(complaints)
    try:
        return reading.read(without_unwanted(text, complaints), delimiter_in(header))
    except NotWorthReading:
        complaints.add(reading.line, "file", "has more values than a bank has", "split it into several banks")
    except csv.Error:
        instead = "save it as CSV, with each text that has commas, quotes or several lines in double quotes"
        complaints.add(reading.line, "file", "cannot be read as a table", instead)
    return None


def delimiter_in(header: str) -> str:
    """What stands between the names of columns: a spreadsheet takes semicolons where commas are in its numbers."""
    return ";" if header.count(";") > header.count(",") else ","


class _Reading:
    """The reading of one table."""

    def __init__(self, complaints: Complaints) -> None:
        self._complaints = complaints
        self._outline = Outline()
        self._rows = dict.fromkeys((table.BANK, table.AUTHOR, table.QUESTION), 0)
        self.line = 1

    def read(self, text: str, delimiter: str) -> Document | None:
        rows = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
        columns = self._columns(next(rows, []))
        if columns is None:
            return None
        self._outline.put(("format",), 1, 1)
        for _ in range(MAX_ROWS):
            self.line = rows.line_num + 1
            row = next(rows, None)
            if row is None:
                return self._outline.document()
            if any(cell.strip() for cell in row):
                self._take(row, columns)
        self._complain(f"has more than {MAX_ROWS} rows", "split it into several banks", where="file")
        return None

    def _complain(self, what: str, instead: str, *, where: str = "row") -> None:
        self._complaints.add(self.line, where, what, instead)

    def _columns(self, header: Sequence[str]) -> list[_Column | None] | None:
        """The columns in order, None for an unknown one; None instead of a list if reading on is of no use."""
        if not any(name.strip() for name in header):
            self._complain("does not name its columns in the first line", "begin with `record`, `id` …", where="file")
            return None
        if len(header) > MAX_COLUMNS:
            self._complain(f"has more than {MAX_COLUMNS} columns", "remove those that are not needed", where="file")
            return None
        known = {_folded(column.name): column for column in _known_columns()}
        columns: list[_Column | None] = []
        for position, name in enumerate(header, start=1):
            column = known.get(_folded(name))
            if name.strip() and column is None:
                self._complain_of_column(name, position, known)
            elif column is not None and column in columns:
                what = f"the column `{column.name}` is there twice"
                self._complain(what, "keep one of the two", where=f"column {position}")
                column = None
            columns.append(column)
        return columns

    def _complain_of_column(self, name: str, position: int, known: Mapping[str, _Column]) -> None:
        close = difflib.get_close_matches(_folded(name)[:40], known, n=1)
        instead = f"did you mean `{known[close[0]].name}`?" if close else "remove it; `banks export` shows all columns"
        self._complain(f"a bank has no `{shown(name.strip())}`", instead, where=f"column {position}")

    def _take(self, row: Sequence[str], columns: Sequence[_Column | None]) -> None:
        if any(cell.strip() for cell in row[len(columns) :]):
            what = f"has {len(row)} cells, but there are {len(columns)} columns"
            self._complain(what, "put each text with a comma or semicolon in it in double quotes")
            return
        cells = [
            (column, unguarded(cell.strip())) for column, cell in zip(columns, row, strict=False) if column is not None
        ]
        named = next((cell.casefold() for column, cell in cells if column.name == table.RECORD), "")
        record = named or table.QUESTION
        if record not in self._rows:
            known = ", ".join(self._rows)
            self._complain(f'"{shown(record)}" is not what a row can be about', f"write one of {known}", where="record")
        elif record == table.BANK and self._rows[record]:
            self._complain("is the second one about the bank", "keep one of the two")
        else:
            self._fill(record, [(column, cell) for column, cell in cells if cell and column.name != table.RECORD])

    def _fill(self, record: str, cells: Sequence[tuple[_Column, str]]) -> None:
        number = self._rows[record]
        self._rows[record] += 1
        base: Path = () if record == table.BANK else (f"{record}s", number)
        if base:
            self._outline.put((*base, "id"), None, self.line)  # the row counts, even without an id
        lists: defaultdict[tuple[str, int], dict[str, str]] = defaultdict(dict)
        for column, cell in cells:
            if record not in column.records:
                what = f"a row about {_with_article(record)} has no `{column.name}`"
                self._complain(what, "leave the cell empty, or change the `record`")
                continue
            match column.path:
                case (str() as section, int() as position, *keys):
                    lists[section, position]["".join(map(str, keys))] = cell
                case (table.TOPICS,):
                    for at, topic in enumerate(filter(None, _BETWEEN_TOPICS.split(cell))):
                        self._outline.put((*base, table.TOPICS, at), topic, self.line)
                case ("minutes",) if _WHOLE_NUMBER.fullmatch(cell):
                    self._outline.put((*base, "minutes"), int(cell), self.line)
                case path:
                    self._outline.put((*base, *path), cell, self.line)
        self._fill_lists(base, lists)

    def _fill_lists(self, base: Path, lists: Mapping[tuple[str, int], Mapping[str, str]]) -> None:
        """Put the entries of lists in the order of their numbers; a missing number leaves no gap."""
        used: defaultdict[str, int] = defaultdict(int)
        for section, position in sorted(lists):
            at = used[section]
            used[section] += 1
            for key, cell in lists[section, position].items():
                self._outline.put((*base, section, at, key) if key else (*base, section, at), cell, self.line)


def _known_columns() -> Iterator[_Column]:
    yield _Column(table.RECORD, (table.RECORD,), (table.BANK, table.AUTHOR, table.QUESTION))
    for name in table.OF_BANK:
        yield _Column(name, (name,), (table.BANK,))
    for name in dict.fromkeys((*table.OF_AUTHOR, *table.OF_QUESTION)):
        records = ((table.AUTHOR, table.OF_AUTHOR), (table.QUESTION, table.OF_QUESTION))
        yield _Column(name, (name,), tuple(record for record, names in records if name in names))
    for name, path in table.numbered_columns():
        yield _Column(name, path, (table.QUESTION,))


def _folded(name: str) -> str:
    return _BETWEEN_WORDS.sub(" ", name.strip().casefold())


def _with_article(record: str) -> str:
    return f"{'an' if record == table.AUTHOR else 'a'} {record}"
