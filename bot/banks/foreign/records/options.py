"""Finds the options of a question in one value: a list, an object by letters, or a cell that lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.banks.foreign.choices import are_in_order
from bot.banks.foreign.records.values import clean, list_in, texts_in, whole_text

_SAYS_RIGHT = frozenset({"correct", "iscorrect", "is_correct", "right", "isright", "is_right", "isanswer", "is_answer"})
_YES = frozenset({"true", "yes", "1"})
_NO_OR_YES = _YES | {"false", "no", "0", "none"}
_MARKED_INSIDE = re.compile(r"(?:^|\s)\(?([A-Ha-h])[.):]\s+")


@dataclass(frozen=True, slots=True)
class FoundOptions:
    """The options of one question."""

    texts: tuple[str, ...]
    right: tuple[str, ...] = ()
    """Those that are said to be right where they stand."""


def options_in(value: object) -> FoundOptions:
    """The options in a value; none if it has none."""
    match value:
        case str():
            return FoundOptions(tuple(_listed(value)))
        case list():
            texts = tuple(text for entry in value if (text := _text(entry)))
            right = tuple(_text(entry) for entry in value if isinstance(entry, Mapping) and _is_right(entry))
            return FoundOptions(texts, tuple(filter(None, right)))
        case Mapping():
            lists = [entry for key, entry in value.items() if isinstance(entry, list) and str(key) != "label"]
            if lists:
                return options_in(lists[0])
            return FoundOptions(tuple(text for entry in value.values() if (text := whole_text(entry))))
        case _:
            return FoundOptions(())


def _text(entry: object) -> str:
    """The text of an option; of `{"an option": true}`, the key."""
    if isinstance(entry, Mapping) and len(entry) == 1:
        key, value = next(iter(entry.items()))
        if str(value).casefold() in _NO_OR_YES:
            return whole_text(key)
    return whole_text(entry)


def _is_right(entry: Mapping[object, object]) -> bool:
    """True for `{"text": ..., "correct": true}`, and for `{"correct": ...}` alone."""
    for key, said in entry.items():
        is_yes = str(said).casefold() in _YES
        if len(entry) == 1 and (is_yes or str(key).casefold() in _SAYS_RIGHT):
            return True
        if is_yes and str(key).casefold() in _SAYS_RIGHT:
            return True
    return [said for said in entry.values() if isinstance(said, bool)] == [True]


def _listed(cell: str) -> list[str]:
    if (entries := list_in(cell)) is not None:
        return texts_in(entries)
    text = clean(cell)
    marks = [found.group(1).lower() for found in _MARKED_INSIDE.finditer(text)]
    if len(marks) > 1 and are_in_order(marks):
        return [part.strip(" \n;,|") for part in _MARKED_INSIDE.split(text)[2::2]]
    for between in ("\n", "||", "|", ";", ","):
        if between in text:
            return [part.strip() for part in text.split(between) if part.strip()]
    return [text] if text else []
