"""Finds out what a file is by what is in it, whatever it is called, and reads the questions in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.banks.exchange import csv_table
from bot.banks.exchange.csv_reading import delimiter_in
from bot.banks.exchange.formats import READERS, FileFormat, Reader
from bot.banks.exchange.yaml_text import SCHEMA_FILE
from bot.banks.foreign.aiken import is_aiken, read_aiken
from bot.banks.foreign.anki_deck import is_anki_deck, read_anki_deck
from bot.banks.foreign.anki_text import is_anki_text, read_anki_text
from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.foreign_json import is_foreign_json, is_json_lines, read_foreign_json, read_json_lines
from bot.banks.foreign.foreign_yaml import is_foreign_yaml, read_foreign_yaml
from bot.banks.foreign.found import Found
from bot.banks.foreign.gift import is_gift, read_gift
from bot.banks.foreign.list_format import ListFormat
from bot.banks.foreign.markdown.reading import is_marked_page, is_page_of_questions, read_page_of_questions
from bot.banks.foreign.marked_quiz import is_marked_quiz, read_marked_quiz
from bot.banks.foreign.records.columns import UnknownColumn
from bot.banks.foreign.table import is_table, names_columns, read_table
from bot.banks.foreign.unfit import Unfit, unfit
from bot.yamlfile.source import read_yaml


class _Reader(Protocol):
    def __call__(self, file: ForeignFile, *, fields: Mapping[str, str]) -> Found: ...


class NotAList(Exception):
    """The file is no list of questions, and no reader can make one of it."""

    def __init__(self, kind: Unfit) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to read files from elsewhere."""

    form: ListFormat
    fits: Callable[[ForeignFile], bool]
    read: _Reader


def _without_columns(read: Callable[[ForeignFile], Found]) -> _Reader:
    def reader(file: ForeignFile, *, fields: Mapping[str, str]) -> Found:
        for column in fields.values():
            raise UnknownColumn(column, ())
        return read(file)

    return reader


# In this order none is taken for another: what has marks of its own goes first, and last the page that is any text.
_WAYS: Sequence[_Way] = (
    _Way(ListFormat.ANKI, is_anki_deck, _without_columns(read_anki_deck)),
    _Way(ListFormat.ANKI_TEXT, is_anki_text, read_anki_text),
    _Way(ListFormat.JSON, is_json_lines, read_json_lines),
    _Way(ListFormat.JSON, is_foreign_json, read_foreign_json),
    _Way(ListFormat.GIFT, lambda file: is_gift(file) and not names_columns(file), _without_columns(read_gift)),
    _Way(ListFormat.AIKEN, is_aiken, _without_columns(read_aiken)),
    _Way(ListFormat.MARKDOWN, is_marked_page, _without_columns(read_page_of_questions)),
    _Way(ListFormat.MARKDOWN, is_marked_quiz, _without_columns(read_marked_quiz)),
    _Way(ListFormat.YAML, is_foreign_yaml, read_foreign_yaml),
    _Way(ListFormat.CSV, lambda file: is_table(file) and not is_marked_page(file), read_table),
    _Way(ListFormat.MARKDOWN, is_page_of_questions, _without_columns(read_page_of_questions)),
)


def own_reader(file: ForeignFile, form: ListFormat | None = None) -> Reader | None:
    """The reader of one of our own formats, if the file is in one; `form` says that it can be no other."""
    for each, fits, reader in _OWN:
        if form in {None, each} and fits(file.text):
            return reader
    return None


def read_list(file: ForeignFile, form: ListFormat | None = None, *, fields: Mapping[str, str] | None = None) -> Found:
    """The questions of a file that is in none of our own formats; none, if there are none in it.

    `form` insists on what the file is. `fields` says of a table in which columns it has what; see `read_table`.

    Raises:
        NotAList: no reader can make anything of the file.
        UnknownColumn, UnknownField: there is no such column or field.
    """
    ways = [way for way in _WAYS if form in {None, way.form}]
    if not any(way.form is ListFormat.ANKI and way.fits(file) for way in ways):
        kind = unfit(file)
        if kind is not None:
            raise NotAList(kind)
    found = _first_found((way for way in ways if way.fits(file)), file, fields or {})
    if found is None and form is not None:
        found = _first_found(ways, file, fields or {})
    if found is None:
        raise NotAList(Unfit.NO_LIST)
    return found


def _first_found(ways: Iterable[_Way], file: ForeignFile, fields: Mapping[str, str]) -> Found | None:
    """What the first way that finds questions makes of the file, else what the first makes; None if there is none."""
    without_questions: Found | None = None
    for way in ways:
        found = way.read(file, fields=fields)
        if found.questions:
            return found
        without_questions = without_questions or found
    return without_questions


def _is_own_csv(text: str) -> bool:
    header = text.partition("\n")[0][:20_000]
    try:
        cells = {cell.strip().casefold() for cell in next(csv.reader([header], delimiter=delimiter_in(header)), [])}
    except csv.Error:
        return False
    numbered = {name for name, _ in csv_table.numbered_columns()}
    return csv_table.RECORD in cells or ({"id", "question"} <= cells and bool(numbered & cells))


def _is_own_json(text: str) -> bool:
    return text.lstrip().startswith("{") and bool(_JSON_FORMAT.search(text)) and '"questions"' in text


def _is_own_yaml(text: str) -> bool:
    return bool(_YAML_FORMAT.search(text)) or SCHEMA_FILE in text.partition("\n")[0]


def _is_own_markdown(text: str) -> bool:
    headings = _QUESTION_HEADING.findall(text)
    return 2 * sum(bool(each) for each in headings) > len(headings)


_JSON_FORMAT = re.compile(r'"format"\s*:\s*\d+\s*[,}]')
_YAML_FORMAT = re.compile(r"^format:[ \t]*['\"]?\d", re.MULTILINE)
_QUESTION_HEADING = re.compile(
    r"^##[ \t]+question:[ \t]*(?:([a-z0-9]+(?:-[a-z0-9]+)*)[ \t]*$)?", re.MULTILINE | re.IGNORECASE
)
_OWN: Sequence[tuple[ListFormat, Callable[[str], bool], Reader]] = (
    (ListFormat.JSON, _is_own_json, READERS[FileFormat.JSON]),
    (ListFormat.YAML, _is_own_yaml, read_yaml),
    (ListFormat.CSV, _is_own_csv, READERS[FileFormat.CSV]),
    (ListFormat.MARKDOWN, _is_own_markdown, READERS[FileFormat.MARKDOWN]),
)
