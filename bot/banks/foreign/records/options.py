"""Finds the options of a question in one value: a list, an object by letters, or a cell that lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.banks.foreign.records.values import clean, list_in, text_of, texts_of

_SAYS_RIGHT = frozenset({"correct", "iscorrect", "is_correct", "right", "isright", "is_right", "isanswer", "is_answer"})
_YES = frozenset({"true", "yes", "1"})
_MARKED_INSIDE = re.compile(r"(?:^|\s)\(?([A-Ha-h])[.):]\s+")


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one question."""

    texts: tuple[str, ...]
    right: tuple[str, ...] = ()
    """Those that are said to be right where they stand."""


def options_in(value: object) -> Options:
    """The options in a value; none if it has none."""
    match value:
        case str():
            return Options(tuple(_listed(value)))
        case list():
            texts = tuple(text for entry in value if (text := text_of(entry)))
            right = tuple(text_of(entry) for entry in value if isinstance(entry, Mapping) and _is_right(entry))
            return Options(texts, tuple(filter(None, right)))
        case Mapping():
            lists = [entry for key, entry in value.items() if isinstance(entry, list) and str(key) != "label"]
            if lists:
                return options_in(lists[0])
            return Options(tuple(text for entry in value.values() if (text := text_of(entry))))
        case _:
            return Options(())


def _is_right(entry: Mapping[object, object]) -> bool:
    """True for `{"text": ..., "correct": true}`, and for `{"correct": ...}` alone."""
    for key, said in entry.items():
        if str(key).casefold() in _SAYS_RIGHT and (str(said).casefold() in _YES or len(entry) == 1):
            return True
    return False


def _listed(cell: str) -> list[str]:
    if (entries := list_in(cell)) is not None:
        return texts_of(entries)
    text = clean(cell)
    marks = [found.group(1).lower() for found in _MARKED_INSIDE.finditer(text)]
    if len(marks) > 1 and marks == [chr(ord("a") + position) for position in range(len(marks))]:
        return [part.strip(" \n;,|") for part in _MARKED_INSIDE.split(text)[2::2]]
    for between in ("\n", "||", "|", ";", ","):
        if between in text:
            return [part.strip() for part in text.split(between) if part.strip()]
    return [text] if text else []
