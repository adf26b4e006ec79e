"""Splits text into rows and cells, by whatever stands between them, and gets over quotes that are wrong."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

WIDEST = 300
"""The most cells of a row; those behind them are left out."""
MOST_CELLS = 1_000_000
"""Of one table; the rows behind them are left out."""

_DELIMITERS = ("\t", ",", ";", "|")
_ROW = 10
_LONGEST_CELL = 200_000
_SAMPLE = 64 * 1024
_NAMES_DELIMITER = re.compile(r"\"?sep=(.)\"?[ \t,;]*\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row, with the 1-based line in which it begins."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Split:
    """How a text is split into cells."""

    delimiter: str
    agreement: float
    """How many of the first rows have the usual number of cells, of 1."""
    width: int
    """The usual number of cells."""


def named_delimiter(text: str) -> tuple[str, int] | None:
    """What a first line such as `sep=;` says, and where the table begins; None if there is no such line."""
    found = _NAMES_DELIMITER.match(text)
    return (found.group(1), found.end()) if found else None


def likely_splits(text: str) -> list[Split]:
    """The ways to split a text that give most rows the same number of cells, the likeliest first; none for a list."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    splits = []
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        widths = [len(row.cells) for row in rows_of(sample, delimiter)][:300]
        width, times = _usual(widths)
        if width > 1:
            splits.append(Split(delimiter, times / len(widths), width))
    return sorted(splits, key=lambda split: -split.agreement - 0.05 * (split.delimiter == "\t"))


def rows_of(text: str, delimiter: str, *, first_line: int = 1) -> Iterator[TableRow]:
    """The rows in which there is anything, in order, up to `MOST_CELLS` in all.

    Takes time in proportion to the text, whatever the quotes in it. A quotation mark that is never closed, or closed
    only in a row that has quotes of its own, is part of the text.
    """
    left = MOST_CELLS
    rows = _well_formed(text, delimiter)
    for row in _all_rows(text, delimiter) if rows is None else rows:
        left -= cost_of(row)
        if left < 0:
            return
        if any(map(str.strip, row.cells)):
            yield row if first_line == 1 else TableRow(row.line + first_line - 1, row.cells)


def cost_of(row: TableRow) -> int:
    """What a row counts towards `MOST_CELLS`: it takes as much memory as some cells, whatever is in it."""
    return _ROW + len(row.cells)


def _well_formed(text: str, delimiter: str) -> list[TableRow] | None:
    """The rows of a text in which all quotes are right, by Python's own reader, which is fast; None if any is wrong."""
    if '"' in text and re.search(rf'(?:{re.escape(delimiter)}|^) +"', text, re.MULTILINE):
        return None  # cells in quotes with a space before them
    rows: list[TableRow] = []
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
    line, left = 1, MOST_CELLS
    try:
        for cells in reader:
            rows.append(TableRow(line, cells if len(cells) <= WIDEST else cells[:WIDEST]))
            left -= cost_of(rows[-1])
            if left < 0:
                break
            line = reader.line_num + 1
    except (csv.Error, ValueError):
        return None
    return rows


def _all_rows(text: str, delimiter: str) -> Iterator[TableRow]:
    at, line, end = 0, 1, len(text)
    patience = end + 500_000  # characters that may be looked at in search of closing quotes in vain
    while at < end:
        stop = text.find("\n", at)
        stop = end if stop < 0 else stop
        if text.find('"', at, stop) < 0:
            yield TableRow(line, text[at:stop].split(delimiter, WIDEST)[:WIDEST])
            at, line = stop + 1, line + 1
            continue
        begins = line
        cells: list[str] = []
        is_open = True
        while is_open:
            cell, after, looked_at = _cell(text, at, delimiter, patience)
            patience -= looked_at
            line += text.count("\n", at, after)
            cells.append(cell)
            at = after + 1
            is_open = after < end and text[after] == delimiter
            if is_open and len(cells) == WIDEST:
                stop = text.find("\n", at)
                at, is_open = (end if stop < 0 else stop) + 1, False
        line += 1
        yield TableRow(begins, cells)


def _cell(text: str, at: int, delimiter: str, patience: int) -> tuple[str, int, int]:
    """The cell that begins here, where it ends, and how many characters were looked at in vain."""
    looked_at = 0
    begin = at
    while begin < len(text) and begin - at < 10 and text[begin] == " ":
        begin += 1
    if text.startswith('"', begin) and patience > 0:
        found = _quoted(delimiter).match(text, begin, min(len(text), begin + _LONGEST_CELL))
        if found is not None:
            inside = found.group(1)
            if "\n" not in inside or not _broken_inside(delimiter).search(inside):
                return inside.replace('""', '"'), found.end(), 0
        looked_at = (found.end() - begin) if found else min(len(text) - begin, _LONGEST_CELL)
    stop = text.find("\n", at)
    stop = len(text) if stop < 0 else stop
    between = text.find(delimiter, at, stop)
    after = stop if between < 0 else between
    return _without_loose_quotes(text[at:after]), after, looked_at


def _without_loose_quotes(cell: str) -> str:
    """A cell whose quotes did not work: without one that was meant to open or close it."""
    text = cell.strip()
    if text.count('"') == 1 and (text.startswith('"') or text.endswith('"')):
        return text.strip('"')
    return cell


@lru_cache(maxsize=32)
def _quoted(delimiter: str) -> re.Pattern[str]:
    """A cell in quotes, up to what ends it. A quote inside that ends nothing is taken for text."""
    ends = rf"[ ]{{0,5}}(?:{re.escape(delimiter)}|\n|\Z)"
    return re.compile(rf'"([^"]*+(?:(?:""|"(?!{ends}))[^"]*+)*+)"[ ]{{0,5}}(?={ends})')


@lru_cache(maxsize=32)
def _broken_inside(delimiter: str) -> re.Pattern[str]:
    """A quote that opens a cell: inside a cell it shows that the quote before was never closed."""
    return re.compile(rf'(?:(?<={re.escape(delimiter)})|(?<=\n))"(?!")')


def _usual(widths: Sequence[int]) -> tuple[int, int]:
    """The number of cells that most rows have, and how many have it."""
    return max(Counter(widths).items(), key=lambda each: (each[1], each[0]), default=(0, 0))
