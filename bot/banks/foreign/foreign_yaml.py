"""Reads questions from YAML that others have written, such as Red's trivia lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import MOST_PARTS_LISTED, Found, LeftOut, Reason, Shape, list_left_out
from bot.banks.foreign.records.asking import FoundRecord, RecordReading, found_in
from bot.banks.foreign.records.nested import NestedRecords
from bot.yamlfile.problem import Complaints, Path
from bot.yamlfile.source import Document, read_beginning
from bot.yamlfile.traps import CommentFinder
from bot.yamlfile.tree import TreeBounds

MOST_YAML = 8 * 1024 * 1024
"""Of a larger file, only so much is read."""
BOUNDS = TreeBounds(values=200_000, depth=20)
"""The values of more than 10,000 questions: reading so many takes a second or two."""

_SAMPLE = 32 * 1024
_MOST_PARTS = 40
"""Documents of a file, and parts that are read behind a mistake."""
_BEGINS = re.compile(
    r"(?:[ \t]*(?:#[^\n]*)?\n|%YAML[^\n]*\n)*+(---|-\s|[^\s\-#>|*<{\[`].{0,2000}?:(?:\s|$))", re.MULTILINE
)
_NO_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_INDENTING_TABS = re.compile(r"^[ \t]*\t[ \t]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Part:
    """What was read between two mistakes."""

    document: Document
    lines_before: int

    def line_of(self, path: Path, _shown: str) -> int:
        return self.lines_before + self.document.line_of(path)


def is_foreign_yaml(file: ForeignFile) -> bool:
    """True if the content begins as YAML with a question in it. A list of texts is taken for Markdown, not for YAML."""
    text = _readable(file.text[:_SAMPLE])
    if not _BEGINS.match(text):
        return False
    if len(file.text) > _SAMPLE:
        text = text[: text.rfind("\n\n") + 1 or text.rfind("\n") + 1]
    broken: list[LeftOut] = []
    records: list[FoundRecord] = []
    for part in _parts(text, broken):
        if _is_list_of_texts(part.document.value):
            return False
        records += _records(part, {}).records
    # Prose may have a line that looks like a key, and breaks soon after.
    return len(found_in(records[:200], RecordReading(shape=Shape.YAML)).questions) >= max(1, len(broken))


def read_foreign_yaml(file: ForeignFile, *, fields: Mapping[str, str] | None = None) -> Found:
    """Read the questions of a YAML file. What breaks the rules of YAML is left out, and the rest is read.

    Raises:
        UnknownColumn: no object has a key that `fields` names.
        UnknownField: a question has no field that `fields` names.
    """
    fields = fields or {}
    text, left_out = _readable(file.text[:MOST_YAML]), list[LeftOut]()
    records, strays, title = list[FoundRecord](), list[FoundRecord](), ""
    for part in _parts(text, left_out, tells_comments=True):
        nested = _records(part, fields)
        records += nested.records
        strays += nested.strays
        left_out += nested.left_out
        title = title or nested.title
    if len(file.text) > MOST_YAML:
        left_out.append(LeftOut.of(text.count("\n") + 1, file.text[MOST_YAML:], Reason.BEYOND))
    reading = RecordReading(shape=Shape.YAML, fields=fields)
    return found_in(records, reading, left_out=left_out, strays=strays, title=title)


def _records(part: _Part, fields: Mapping[str, str]) -> NestedRecords:
    nested = NestedRecords(part.line_of, fields, is_yaml=True)
    nested.add(part.document.value)
    return nested


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and not any(isinstance(entry, dict | list) for entry in value)


def _readable(text: str) -> str:
    """The text without what YAML refuses and people's files have: tabs that indent, directives, control characters."""
    text = _NO_CHARACTER.sub(" ", text)
    if "\t" in text:
        text = _INDENTING_TABS.sub(lambda found: found.group().replace("\t", "  "), text).replace("\t", " ")
    return _DIRECTIVE.sub("# %", text) if "%" in text else text


def _parts(text: str, left_out: list[LeftOut], *, tells_comments: bool = False) -> Iterator[_Part]:
    lines = text.split("\n")
    before, left = 0, BOUNDS.values
    for _ in range(_MOST_PARTS):
        rest = "\n".join(lines[before:]) if before else text
        complaints = Complaints("")
        comments = CommentFinder(rest, most=MOST_PARTS_LISTED + 1) if tells_comments and " #" in rest else None
        bounds = TreeBounds(values=left, depth=BOUNDS.depth)
        document, stopped_at = read_beginning(rest, complaints, bounds, traps=comments)
        part = _Part(document, before)
        problems = complaints.problems
        left -= max(len(document.lines), 2 * stopped_at)  # repeated keys have no lines
        stop = before + stopped_at - 1
        is_next_document = stopped_at > 1 and lines[stop].startswith("---")
        told = [
            *((each.line, Reason.TWICE if each.line in document.repeated else Reason.UNREADABLE) for each in problems),
            *((each.line, Reason.COMMENT) for each in document.traps),
        ]
        for line, why in told:
            list_left_out(left_out, LeftOut.of(before + line, lines[before + line - 1], why))
        indent = _indent_of_entries(part, lines)
        if stopped_at and not is_next_document:
            broken = _without_broken_entry(part, lines, stop, indent) or stop
            if not problems:
                left_out.append(LeftOut.of(broken + 1, lines[broken], Reason.UNREADABLE))
        yield part
        following = stop if is_next_document else _next_entry(lines, stop, indent)
        if not stopped_at or following is None:
            return
        before = following
        if left <= 0:
            break
    left_out.append(LeftOut.of(before + 1, lines[before], Reason.BEYOND))


def _entries(value: object) -> tuple[Path, object]:
    """What holds the entries of a file, and its path: its value, or the last list in that."""
    if isinstance(value, dict) and value:
        last = next(reversed(value))
        if isinstance(value[last], list) and any(isinstance(entry, dict) for entry in value[last]):
            return (last,), value[last]
    return (), value


def _indent_of_entries(part: _Part, lines: list[str]) -> str | None:
    """What stands before each entry of the list that was being read; None if entries of an object were."""
    path, entries = _entries(part.document.value)
    if not isinstance(entries, list):
        return None
    first = lines[part.line_of((*path, 0), "") - 1]
    return first[: len(first) - len(first.lstrip())]


def _without_broken_entry(part: _Part, lines: list[str], stop: int, indent: str | None) -> int | None:
    """Remove the last entry if it is the one that breaks the rules, and return the 0-based line where it begins."""
    path, entries = _entries(part.document.value)
    if not isinstance(entries, dict | list) or not entries:
        return None
    last = len(entries) - 1 if isinstance(entries, list) else next(reversed(entries))
    begin = part.line_of((*path, last), "") - 1
    if any(_begins_entry(line, indent) for line in lines[begin + 1 : stop + 1]):
        return None
    entries.pop(last)
    return begin


def _next_entry(lines: list[str], stop: int, indent: str | None) -> int | None:
    return next((number for number in range(stop + 1, len(lines)) if _begins_entry(lines[number], indent)), None)


def _begins_entry(line: str, indent: str | None) -> bool:
    if indent is not None and line.startswith(indent + "- "):
        return True
    return bool(line) and not line[0].isspace() and line[0] not in "-#]}" and ":" in line
