"""Puts pydantic's complaints about a bank into words for its writer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.banks.format.model import Author, Bank, CitedSource, CommunityAnswer, Contradiction, Example, Question
from bot.banks.format.naming import LONGEST_QUESTION_ID, LONGEST_SLUG, LONGEST_TOPIC, advised_name
from bot.yamlfile.problem import Path, shown, where

_GLUED = re.compile(r"\w+:\S")

_PARTS: Mapping[str, type[BaseModel]] = {
    "authors": Author,
    "questions": Question,
    "examples": Example,
    "community_answers": CommunityAnswer,
    "sources": CitedSource,
}


def keys_of(path: Path) -> dict[str, str]:
    """The keys that the mapping at `path` may have, as a file writes them, each with what belongs there."""
    keys = {key: info.description or "" for key, info in _fields_of(path).items()}
    if not path:
        keys = {"format": "1", **keys}
        del keys["slug"]
    return keys


def _fields_of(path: Path) -> dict[str, FieldInfo]:
    sections = [part for part in path if isinstance(part, str)]
    model = _PARTS[sections[-1]] if sections else Bank
    return {str(info.validation_alias or name): info for name, info in model.model_fields.items()}


def what_belongs_at(path: Path) -> str:
    """What to write at `path`, in a few words."""
    key = path[-1]
    if isinstance(key, int):
        return "text"
    return "1" if path == ("format",) else _fields_of(path[:-1])[key].description or ""


def explain_no_keys(value: object) -> tuple[str, str]:
    """Why a file's `value` cannot be a bank, and what to write instead."""
    begin = "begin it with `format: 1` and `title: …`"
    if value is None:
        return "is empty", begin
    return "is not a set of keys", f"put a blank behind each colon, and {begin}" if _is_glued(value) else begin


def _is_glued(value: object) -> bool:
    """True for what was meant as a key with its value."""
    return isinstance(value, str) and _GLUED.match(value) is not None


def explain_contradiction(found: Contradiction, author_ids: Iterable[object]) -> tuple[str, str]:
    """The mistake, and what to write instead."""
    if found.taken_by is not None:
        earlier = where((*found.path[:-2], found.taken_by))
        return f"{_quoted(found.value)} is the id of {earlier} already", "give each its own id"
    known = [shown(author_id) for author_id in author_ids if isinstance(author_id, str)]
    instead = "write " + " or ".join(known[:5]) if known else "add them to `authors`, or remove it"
    return f"{_quoted(found.value)} is not among the bank's authors", instead


def explain_bank_error(kind: str, path: Path, value: object, facts: Mapping[str, Any]) -> tuple[str, str]:
    """The mistake in `value`, and what to write instead; `kind` and `facts` are pydantic's."""
    if kind == "refused":
        return facts["what"], facts["instead"]
    if (not value and value != 0) or (isinstance(value, str) and not value.strip()):
        return "is empty", f"write {what_belongs_at(path)}"
    match kind:
        case "too_short":
            return _number_of_entries(value), f"write at least {facts['min_length']}"
        case "too_long":
            return _number_of_entries(value), f"write at most {facts['max_length']}"
        case "string_too_long":
            return f"has {len(str(value).strip())} characters", f"write at most {facts['max_length']}"
        case "string_pattern_mismatch":
            return _not_of_this_form(path, str(value))
        case "string_unicode":
            return "has an invalid character in it", "remove it"
        case "enum":
            return f"{_quoted(value)} is not a {path[-1]}", f"write {what_belongs_at(path)}"
        case "int_type" | "greater_than_equal" | "less_than_equal":
            return f"{_quoted(value)} does not fit", f"write {what_belongs_at(path)}"
        case _:
            return _of_another_kind(value), _of_the_right_kind(kind, path, value)


def _number_of_entries(value: object) -> str:
    count = len(value) if isinstance(value, list) else 0
    return f"has {count} {'entry' if count == 1 else 'entries'}"


def _of_another_kind(value: object) -> str:
    match value:
        case bool():
            return f"{_quoted(value)} is read as true or false"
        case int():
            return f"{value} is read as a number"
        case list():
            return "is a list"
        case dict():
            return "has keys of its own"
        case _:
            return f"{_quoted(value)} is only text"


def _of_the_right_kind(kind: str, path: Path, value: object) -> str:
    if kind == "model_type":
        keys = ", ".join(f"`{key}`" for key, info in _fields_of(path).items() if info.is_required())
        blank = ", with a blank behind each colon" if _is_glued(value) else ""
        return f"write the keys {keys}{blank}"
    if kind == "tuple_type":
        return f"write {what_belongs_at(path)}, each entry behind `- `"
    if isinstance(value, int):
        return "put it in quotes to make it text"
    if isinstance(value, list) and isinstance(path[-1], int):
        return "write one hyphen before each entry"
    if isinstance(value, dict):
        return "write text; if there is a colon in it, put it in quotes"
    return f"write {what_belongs_at(path)}"


def _not_of_this_form(path: Path, value: str) -> tuple[str, str]:
    if path == ("language",):
        return f"{_quoted(value)} is not the code of a language", "write one such as en or pt-BR"
    if path[-1] == "checked":
        return f"{_quoted(value)} is not a year and a month", "write them with a hyphen, such as 2026-11"
    return f"{_quoted(value)} is not in kebab-case", advised_name(value, longest=_longest_name_at(path))


def _longest_name_at(path: Path) -> int:
    match path:
        case ("questions", _, "id"):
            return LONGEST_QUESTION_ID
        case ("questions", _, "topics", _):
            return LONGEST_TOPIC
        case _:
            return LONGEST_SLUG


def _quoted(value: object) -> str:
    match value:
        case str():
            return f'"{shown(value)}"'
        case bool():
            return str(value).lower()
        case list():
            return "a list"
        case dict():
            return "a set of keys"
        case _:
            return str(value)
