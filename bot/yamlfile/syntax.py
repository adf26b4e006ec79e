"""Puts a YAML parser's complaints about syntax into words for the file's writer."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

_QUOTES = "put the text in quotes, or on its own lines after `|`"
_COLUMN = "begin it in the same column as the lines it belongs with"


@dataclass(frozen=True, slots=True)
class _Mistake:
    says: str
    """A pattern in what one of PyYAML's two parsers says about this mistake, and about no other."""
    what: str
    instead: str
    at_its_beginning: bool = False
    """True if the line where the broken part begins helps more than the line where the parser gave up."""


_MISTAKES = (
    _Mistake(
        r"mapping values are not allowed",
        "there is a colon where none can be",
        f"if it belongs to a text, {_QUOTES}; if it ends a key, {_COLUMN}",
    ),
    _Mistake(r"cannot start any token", "a text cannot begin with this character", _QUOTES),
    _Mistake(r"while scanning an alias", "a text cannot begin with *", _QUOTES),
    _Mistake(r"while scanning an anchor", "a text cannot begin with &", _QUOTES),
    _Mistake(r"while (scanning|parsing) a tag", "a text cannot begin with !", _QUOTES),
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
        f"close it; if it belongs to a text, {_QUOTES}",
        at_its_beginning=True,
    ),
    _Mistake(r"while scanning a block scalar", "| or > does not end its line", "begin the text in the next line"),
    _Mistake(
        r"while scanning a simple key", "a colon is missing after a key", "write `key: value`", at_its_beginning=True
    ),
    _Mistake(
        r"expected (<block end>|key|'-' indicator|'?<document start>)",
        "this line does not fit those before it",
        f"{_COLUMN}; a text with quotes or a colon in it needs quotes around it",
    ),
)


def explain_syntax(error: Exception) -> tuple[int, str, str]:
    """The 1-based line of a syntax error, what is wrong, and what to write instead."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, "cannot be read as YAML", "check escapes that begin with a backslash"
    said = f"{error.context or ''} {error.problem or ''}"
    for mistake in _MISTAKES:
        if re.search(mistake.says, said):
            return _line(error, at_its_beginning=mistake.at_its_beginning), mistake.what, mistake.instead
    return _line(error, at_its_beginning=False), "cannot be read as YAML", "check its indentation and quotes"


def _line(error: yaml.MarkedYAMLError, *, at_its_beginning: bool) -> int:
    marks = [error.problem_mark, error.context_mark]
    if at_its_beginning:
        marks.reverse()
    return next((mark.line + 1 for mark in marks if mark is not None), 1)
