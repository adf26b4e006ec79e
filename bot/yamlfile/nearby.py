"""Looks at the lines around a syntax error for what people usually write there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.yamlfile.problem import shown

QUOTES = "put the text in quotes, or on its own lines after `|`"

# Possessive (`*+`), so that a long line takes time in proportion to its length.
_BLOCK = re.compile(r"(?P<before> *+(?:- ++)*+)(?:(?P<key>[\w\"'-]+) *: +)?(?P<mark>[|>][-+0-9]{0,2}) *(?:#.*)?")
_KEY_ALONE = re.compile(r"(?P<before> *+(?:- ++)*+)(?P<key>[\w\"'-]+) *: *")
_NO_BLANK_AFTER_COLON = re.compile(r" *+(?:- ++)*+(?P<key>[A-Za-z_][\w-]*):(?!//)[^\s:]")
_NO_BLANK_AFTER_HYPHEN = re.compile(r" *-[^\s-]")
_EQUALS = re.compile(r" *+(?:- ++)*+[A-Za-z_][\w-]*+ *=")
_VALUE = re.compile(r" *+(?:- ++)*+(?:[^\s'\"#\[{][^'\":]*+: ++)?")
_WHOLE_QUOTE = re.compile(r"(?:'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\") *(?:#.*)?")
_COMMENT_IN_TEXT = re.compile(r"\S +#\S")
_COMMENT_IN_LIST = re.compile(r" #")

_NOT_INDENTED = "begin each line of the text two columns further to the right than its key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a parser gave up; lines and columns count from 0."""

    begun: int
    """The line where the broken part begins."""
    line: int
    column: int


Remedy = tuple[int, str, str]
"""The 0-based line of a mistake, what it is, and what to write instead."""


def colon_expected(lines: Sequence[str], spot: Spot) -> Remedy | None:
    """What is wrong with a line that the parser took for a key without a colon."""
    line = _line(lines, spot.begun)
    if found := _block_not_indented(lines, spot.begun):
        return found
    if _NO_BLANK_AFTER_HYPHEN.match(line):
        return spot.begun, "no blank follows the hyphen", "write `- ` before each entry of a list"
    if found := _value_not_indented(lines, spot.begun):
        return found
    if glued := _NO_BLANK_AFTER_COLON.match(line):
        key = shown(glued["key"])
        return spot.begun, f"no blank follows the colon of `{key}`", f"write `{key}: ` and then its value"
    if _EQUALS.match(line):
        return spot.begun, "here is = where a colon belongs", "write `key: value`"
    return None


def colon_unexpected(lines: Sequence[str], spot: Spot) -> Remedy | None:
    """What is wrong where a colon cannot be, if the line above shows it."""
    return _block_not_indented(lines, spot.line) or _value_not_indented(lines, spot.line)


def end_expected(lines: Sequence[str], spot: Spot) -> Remedy | None:
    """What is wrong where a value goes on after its end."""
    line = _line(lines, spot.line)
    start = _end_of(_VALUE, line)
    value = line[start:]
    if value and start < spot.column <= len(line):
        if value[0] in "'\"" and _WHOLE_QUOTE.fullmatch(value):
            return spot.line, "a quotation mark above this line is not closed", "close it"
        if value[0] == "'" and line[spot.column - 1] == "'":
            what = "an apostrophe ends a text that begins with one"
            return spot.line, what, "write it twice (''), or put the text in double quotes"
        if value[0] in "'\"":
            other = "double" if value[0] == "'" else "single"
            return (
                spot.line,
                "the text goes on after its second quotation mark",
                f"put all of it in {other} quotes, or on its own lines after `|`",
            )
        if value[0] in "[{":
            return spot.line, f"{value[0]} begins a list or keys, and a text goes on after their end", QUOTES
        if value[0] in "*&!":
            return spot.line, f"a text cannot begin with {value[0]}", QUOTES
    above = _above(lines, spot.line)
    if above is not None and _COMMENT_IN_TEXT.search(lines[above]) and _indent(line) > _indent(lines[above]):
        return above, "` #` begins a comment, so the text ends before it", QUOTES
    return None


def bracket_expected(lines: Sequence[str], spot: Spot) -> Remedy | None:
    """What is wrong with a list in brackets that is not closed, if its first line shows it."""
    if _COMMENT_IN_LIST.search(_line(lines, spot.begun)):
        return spot.begun, "` #` begins a comment, so what begins with [ or { is not closed", "put what has # in quotes"
    return None


def _block_not_indented(lines: Sequence[str], at: int) -> Remedy | None:
    above = _above(lines, at)
    block = None if above is None else _BLOCK.fullmatch(lines[above])
    if block is None or _indent(_line(lines, at)) > _column(block):
        return None
    name = f"`{shown(block['key'])}: {block['mark']}`" if block["key"] else f"`- {block['mark']}`"
    return at, f"{name} begins a text, and this line is not indented below it", _NOT_INDENTED


def _value_not_indented(lines: Sequence[str], at: int) -> Remedy | None:
    above = _above(lines, at)
    alone = None if above is None else _KEY_ALONE.fullmatch(lines[above])
    if alone is None or _indent(_line(lines, at)) > _column(alone):
        return None
    key = shown(alone["key"])
    what = f"`{key}:` has its value in the next line, and this line is not indented below it"
    return at, what, f"write it behind `{key}: `, or two columns further to the right than the key"


def _column(opening: re.Match[str]) -> int:
    """The column that the lines of a value must pass: that of its key, or of the hyphen before it."""
    before = opening["before"]
    return len(before) if opening["key"] else before.rfind("-")


def _above(lines: Sequence[str], at: int) -> int | None:
    """The nearest line above with something in it."""
    return next((number for number in range(min(at, len(lines)) - 1, -1, -1) if lines[number].strip()), None)


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _end_of(pattern: re.Pattern[str], line: str) -> int:
    found = pattern.match(line)
    return 0 if found is None else found.end()
