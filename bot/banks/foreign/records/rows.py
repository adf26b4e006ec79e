"""Splits text into rows and cells, by whatever stands between them, and gets over quotes that are wrong."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.banks.foreign.found import LeftOut, Reason, shown_beginning

WIDEST = 300
"""The most cells of a row; those behind them are left out, and told."""
MOST_CELLS = 1_000_000
"""Of one table; the rows behind them are left out, and the first of them is told."""

_DELIMITERS = ("\t", ",", ";", "|")
_ROW = 10
_LONGEST_CELL = 200_000
_MOST_EMPTY = 100_000
"""Rows without anything that Python's own reader is given: they cost it time, and nobody memory."""
_SAMPLE = 64 * 1024
_NAMES_DELIMITER = re.compile(r"\"?sep=(.)\"?[ \t,;]*\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row, with the 1-based line in which it begins."""

    line: int
    cells: Sequence[str]
    surplus: str = ""
    """How what stands behind its last cell begins, if anything does."""


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


def rows_of(
    text: str, delimiter: str, *, first_line: int = 1, left_out: list[LeftOut] | None = None
) -> Iterator[TableRow]:
    """The rows in which there is anything, in order, up to `MOST_CELLS` in all.

    Cells and rows behind the limits are added to `left_out`, which is one entry for each row that is wide, and one for
    the end. Takes time in proportion to the text, whatever the quotes in it. A quotation mark that is never closed, or
    closed only in a row that has quotes of its own, is part of the text.
    """
    left = MOST_CELLS
    rows = _well_formed(text, delimiter)
    for row in filter(_has_anything, _all_rows(text, delimiter)) if rows is None else rows:
        line = row.line + first_line - 1
        left -= _cost_of(row.cells)
        if left < 0:
            _tell(left_out, line, " | ".join(filter(str.strip, row.cells)) or row.surplus)
            return
        if row.surplus:
            _tell(left_out, line, row.surplus)
        yield row if first_line == 1 else TableRow(line, row.cells)


def _tell(left_out: list[LeftOut] | None, line: int, text: str) -> None:
    if left_out is not None:
        left_out.append(LeftOut.of(line, text, Reason.BEYOND))


def _cost_of(cells: Sequence[str]) -> int:
    """What a row counts towards `MOST_CELLS`: it takes as much memory as some cells, whatever is in it."""
    return _ROW + len(cells)


def _has_anything(row: TableRow) -> bool:
    return any(map(str.strip, row.cells)) or bool(row.surplus)


def _well_formed(text: str, delimiter: str) -> list[TableRow] | None:
    """The rows with anything in them of a text in which all quotes are right, up to the first one behind `MOST_CELLS`.

    By Python's own reader, which is fast; None if a quote is wrong, or if most lines are empty: there it is slow.
    """
    if '"' in text and re.search(rf'(?:{re.escape(delimiter)}|^) +"', text, re.MULTILINE):
        return None  # cells in quotes with a space before them
    rows: list[TableRow] = []
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
    line, left, empty = 1, MOST_CELLS, 0
    try:
        for cells in reader:
            row = TableRow(line, cells)
            if len(cells) > WIDEST:
                row = TableRow(line, cells[:WIDEST], _surplus_of(cells[WIDEST:]))
            line = reader.line_num + 1
            if not _has_anything(row):
                empty += 1
                if empty > _MOST_EMPTY:
                    return None
                continue
            rows.append(row)
            left -= _cost_of(row.cells)
            if left < 0:
                break
    except (csv.Error, ValueError):
        return None
    return rows


def _surplus_of(cells: Iterable[str]) -> str:
    """How the cells behind the last one that is taken begin; empty if there is nothing in them."""
    return next((beginning for cell in cells if (beginning := shown_beginning(cell))), "")


def _all_rows(text: str, delimiter: str) -> Iterator[TableRow]:
    at, line, end = 0, 1, len(text)
    empty_rows = _empty_rows(delimiter)
    patience = end + 500_000  # characters that may be looked at in search of closing quotes in vain
    while at < end:
        if blank := empty_rows.match(text, at):
            at, line = blank.end(), line + text.count("\n", at, blank.end())
            continue
        stop = text.find("\n", at)
        stop = end if stop < 0 else stop
        if text.find('"', at, stop) < 0:
            cells, surplus = text[at:stop].split(delimiter, WIDEST), ""
            if len(cells) > WIDEST:
                surplus = _surplus_of(cells.pop().split(delimiter))
            yield TableRow(line, cells, surplus)
            at, line = stop + 1, line + 1
            continue
        begins = line
        cells, surplus = [], ""
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
                stop = end if stop < 0 else stop
                surplus = _surplus_of(text[at:stop].split(delimiter))
                at, is_open = stop + 1, False
        line += 1
        yield TableRow(begins, cells, surplus)


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
def _empty_rows(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf"(?:[ \t{re.escape(delimiter)}]*+\n)++")


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
