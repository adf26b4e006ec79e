"""Reads questions from JSON of any build, and from JSON lines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, LeftOut, Reason, Shape, list_left_out
from bot.banks.foreign.records.asking import RecordReading, found_in
from bot.banks.foreign.records.json_values import JsonValues, lost_values
from bot.banks.foreign.records.lines import LineFinder
from bot.banks.foreign.records.nested import NestedRecords

MOST_VALUES = 1_000_000
"""In one file: what has more is not read, since each takes memory."""

_LONGEST_MENDED = 10_000
_MOST_DOUBTFUL = 200
"""Broken objects with others in them that are listed: in a hostile file each has all that follow in it."""
_WINDOW = 64 * 1024
_COMMENT = re.compile(r"^[ \t]*//[^\n]*$", re.MULTILINE)
_LAST_COMMA = re.compile(r",(\s*[\]}])")
_FIRST_KEY = re.compile(r"\s*(?:\[\s*)?\{\s*[\"}]|\s*\[\s*[\[\"\]]")


def is_foreign_json(file: ForeignFile) -> bool:
    """True if the content is JSON, or was meant to be."""
    return _FIRST_KEY.match(file.text[:10_000]) is not None and not is_json_lines(file)


def is_json_lines(file: ForeignFile) -> bool:
    """True if each of the first lines is a JSON object or list of its own."""
    first = [line.strip() for line in file.text[:200_000].split("\n")[:50] if line.strip()][:5]
    values = JsonValues()
    whole = [line for line in first if line[0] in "{[" and values.value_of(line) is not None]
    return len(first) > 1 and 2 * len(whole) >= len(first)


def read_foreign_json(file: ForeignFile, *, fields: Mapping[str, str] | None = None) -> Found:
    """Read the questions of a JSON file. Of one that breaks off or breaks the rules, all objects that are whole.

    Raises:
        UnknownColumn: no object has a key that `fields` names.
        UnknownField: a question has no field that `fields` names.
    """
    text, left_out = file.text, list[LeftOut]()
    nested = NestedRecords(LineFinder(text).line_of, fields or {})
    if _is_too_much(text):
        left_out.append(LeftOut.of(1, text, Reason.BEYOND))
    else:
        nested.add(_whole_value(text, left_out))
    return _found(nested, Shape.JSON, fields or {}, left_out)


def read_json_lines(file: ForeignFile, *, fields: Mapping[str, str] | None = None) -> Found:
    """Read the questions of a file that has an object in each line.

    Raises:
        UnknownColumn: no object has a key that `fields` names.
        UnknownField: a question has no field that `fields` names.
    """
    text, left_out = file.text, list[LeftOut]()
    entries: list[Any] = []
    if _is_too_much(text):
        left_out.append(LeftOut.of(1, text, Reason.BEYOND))
        text = ""
    numbers: list[int] = []
    values = JsonValues()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if (value := values.value_of(line)) is not None:
            entries.append(value)
            numbers.append(number)
            if values.has_lost:
                _list_lost(line, number, left_out)
        else:
            list_left_out(left_out, LeftOut.of(number, line, Reason.UNREADABLE))
    nested = NestedRecords(lambda path, _: numbers[int(path[0])] if path else 1, fields or {})
    nested.add(entries)
    return _found(nested, Shape.JSON_LINES, fields or {}, left_out)


def _found(nested: NestedRecords, shape: Shape, fields: Mapping[str, str], left_out: list[LeftOut]) -> Found:
    reading = RecordReading(shape=shape, fields=fields, counts_from_zero=True)
    missed = [*left_out, *nested.left_out]
    return found_in(nested.records, reading, left_out=missed, strays=nested.strays, title=nested.title)


def _is_too_much(text: str) -> bool:
    return sum(map(text.count, ",[{")) > MOST_VALUES


def _list_lost(text: str, first_line: int, left_out: list[LeftOut]) -> None:
    for lost in lost_values(text, first_line=first_line):
        list_left_out(left_out, lost)


def _whole_value(text: str, left_out: list[LeftOut]) -> Any:
    """The value of a file, without comments and last commas if it has any; or else its objects that are whole."""
    values = JsonValues()
    value = values.value_of(text)
    if value is None:
        text_without = _LAST_COMMA.sub(r"\1", _COMMENT.sub("", text))
        value = values.value_of(text_without)
        if value is None:
            return _Pieces(text, values, left_out).whole()
        text = text_without  # its lines are the same
    if values.has_lost:
        _list_lost(text, 1, left_out)
    return value


class _Pieces:
    """The objects of a file that cannot be read as a whole: one after the other, without those that break it."""

    def __init__(self, text: str, values: JsonValues, left_out: list[LeftOut]) -> None:
        self._text = text
        self._values = values
        self._left_out = left_out
        self._patience = 2 * len(text) + 1_000_000
        """Characters of broken objects, which are looked at more than once."""
        self._line, self._counted = 1, 0
        self._doubtful: tuple[int, LeftOut] | None = None
        """Where an object breaks that has others in it: one of these may be what is broken."""
        self._doubts = 0

    def whole(self) -> list[Any]:
        at = 0
        whole: list[Any] = []
        while (begin := self._text.find("{", at)) >= 0:
            if self._patience <= 0:
                self._tell(begin, Reason.BEYOND)
                break
            # A window: to say where an object breaks, Python counts all lines before that.
            window = self._text[begin : begin + _WINDOW]
            try:
                value, length = self._values.beginning_of(window)
                whole.append(self._taken(value, begin, window[:length]))
                at = begin + length
            except json.JSONDecodeError as error:
                if len(window) == _WINDOW and (error.msg.startswith("Unterminated") or error.pos > _WINDOW - 10):
                    self._patience -= len(self._text)
                    value, length = self._large_object(begin)
                    whole += [] if length == 0 else [self._taken(value, begin, self._text[begin : begin + length])]
                    at = begin + max(1, length)
                    if length == 0 and _has_own_texts(window):
                        self._tell(begin, Reason.UNREADABLE)
                    continue
                at = begin + 1
                self._patience -= 100 + error.pos
                mended = self._without_last_comma(window)
                whole += [] if mended is None else [mended]
                self._tell_broken(begin, begin + error.pos, window, is_mended=mended is not None)
            except RecursionError:
                self._tell(begin, Reason.BEYOND)
                break
        self._end_doubt()
        return whole

    def _taken(self, value: Any, begin: int, text: str) -> Any:
        if self._values.has_lost:
            _list_lost(text, self._line_of(begin), self._left_out)
        return value

    def _line_of(self, begin: int) -> int:
        """The line of a place behind those that were asked for before."""
        self._line += self._text.count("\n", self._counted, begin)
        self._counted = begin
        return self._line

    def _tell(self, begin: int, why: Reason) -> None:
        shown = self._text[begin : begin + _WINDOW].partition("}")[0]
        list_left_out(self._left_out, LeftOut.of(self._line_of(begin), shown, why))

    def _tell_broken(self, begin: int, breaks_at: int, window: str, *, is_mended: bool) -> None:
        if self._doubtful is not None and self._doubtful[0] == breaks_at:
            self._doubtful = None  # what breaks is further inside
        self._end_doubt()
        if is_mended:
            return
        if _has_own_texts(window):
            self._tell(begin, Reason.UNREADABLE)
        else:
            shown = window.partition("}")[0]
            self._doubtful = breaks_at, LeftOut.of(self._line_of(begin), shown, Reason.UNREADABLE)

    def _end_doubt(self) -> None:
        if self._doubtful is None:
            return
        part, self._doubtful = self._doubtful[1], None
        self._doubts += 1
        if self._doubts <= _MOST_DOUBTFUL:
            list_left_out(self._left_out, part)
        elif self._doubts == _MOST_DOUBTFUL + 1:
            list_left_out(self._left_out, replace(part, why=Reason.BEYOND))

    def _large_object(self, begin: int) -> tuple[Any, int]:
        """The object that begins here, and its length; 0 if it breaks."""
        try:
            return self._values.beginning_of(self._text[begin:])
        except (ValueError, RecursionError):
            return None, 0

    def _without_last_comma(self, text: str) -> Any | None:
        """The value of an object that ends in a comma; None if that is not what is wrong with it."""
        end = text.find("}", 0, _LONGEST_MENDED)
        return None if end < 0 else self._values.value_of(_LAST_COMMA.sub(r"\1", text[: end + 1]))


def _has_own_texts(text: str) -> bool:
    """False for the outermost object, which breaks whenever something in it does."""
    after = text[1:400]
    inner, end = after.find("{"), after.find("}")
    return inner < 0 or 0 <= end < inner
