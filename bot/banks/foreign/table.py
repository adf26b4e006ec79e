"""Reads tables of questions: CSV and its relatives of any origin, with or without names of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.banks.exchange.cells import unguarded
from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, LeftOut, Reason, Shape
from bot.banks.foreign.header_words import Meaning, named
from bot.banks.foreign.records import likeness
from bot.banks.foreign.records.asking import FoundRecord, RecordReading, found_in
from bot.banks.foreign.records.columns import UnknownColumn, columns_of
from bot.banks.foreign.records.rows import Split, TableRow, likely_splits, named_delimiter, rows_of
from bot.banks.foreign.records.values import clean

_SAMPLE = 64 * 1024
_ONE_COLUMN = "\x1f"
"""Stands between columns where there is only one."""
_HEADER_WITHIN = 20
"""Rows in which the names of columns are looked for: titles and comments may stand above."""
_LONGEST_NAME = 60
_LONGEST_TITLE = 80
_OTHER_FORMAT = re.compile(r"\s*[<{\[%]|-{3,}\n|#!|\s*\|?\s*:?-{3,}:?\s*\|", re.MULTILINE)
_MARKDOWN_RULE = re.compile(r"^ {0,3}\|?[ \t]*:?-{2,}:?[ \t]*\|[-:| \t]*$", re.MULTILINE)
_MARKDOWN_LINE = re.compile(r"(?:#{1,6}|[-*+>]|\d{1,3}[.)]|```)\s|\*\*|::|//|\s{4}")
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9]{0,20}(?:[_ -]?[a-z0-9]{1,15}){0,3}", re.IGNORECASE)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x7f\ufffd]")


@dataclass(frozen=True, slots=True)
class _Table:
    split: Split
    header: int | None
    """The position of the row with the names of columns; None if there is none."""
    known: int = 0
    """How many of the names mean something."""

    @property
    def worth(self) -> tuple[bool, int, float]:
        return self.header is not None, self.known, self.split.agreement


def is_table(file: ForeignFile) -> bool:
    """True if the content has rows of cells, or one column under a name such as `question`."""
    text = file.text[:_SAMPLE]
    if not text.strip() or len(_NO_TEXT.findall(text)) > len(text) // 50:
        return False
    if named_delimiter(text):
        return True
    if _OTHER_FORMAT.match(text) or _MARKDOWN_RULE.search(text):
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    marked = likeness.share(lines, (_MARKDOWN_LINE.match(line) is not None for line in lines))
    table = _table_in(text, {})
    if table.header is not None:
        return marked < 0.5 or table.split.width > 1
    return marked < 0.2 and _is_regular(text, table.split)


def names_columns(file: ForeignFile) -> bool:
    """True if the first row names columns, one of questions among them: no other text begins so."""
    row = next(iter(rows_of(file.text[:_SAMPLE].partition("\n")[0], ",")), None)
    found = [each for cell in (row.cells if row is not None else ()) if (each := named(cell)) is not None]
    return len(found) > 1 and any(each.meaning is Meaning.QUESTION and each.is_sure for each in found)


def read_table(file: ForeignFile, *, fields: Mapping[str, str] | None = None) -> Found:
    """Read the questions of a table.

    `fields` says of some fields of a question (`question`, `answer`, ...) in which column they are, by its name or its
    1-based number; all others are found by the names of the columns, or by what is in them.

    Raises:
        UnknownColumn: the table has no such column.
        UnknownField: a question has no such field.
    """
    text, fields = file.text, fields or {}
    table = _table_in(text, fields)
    start = named_delimiter(text)
    first_line = 1
    if start is not None:
        text, first_line = text[start[1] :], 2
    left_out: list[LeftOut] = []
    rows = list(rows_of(text, table.split.delimiter, first_line=first_line, left_out=left_out))
    header = table.header
    if header is None and not fields and _has_unknown_names(rows):
        header = 0
    names = _names(rows[header].cells if header is not None else (), rows)
    above = rows[:header] if header is not None else []
    body = rows[header + 1 :] if header is not None else rows
    sections = _sections(body, names, fields) if len(names) > 1 else frozenset[int]()
    comments = _comments(body)
    left_out += [_left_out(row) for row in above]
    records: list[FoundRecord] = []
    topics: tuple[str, ...] = ()
    for row in body:
        if row.line in sections:
            left_out.append(_left_out(row))
            topics = tuple(cell for each in row.cells if (cell := _cell(each)))
        elif (header is not None and row.cells == rows[header].cells) or row.line in comments:
            left_out.append(_left_out(row))
        else:
            records.append(FoundRecord(row.line, _values(row.cells, names), topics))
    reading = RecordReading(shape=Shape.TABLE, fields=fields, any_text_asks=True, splits_cells=True)
    return found_in(records, reading, names=names, left_out=left_out, title=_title(above))


def _table_in(text: str, fields: Mapping[str, str]) -> _Table:
    """The likeliest way to read a text as a table."""
    start = named_delimiter(text)
    sample = text[start[1] if start else 0 :][:_SAMPLE]
    single = Split(_ONE_COLUMN, 1.0, 1)
    splits = [Split(start[0], 1.0, 2)] if start else likely_splits(sample)
    tables = [_with_header(sample, split, fields) for split in (*splits, single)]
    best = max(tables, key=lambda table: table.worth if table.split is not single else (*table.worth[:2], 0.5))
    if best.header is None and fields and not all(column.strip().isdigit() for column in fields.values()):
        known = next((row.cells for row in rows_of(sample[:10_000], tables[0].split.delimiter)), ())
        wanted = next(column for column in fields.values() if not column.strip().isdigit())
        raise UnknownColumn(wanted, tuple(cell.strip()[:_LONGEST_NAME] for cell in known))
    if best.header is None and best.split.agreement < 0.6:
        return _Table(single, None)
    return best


def _with_header(sample: str, split: Split, fields: Mapping[str, str]) -> _Table:
    rows = rows_of(sample, split.delimiter)
    wanted = {column.strip().casefold() for column in fields.values() if not column.strip().isdigit()}
    for position, row in zip(range(_HEADER_WITHIN), rows, strict=False):
        cells = [cell.strip().casefold() for cell in row.cells]
        if split.width > 1 and sum(map(bool, cells)) == 1:
            continue  # a title
        if wanted:
            if wanted <= set(cells):
                return _Table(split, position, len(cells))
        elif known := _known_names(row.cells, is_first=position == 0):
            return _Table(split, position, known)
    return _Table(split, None)


def _known_names(cells: Sequence[str], *, is_first: bool) -> int:
    """How many cells name columns; 0 if the row is none of names. In a first row, one name that we know is enough."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if any(len(cell) > _LONGEST_NAME and named(cell) is None for cell in filled):
        return 0
    found = [each for each in map(named, filled) if each is not None]
    sure = [each for each in found if each.is_sure]
    asks = any(each.meaning is Meaning.QUESTION for each in sure)
    might_ask = any(each.meaning is Meaning.QUESTION for each in found)
    if asks and len(filled) <= 3 * len(found) + 6:
        return len(found)
    if is_first and sure and len(filled) > 2 and all(map(_PLAIN_NAME.fullmatch, filled)):
        return len(found)
    others = {each.meaning for each in sure}
    is_enough = (
        len(others) > 1 or (might_ask and others) or (len(found) > 1 and might_ask and len(found) == len(filled))
    )
    return len(found) if is_enough and 2 * len(found) >= min(len(filled), 6) else 0


def _is_regular(text: str, split: Split) -> bool:
    """True if a text without names of columns is a table all the same."""
    rows = list(rows_of(text, split.delimiter))[:300]
    if split.width < 2 or len(rows) < 2:
        return False
    names = _names((), rows)
    records = [_values(row.cells, names) for row in rows]
    last = f"column {split.width}"
    if sum(last in record for record in records) < len(records) / 2:
        return False  # each line ends in what would be a delimiter, such as code
    if split.delimiter == "\t":
        return split.agreement >= 0.8
    if columns_of(names, records, {}).first(Meaning.QUESTION) is not None:
        return split.agreement >= (0.9 if split.delimiter == "," else 0.8)
    return split.agreement >= 0.98 and len(rows) >= (5 if split.delimiter == "," else 3)


def _has_unknown_names(rows: Sequence[TableRow]) -> bool:
    """True if the first row has names that mean nothing to us, above a column of questions."""
    if len(rows) < 3 or any(len(cell) > _LONGEST_NAME for cell in rows[0].cells):
        return False
    names = _names((), rows)
    records = [_values(row.cells, names) for row in rows[1:300]]
    asked = columns_of(names, records, {}).first(Meaning.QUESTION)
    if asked is None:
        return False
    texts = [str(record[asked]) for record in records if asked in record]
    first = str(_values(rows[0].cells, names).get(asked, ""))
    return not likeness.is_like_question(first) and likeness.share(texts, map(likeness.is_like_question, texts)) > 0.6


def _names(header: Sequence[str], rows: Sequence[TableRow]) -> tuple[str, ...]:
    """A name for each column, each once: as the table has it, or its number."""
    width = len(header) or max((len(row.cells) for row in rows[:1000]), default=0)
    names: dict[str, None] = {}
    for position in range(width):
        given = " ".join(header[position].split()) if position < len(header) else ""
        name = given[: 2 * _LONGEST_NAME] or f"column {position + 1}"
        number = 2
        while name in names:
            name, number = f"{given or 'column'} ({number})", number + 1
        names[name] = None
    return tuple(names)


def _values(cells: Sequence[str], names: Sequence[str]) -> dict[str, object]:
    if len(cells) > len(names):
        cells = _narrowed(cells, len(names))
    return {name: cell for name, each in zip(names, cells, strict=False) if (cell := _cell(each))}


def _cell(text: str) -> str:
    return unguarded(text.strip())


def _narrowed(cells: Sequence[str], width: int) -> list[str]:
    """The cells of a row that has too many, since a text with commas was not put in quotes."""
    surplus = len(cells) - width
    # Where a question ends in the surplus, it is the question that was cut; else the last text.
    for position in range(width):
        last = position + surplus
        if not likeness.is_number(cells[position]) and cells[last].rstrip().endswith(("?", "？")):
            return [*cells[:position], ",".join(cells[position : last + 1]), *cells[last + 1 :]]
    rest = [cell for cell in cells[width:] if cell.strip()]
    return [*cells[: width - 1], ",".join((cells[width - 1], *rest))]


def _sections(rows: Sequence[TableRow], names: Sequence[str], fields: Mapping[str, str]) -> frozenset[int]:
    """The lines of rows that are headings: one short cell, among rows of questions with more in them."""
    alone = [row for row in rows if sum(1 for cell in row.cells if cell.strip()) == 1]
    if not alone or len(alone) > len(rows) / 3:
        return frozenset()
    records = [_values(row.cells, names) for row in rows[:400]]
    asked = columns_of(names, records, fields, any_text_asks=True).first(Meaning.QUESTION)
    texts = [str(record[asked]) for record in records if asked in record] if asked is not None else []
    if likeness.share(texts, map(likeness.is_like_question, texts)) < 0.6:
        return frozenset()
    return frozenset(row.line for row in alone if _is_heading(next(cell for cell in row.cells if cell.strip())))


def _is_heading(cell: str) -> bool:
    return len(cell) <= _LONGEST_NAME and not likeness.is_like_question(cell) and not likeness.is_number(cell.strip())


def _comments(rows: Sequence[TableRow]) -> frozenset[int]:
    """The lines of rows that are remarks behind a `#`; where many have one, it is no remark."""
    marked = [row.line for row in rows if row.cells[0].lstrip().startswith("# ")]
    return frozenset(marked if len(marked) <= 1 + len(rows) / 5 else ())


def _left_out(row: TableRow) -> LeftOut:
    text = " | ".join(cell.strip() for cell in row.cells if cell.strip())
    return LeftOut.of(row.line, text, Reason.PROSE)


def _title(above: Iterable[TableRow]) -> str:
    for row in above:
        filled = [cell for cell in map(clean, row.cells) if cell]
        if len(filled) == 1 and (title := filled[0].strip("# ")) and len(title) <= _LONGEST_TITLE:
            return title
    return ""
