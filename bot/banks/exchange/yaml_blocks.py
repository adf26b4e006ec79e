"""Writes plain values as YAML in blocks, for a thousand questions in a moment: PyYAML takes a hundred times longer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.yamlfile.text_rules import is_plain_ascii

INDENT = 2

_WIDTH = 96
"""A line is broken behind the word that passes this; what indents the whole does not count."""
_FITS_ITS_LINE = 80
_ROOM_FOR_WORDS = 40
"""However deep a text is indented, so many characters of it stand in a line."""

# What every YAML reads as this text, in a list in brackets, too: no sign that means something, nothing like a number.
_PLAIN = re.compile(
    r"""[^\W\d_](?:[\w .()/+*=;<>$^~'"`-]|[?!%&@|](?=\w|$)|,(?=[ \w])|:(?=\w)|(?<=\w)#|\?(?= ))*(?<![ '])"""
)
_IN_ONE_LINE = frozenset({"topics"})
_PLAIN_IN_BRACKETS = re.compile(r"[a-z](?:[a-z0-9-]*[a-z0-9])?")
_OTHER_MEANING = re.compile(r"(?:null|true|false|yes|no|on|off|y|n|[-.]?inf|nan|e\d+)", re.IGNORECASE)
_NO_SINGLE_QUOTES = re.compile(r"[^ -~\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NOT_FOLDED = ("```", "\n ", " \n")
_BREAKABLE = re.compile(r"(?<=[^ ]) (?=[^ ])")


def block(value: dict[str, Any] | list[Any], *, indent: int = 0) -> str:
    """The value as lines, each behind `indent` blanks and with its end.

    It has text, whole numbers, and lists and dicts with something in them: what is a gap is not written.
    """
    return "".join(_Blocks(_WIDTH + indent).lines(value, indent, " " * indent))


def _in_one_line(words: list[str]) -> str:
    """A list in brackets."""
    named = (word if _PLAIN_IN_BRACKETS.fullmatch(word) and _is_text(word) else _quoted(word) for word in words)
    return f"[{', '.join(named)}]"


class _Blocks:
    def __init__(self, width: int) -> None:
        self._width = width

    def lines(self, value: dict[str, Any] | list[Any], indent: int, first: str) -> Iterator[str]:
        """Lines of a mapping or a list, the first one behind `first`, which may have dashes in it."""
        margin = " " * indent
        if isinstance(value, list):
            for entry in value:
                yield from self._entry(entry, indent, f"{first}- ")
                first = margin
            return
        for key, entry in value.items():
            if isinstance(entry, list) and key in _IN_ONE_LINE:
                yield f"{first}{key}: {_in_one_line(entry)}\n"
            elif isinstance(entry, dict | list):
                yield f"{first}{key}:\n"
                yield from self.lines(entry, indent + INDENT, margin + " " * INDENT)
            else:
                yield f"{first}{key}: {self._scalar(entry, indent + INDENT)}\n"
            first = margin

    def _entry(self, entry: object, indent: int, first: str) -> Iterator[str]:
        if isinstance(entry, dict | list):
            yield from self.lines(entry, indent + INDENT, first)
        else:
            yield f"{first}{self._scalar(entry, indent + INDENT)}\n"

    def _scalar(self, value: object, indent: int) -> str:
        return self._text(value, indent) if isinstance(value, str) else str(value)

    def _text(self, text: str, indent: int) -> str:
        if "\n" not in text and len(text) <= _FITS_ITS_LINE:
            return text if _PLAIN.fullmatch(text) and _is_text(text) else _quoted(text)
        if text != text.strip() or (not is_plain_ascii(text) and _NO_SINGLE_QUOTES.search(text.replace("\n", ""))):
            return _quoted(text)
        margin = " " * indent
        if any(each in text for each in _NOT_FOLDED):
            return "|-\n" + "\n".join(margin + line if line else "" for line in text.split("\n"))
        width = max(self._width + 1 - indent, _ROOM_FOR_WORDS)
        lines = [">-"]
        for number, paragraph in enumerate(text.split("\n")):
            if number:
                lines.append("")
            if paragraph:
                lines += (margin + line for line in _folded(paragraph, width))
        return "\n".join(lines)


def _quoted(text: str) -> str:
    if not text or _NO_SINGLE_QUOTES.search(text):
        return json.dumps(text, ensure_ascii=False)
    return "'" + text.replace("'", "''") + "'"


def _is_text(text: str) -> bool:
    return not _OTHER_MEANING.fullmatch(text)


def _folded(paragraph: str, width: int) -> Iterator[str]:
    """The lines of a paragraph, each broken at the first single blank behind `width`."""
    start = 0
    while len(paragraph) - start > width:
        found = _BREAKABLE.search(paragraph, start + width)
        if found is None:
            break
        yield paragraph[start : found.start()]
        start = found.end()
    yield paragraph[start:]
