"""Turns the value of a cell or key into texts: several answers in one, tags, points, numbers, nested objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from bot.banks.foreign.html_text import text_of_html

_DEEPEST = 6
_LONGEST_LIST = 20_000
"""Characters of a cell that is looked at as a list in brackets."""

_NOTHING = frozenset({"", "nan", "null", "#n/a", "<na>", "\\n", "#ref!", "#value!", "#name?", "undefined", "nil"})
_NO_WORD_EITHER = frozenset({"none", "n/a", "na", "-", "--", "—", "–", "."})
_TEXT_KEYS = (
    "text", "value", "content", "body", "answer", "question", "markdown", "md", "html", "plain", "title", "label",
    "name", "option", "choice", "en", "en-us", "stem", "paragraph", "description",
)  # fmt: skip
"""The key that has the text of an object, the likeliest first."""
_IN_QUOTES = re.compile(r"""'((?:[^'\\]|\\.)*+)'|"((?:[^"\\]|\\.)*+)\"""")
_HASHTAG = re.compile(r"(?:^|[\s,;]+)#")
_BETWEEN_TAGS = re.compile(r"[,;|\n、，；]+")
_BULLET = re.compile(r"[ \t]*(?:[-*•●▪◦–‣]|\(?\d{1,2}[.)])[ \t]+")
_INLINE_NUMBER = re.compile(r"(?:^|(?<=\s))\(?\d{1,2}[.)]\s+")
_SPREADSHEET_TEXT = re.compile(r'="((?:[^"]|"")*)"')


def clean(cell: str) -> str:
    """The text of a cell: without blanks around it, and HTML as text; empty if it says that there is nothing."""
    text = cell.strip()
    if text.startswith("=") and (quoted := _SPREADSHEET_TEXT.fullmatch(text)):
        text = quoted.group(1).replace('""', '"').strip()
    if len(text) < 10 and text.casefold() in _NOTHING:
        return ""
    if "%20" in text and " " not in text:
        text = unquote(text)  # as quizzes from the web come
    if "<" in text or "&" in text:
        return text_of_html(text).strip()
    return text


def texts_in(value: object, depth: int = 0) -> list[str]:
    """The texts of a value, each cleaned, in their order; an object has one, a list those of its entries."""
    match value:
        case str():
            text = clean(value)
            return [text] if text else []
        case bool():
            return ["True" if value else "False"]
        case int() | float():
            return [str(value)]
        case Mapping():
            text = whole_text(value, depth)
            return [text] if text else []
        case list() | tuple() if depth < _DEEPEST:
            return [text for entry in value if (text := whole_text(entry, depth + 1))]
        case _:
            return []


def whole_text(value: object, depth: int = 0) -> str:
    """The text of a value; that of several is put together, one below the other."""
    if isinstance(value, str):
        return clean(value)
    if not isinstance(value, Mapping):
        return "\n".join(texts_in(value, depth))
    if depth >= _DEEPEST:
        return ""
    by_key = {key.casefold(): entry for key, entry in value.items() if isinstance(key, str)}
    parts = [texts_in(by_key[key], depth + 1) for key in _TEXT_KEYS if key in by_key][:1]
    if not parts:
        parts = [texts_in(entry, depth + 1) for entry in value.values() if not isinstance(entry, bool)]
    elif code := by_key.get("code"):
        parts.append(_as_code(whole_text(code, depth + 1)))
    return "\n".join(text for part in parts for text in part)


def entries_of(value: object) -> list[str]:
    """The texts of a value that may be a list in the words of a programming language: `['a', 'b']`."""
    if isinstance(value, str) and (listed := list_in(value)) is not None:
        return texts_in(listed)
    return texts_in(value)


def list_in(cell: str) -> list[object] | None:
    """The entries of a cell such as `["a", "b"]` or `['a', 'b']`; None if it is another text."""
    text = cell.strip()
    if not text.startswith("[") or not text.endswith("]") or len(text) > _LONGEST_LIST:
        return None
    try:
        listed = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        inner = text[1:-1]
        quoted = [one or two for one, two in _IN_QUOTES.findall(inner)]
        rest = _IN_QUOTES.sub("", inner)
        return [_unescaped(each) for each in quoted] if quoted and not rest.strip(", \n\t") else None
    return listed if isinstance(listed, list) and not any(isinstance(each, dict) for each in listed) else None


def alternatives_in(cell: str) -> list[str]:
    """The answers in one cell, each of which is right: `Paris | City of Light`, or a list in brackets."""
    if (listed := list_in(cell)) is not None:
        return texts_in(listed)
    text = clean(cell)
    if "|" in text and "||" not in text and "\n" not in text and len(text) < 300 and "`" not in text:
        return [part.strip() for part in text.split("|") if part.strip()]
    return [text] if text else []


def tags_of(value: object) -> Iterator[str]:
    """Topics: a list, or a cell with commas, semicolons or `#` between them."""
    for text in entries_of(value):
        if text.casefold() in _NO_WORD_EITHER:
            continue
        parts: Sequence[str] = _BETWEEN_TAGS.split(text)
        if text.startswith("#") and len(marked := _HASHTAG.split(text)) > 2:
            parts = marked
        for part in parts:
            if tag := part.strip().strip("\"'[]").lstrip("#").strip():
                yield tag


def points_of(value: object) -> tuple[str, ...]:
    """Entries of a list, or of a cell in which each begins a line or a number, or stands behind a semicolon or bar."""
    texts = entries_of(value)
    if len(texts) != 1:
        return tuple(texts)
    text = texts[0]
    parts = text.split("\n")
    if len(parts) == 1:
        parts = _INLINE_NUMBER.split(text)
    for mark in (" | ", "|", "; ", ";", " • "):
        if len(parts) == 1:
            parts = text.split(mark)
    return tuple(point for part in parts if (point := _BULLET.sub("", part, count=1).strip()))


def word_of(value: object) -> str:
    """The one word or number of a value, such as a level; empty if it says that there is none."""
    text = whole_text(value)
    return "" if text.casefold() in _NO_WORD_EITHER else text


def _as_code(text: str) -> list[str]:
    return [f"```\n{text}\n```"] if text and "```" not in text else [text] if text else []


def _unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\'", "'").replace('\\"', '"').replace("\\\\", "\\")
