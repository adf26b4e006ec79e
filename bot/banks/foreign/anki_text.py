"""Reads the text exports of Anki, with the lines above them that say how they are made."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.banks.foreign.anki.names import last_levels
from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, LeftOut, Reason, Shape, shown_beginning
from bot.banks.foreign.header_words import Meaning
from bot.banks.foreign.records.asking import FoundRecord, RecordReading, found_in
from bot.banks.foreign.records.columns import columns_of
from bot.banks.foreign.records.rows import TableRow, likely_splits, rows_of

_SEPARATORS = {
    "comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":", "\\t": "\t",
}  # fmt: skip
_SETTING = re.compile(
    r"#(separator|html|tags|columns|notetype|deck|notetype column|deck column|tags column|guid column|if matches)"
    r"[:=][ \t]*([^\n]*)",
    re.IGNORECASE,
)
_CLOZE = re.compile(r"\{\{c\d{1,3}::")
_SOUND = re.compile(r"\[sound:[^\]\n]{0,200}\]")
_ONLY_MEDIA = re.compile(
    r"(?:\s|<img\b[^>]*>|</?(?:div|p|br|span)\b[^>]*>|\[sound:[^\]\n]{0,200}\]|&nbsp;)+", re.IGNORECASE
)
_BEFORE_ANSWER = re.compile(r"<hr\b[^<>]{0,100}\bid=[\"']?answer\b[^<>]{0,100}>", re.IGNORECASE)
"""What divides the back of an exported card: the front stands before it once more."""
_LONGEST_REMARK = 1_000
_SPECIAL = ("notetype column", "deck column", "tags column", "guid column")


def is_anki_text(file: ForeignFile) -> bool:
    """True if the content begins with a line such as `#separator:tab`."""
    return _SETTING.match(file.text) is not None


def read_anki_text(file: ForeignFile, *, fields: Mapping[str, str] | None = None) -> Found:
    """Read the notes of a text export.

    Raises:
        UnknownColumn: the notes have no field that `fields` names.
        UnknownField: a question has no field that `fields` names.
    """
    fields = fields or {}
    left_out: list[LeftOut] = []
    settings, begin, first_line = _settings(file.text, left_out)
    text = file.text[begin:]
    delimiter = _delimiter(settings.get("separator", ""), text)
    rows = list(rows_of(text, delimiter, first_line=first_line, left_out=left_out))
    is_html = settings.get("html", "true").casefold() != "false"
    special = {name: int(settings[name]) for name in _SPECIAL if settings.get(name, "").isdigit()}
    names = _names(settings.get("columns", ""), delimiter, special, rows)
    records: list[FoundRecord] = []
    notes = list(_records(rows, names, special, is_html=is_html))
    known = [record.values for record in notes[:400]]
    asked = columns_of(names, known, fields, any_text_asks=True).first(Meaning.QUESTION)
    for row, record in zip(rows, notes, strict=True):
        question = str(record.values.get(asked or "", ""))
        if any(_CLOZE.search(cell) for cell in row.cells):
            left_out.append(_left_out(row, Reason.CLOZE))
        elif question and _ONLY_MEDIA.fullmatch(question[:2000]):
            left_out.append(_left_out(row, Reason.NOT_ASKED))
        else:
            records.append(record)
    title = settings.get("deck", "").split("::")[-1].strip()
    reading = RecordReading(shape=Shape.ANKI_TEXT, fields=fields, any_text_asks=True)
    found_names = [name for name in names if name not in _SPECIAL]
    found = found_in(records, reading, names=found_names, left_out=left_out, title=title)
    return replace(found, size=len(rows))


def _settings(text: str, left_out: list[LeftOut]) -> tuple[dict[str, str], int, int]:
    """What the first lines say, where the notes begin, and in which line. Anki takes no note of a line behind a `#`."""
    settings: dict[str, str] = {}
    at, line = 0, 1
    while text.startswith("#", at):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if found := _SETTING.match(text, at, end):
            settings[found.group(1).casefold()] = found.group(2).strip(" \r")
        elif said := shown_beginning(text[at + 1 : min(end, at + _LONGEST_REMARK)]):
            left_out.append(LeftOut(line=line, text=said, why=Reason.PROSE))
        at, line = end + 1, line + 1
    return settings, at, line


def _delimiter(said: str, text: str) -> str:
    if said.casefold() in _SEPARATORS:
        return _SEPARATORS[said.casefold()]
    if len(said) == 1:
        return said
    splits = likely_splits(text)
    return splits[0].delimiter if splits else "\t"


def _names(said: str, delimiter: str, special: Mapping[str, int], rows: Sequence[TableRow]) -> list[str]:
    """The names of the fields, as the export has them; else front and back, which most note types have."""
    width = max((len(row.cells) for row in rows), default=0)
    given = [name.strip().strip('"') for name in said.split(delimiter)] if said else []
    kept = {position: name for name, position in special.items()}
    plain = [position for position in range(1, width + 1) if position not in kept]
    names = []
    for position in range(1, width + 1):
        name = given[position - 1] if position <= len(given) else ""
        if position in kept:
            name = kept[position]
        elif not name or name in names:
            order = plain.index(position)
            name = ("front", "back")[order] if order < 2 and not given else f"column {position}"
        names.append(name)
    return names


def _records(
    rows: Sequence[TableRow], names: Sequence[str], special: Mapping[str, int], *, is_html: bool
) -> Iterator[FoundRecord]:
    has_tags = "tags column" in special
    for row in rows:
        values: dict[str, object] = {}
        topics: list[str] = []
        for name, cell in zip(names, row.cells, strict=False):
            text = _SOUND.sub("", _BEFORE_ANSWER.split(cell)[-1]).strip()
            if not is_html:
                text = html.escape(text, quote=False)
            if name == "deck column":
                topics += last_levels([text])
            elif name == "tags column" or (not has_tags and name.casefold() == "tags"):
                topics += last_levels(text.split())
            elif name not in _SPECIAL and text:
                values[name] = text
        guid = row.cells[special["guid column"] - 1] if 0 < special.get("guid column", 0) <= len(row.cells) else ""
        yield FoundRecord(row.line, values, tuple(dict.fromkeys(topics)), id=guid.strip())


def _left_out(row: TableRow, why: Reason) -> LeftOut:
    return LeftOut.of(row.line, " | ".join(row.cells), why)
