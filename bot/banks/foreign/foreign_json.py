"""Reads questions from JSON of any build, and from JSON lines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, LeftOut, Reason, Shape, shown_beginning
from bot.banks.foreign.records.asking import RecordReading, found_in
from bot.banks.foreign.records.lines import LineFinder
from bot.banks.foreign.records.nested import NestedRecords

MOST_VALUES = 1_000_000
"""In one file: what has more is not read, since each takes memory."""

_LONGEST_MENDED = 10_000
_WINDOW = 64 * 1024
_MOST_BROKEN = 200
"""Parts that are listed as unreadable; one that breaks is often followed by many more."""
_MOST_LINES = 10_000
"""Broken lines, of a file that has others in its lines than objects."""
_COMMENT = re.compile(r"^[ \t]*//[^\n]*$", re.MULTILINE)
_LAST_COMMA = re.compile(r",(\s*[\]}])")
_FIRST_KEY = re.compile(r"\s*(?:\[\s*)?\{\s*[\"}]|\s*\[\s*[\[\"\]]")
# Numbers stay as the file has them: `1.10` is another id than `1.1`, and a number of a million digits costs nothing.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)


def is_foreign_json(file: ForeignFile) -> bool:
    """True if the content is JSON, or was meant to be."""
    return _FIRST_KEY.match(file.text[:10_000]) is not None and not is_json_lines(file)


def is_json_lines(file: ForeignFile) -> bool:
    """True if each of the first lines is a JSON object or list of its own."""
    first = [line.strip() for line in file.text[:200_000].split("\n")[:50] if line.strip()][:5]
    whole = [line for line in first if line[0] in "{[" and _value_of(line) is not None]
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
        left_out.append(LeftOut(line=1, text=shown_beginning(text), why=Reason.UNREADABLE))
    else:
        value = _value_of(text)
        if value is None:
            value = _value_of(_LAST_COMMA.sub(r"\1", _COMMENT.sub("", text)))
        nested.add(_whole_objects(text, left_out) if value is None else value)
    return _found(nested, Shape.JSON, fields or {}, left_out)


def read_json_lines(file: ForeignFile, *, fields: Mapping[str, str] | None = None) -> Found:
    """Read the questions of a file that has an object in each line.

    Raises:
        UnknownColumn: no object has a key that `fields` names.
        UnknownField: a question has no field that `fields` names.
    """
    text, left_out = file.text, list[LeftOut]()
    values: list[Any] = []
    if _is_too_much(text):
        left_out.append(LeftOut(line=1, text=shown_beginning(text), why=Reason.UNREADABLE))
        text = ""
    numbers: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if (value := _value_of(line)) is not None:
            values.append(value)
            numbers.append(number)
        else:
            left_out.append(LeftOut(line=number, text=shown_beginning(line), why=Reason.UNREADABLE))
            if len(left_out) > _MOST_LINES:
                break
    nested = NestedRecords(lambda path, _: numbers[int(path[0])] if path else 1, fields or {})
    nested.add(values)
    return _found(nested, Shape.JSON_LINES, fields or {}, left_out)


def _found(nested: NestedRecords, shape: Shape, fields: Mapping[str, str], left_out: list[LeftOut]) -> Found:
    reading = RecordReading(shape=shape, fields=fields, counts_from_zero=True)
    return found_in(nested.records, reading, left_out=left_out, strays=nested.strays, title=nested.title)


def _is_too_much(text: str) -> bool:
    return sum(map(text.count, ",[{")) > MOST_VALUES


def _value_of(text: str) -> Any | None:
    """The value of a text; None if it is no JSON, or nested too deep to be a list of questions."""
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None


def _whole_objects(text: str, left_out: list[LeftOut]) -> list[Any]:
    """The objects of a file that cannot be read as a whole: one after the other, without those that break it."""
    at, line, counted = 0, 1, 0
    patience = 2 * len(text) + 1_000_000  # characters of broken objects, which are looked at more than once
    whole: list[Any] = []
    while patience > 0 and (begin := text.find("{", at)) >= 0:
        # A window: to say where an object breaks, Python counts all lines before that.
        window = text[begin : begin + _WINDOW]
        try:
            value, length = _DECODER.raw_decode(window)
            whole.append(value)
            at = begin + length
        except json.JSONDecodeError as error:
            if len(window) == _WINDOW and (error.msg.startswith("Unterminated") or error.pos > _WINDOW - 10):
                patience -= len(text)
                value, length = _large_object(text[begin:])
                whole += [] if length == 0 else [value]
                at = begin + max(1, length)
                continue
            line += text.count("\n", counted, begin)
            counted, at = begin, begin + 1
            patience -= 100 + error.pos
            mended = _without_last_comma(window)
            if mended is not None:
                whole.append(mended)
            elif len(left_out) < _MOST_BROKEN and _has_own_texts(window):
                shown = shown_beginning(window.partition("}")[0])
                left_out.append(LeftOut(line=line, text=shown, why=Reason.UNREADABLE))
        except RecursionError:
            break
    return whole


def _large_object(text: str) -> tuple[Any, int]:
    """The object with which a text begins, and its length; 0 if it breaks."""
    try:
        return _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None, 0


def _without_last_comma(text: str) -> Any | None:
    """The value of an object that ends in a comma; None if that is not what is wrong with it."""
    end = text.find("}", 0, _LONGEST_MENDED)
    return None if end < 0 else _value_of(_LAST_COMMA.sub(r"\1", text[: end + 1]))


def _has_own_texts(text: str) -> bool:
    """False for the outermost object, which breaks whenever something in it does."""
    after = text[1:400]
    inner, end = after.find("{"), after.find("}")
    return inner < 0 or 0 <= end < inner
