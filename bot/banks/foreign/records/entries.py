"""Tells what an object or a list of a file may be by what is in it, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.banks.foreign.header_words import Meaning, named

_SCHEMA_TYPES = frozenset({"string", "object", "array", "integer", "number", "boolean", "null"})


def as_list(value: object) -> object:
    """The entries of an object whose keys are numbers; any other value as it is."""
    if isinstance(value, dict) and len(value) > 1 and all(key.isdigit() for key in value):
        return list(value.values())
    return value


def can_be_asked(value: object) -> bool:
    """True for what can be the text of a question: a text, or an object that has one."""
    if isinstance(value, dict):
        texts = (value.get(key) for key in ("text", "stem", "title", "content", "body", "value", "question", "en"))
        return not is_part_of_schema(value) and any(isinstance(text, str) and text.strip() for text in texts)
    return isinstance(value, str) and bool(value.strip())


def may_ask(value: Mapping[str, object]) -> bool:
    """True for an object such as `{"name": ..., "acceptedAnswer": {...}}` or `{"text": ..., "options": [...]}`."""
    found = [(each, entry) for key, entry in value.items() if (each := named(key)) is not None]
    if not any(each.meaning is Meaning.QUESTION and isinstance(entry, str) for each, entry in found):
        return False
    answered = any(each.meaning is Meaning.ANSWER and each.is_sure for each, _ in found)
    return answered or any(
        each.meaning is Meaning.OPTIONS and isinstance(entry, list) and len(entry) > 1 for each, entry in found
    )


def is_given_answer(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and not any(isinstance(entry, list | dict) for entry in value)
    if isinstance(value, dict):
        found = [named(key) for key in value]
        return any(each is not None and each.meaning in (Meaning.ANSWER, Meaning.CORRECT) for each in found)
    return value is not None


def is_part_of_schema(value: Mapping[str, object]) -> bool:
    """True for a part of a JSON Schema, which speaks of questions and has none."""
    kind = value.get("type")
    is_typed = isinstance(kind, str) and kind in _SCHEMA_TYPES
    return is_typed and not any(isinstance(value.get(key), str) for key in ("question", "prompt", "answer"))


def is_row_of_cells(entry: object) -> bool:
    is_list = isinstance(entry, list) and len(entry) > 1
    return is_list and not any(isinstance(cell, dict) for cell in entry if entry)  # type: ignore[attr-defined]


def flattened_record(value: Mapping[str, object]) -> dict[str, object]:
    """A record with what its question has besides the text, such as its options, beside it."""
    flat: dict[str, object] = {}
    for key, entry in value.items():
        flat[key] = entry
        if isinstance(entry, dict) and (found := named(key)) and found.meaning is Meaning.QUESTION:
            inner = {name: each for name, each in entry.items() if isinstance(each, list | dict)}
            flat = {**inner, **flat}
    return flat


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a person asks first in a recorded conversation."""

    values: Mapping[str, object]
    """The question, the answer, and whatever else the conversation says of itself."""
    rest: str
    """What the two say after that; empty if there is no more."""


def first_exchange(value: Mapping[str, object]) -> Exchange | None:
    """What a person asks first, and the answer; None if the value is no conversation."""
    key = next((key for key in ("messages", "conversations", "conversation") if value.get(key)), "")
    turns = value.get(key)
    if not isinstance(turns, list) or not all(isinstance(turn, dict) for turn in turns):
        return None
    said: dict[str, object] = {}
    rest = ""
    for who, text in _spoken(turns):
        if who not in said and (who == "question" or said):
            said[who] = text
        elif said:
            rest = rest or text
    others = {name: entry for name, entry in value.items() if name != key}
    return Exchange({**others, **said}, rest) if "question" in said else None


def _spoken(turns: list[dict[str, object]]) -> Iterator[tuple[str, str]]:
    """Who says what: `question` for the person, `answer` for the machine."""
    for turn in turns:
        who = str(turn.get("role") or turn.get("from") or "").casefold()
        text = turn.get("content") or turn.get("value")
        if isinstance(text, str) and text.strip():
            if who in {"user", "human"}:
                yield "question", text
            elif who in {"assistant", "gpt", "model", "bot"}:
                yield "answer", text


def first_text_in(value: object) -> str:
    """The first text in a value, however deep it is; empty if there is none."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str) and each.strip():
            return each
        if isinstance(each, dict | list):
            waiting += reversed(list(each.values()) if isinstance(each, dict) else each)
    return ""
