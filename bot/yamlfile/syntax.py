"""Puts a YAML parser's complaints about syntax into words for the file's writer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import yaml

from bot.yamlfile.nearby import (
    QUOTES,
    Remedy,
    Spot,
    bracket_expected,
    colon_expected,
    colon_unexpected,
    end_expected,
)

_COLUMN = "begin it in the same column as the lines it belongs with"


@dataclass(frozen=True, slots=True)
class _Mistake:
    says: str
    """A pattern in what one of PyYAML's two parsers says about this mistake, and about no other."""
    what: str
    instead: str
    at_its_beginning: bool = False
    """True if the line where the broken part begins helps more than the line where the parser gave up."""
    nearby: Callable[[Sequence[str], Spot], Remedy | None] | None = None
    """Knows better what is wrong, if the lines around it show it."""


_MISTAKES = (
    _Mistake(
        r"mapping values are not allowed",
        "there is a colon where none can be",
        f"if it belongs to a text, {QUOTES}; if it ends a key, {_COLUMN}",
        nearby=colon_unexpected,
    ),
    _Mistake(r"cannot start any token", "a text cannot begin with this character", QUOTES),
    _Mistake(r"while parsing a block node", "a text cannot begin with this character", QUOTES),
    _Mistake(r"mapping keys are not allowed", "a text cannot begin with ? and a blank", QUOTES),
    _Mistake(r"while scanning an alias", "a text cannot begin with *", QUOTES),
    _Mistake(r"while scanning an anchor", "a text cannot begin with &", QUOTES),
    _Mistake(r"while (scanning|parsing) a tag", "a text cannot begin with !", QUOTES),
    _Mistake(r"quoted scalar.*end of stream", "a quotation mark is never closed", "close it", at_its_beginning=True),
    _Mistake(
        r"quoted scalar.*escape",
        "in double quotes, a backslash begins an escape, and there is none like this",
        "write two backslashes, or use single quotes",
    ),
    _Mistake(r"sequence entries are not allowed", "a list cannot begin here", "begin it in the line after its key"),
    _Mistake(
        r"while parsing a flow",
        "what begins with [ or { here is not closed, or cannot be read",
        f"close it; if it belongs to a text, {QUOTES}",
        at_its_beginning=True,
        nearby=bracket_expected,
    ),
    _Mistake(
        r"while scanning a block scalar",
        "| or > does not end its line",
        "begin the text in the next line; if it begins with | or > itself, put it in quotes",
    ),
    _Mistake(
        r"while scanning a simple key",
        "a colon is missing after a key",
        "write `key: value`",
        at_its_beginning=True,
        nearby=colon_expected,
    ),
    _Mistake(
        r"expected (<block end>|key|'-' indicator|'?<document start>)",
        "this line does not fit those before it",
        f"{_COLUMN}; a text with quotes or a colon in it needs quotes around it",
        nearby=end_expected,
    ),
)
_ANY_OTHER = _Mistake("", "cannot be read as YAML", "check its indentation and quotes")


def explain_syntax(error: Exception, text: str) -> tuple[int, str, str]:
    """The 1-based line of a syntax error in `text`, what is wrong, and what to write instead."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, "cannot be read as YAML", "check escapes that begin with a backslash"
    said = f"{error.context or ''} {error.problem or ''}"
    mistake = next((each for each in _MISTAKES if re.search(each.says, said)), _ANY_OTHER)
    spot = _spot(error)
    found = None if mistake.nearby is None else mistake.nearby(text.split("\n"), spot)
    at = spot.begun if mistake.at_its_beginning else spot.line
    line, what, instead = found or (at, mistake.what, mistake.instead)
    return min(line, text.count("\n")) + 1, what, instead  # a parser may give up behind the last line


def _spot(error: yaml.MarkedYAMLError) -> Spot:
    marks = [mark for mark in (error.context_mark, error.problem_mark) if mark is not None]
    if not marks:
        return Spot(begun=0, line=0, column=0)
    return Spot(begun=marks[0].line, line=marks[-1].line, column=marks[-1].column)
