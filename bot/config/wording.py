"""Puts pydantic's complaints about the configuration into words for the operator, without values of secrets."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bot.config.model import KEYS, LogFormat, LogLevel
from bot.yamlfile.problem import Path, shown

_CHOICES: Mapping[Path, type[StrEnum]] = {("logging", "level"): LogLevel, ("logging", "format"): LogFormat}
_SECRET = {("discord", "token"), ("database", "url"), ("encryption", "keys")}


def explain_setting(kind: str, path: Path, value: object, facts: Mapping[str, Any]) -> tuple[str, str]:
    """The mistake in the value at `path`, and what to write instead; `kind` and `facts` are pydantic's."""
    if kind == "refused":
        return facts["what"], facts["instead"]
    if len(path) < 2:
        return "is not a section", "write its keys in the lines below it, indented"
    belongs = KEYS[str(path[0])][str(path[1])].description
    match value:
        case None:
            return "is empty", f"write {belongs}, or remove the line"
        case bool() | int() if kind in {"string_type", "path_type", "is_instance_of"}:
            return "is not text", f"write {belongs}, in quotes if need be"
        case str() if kind == "int_type":
            return f'"{shown(value)}" is text', f"write {belongs}, without quotes"
        case list() | dict():
            return f"is a {'list' if isinstance(value, list) else 'section'}", f"write {belongs}"
    if path in _SECRET:
        return "cannot be used", f"write {belongs}"
    return f'"{shown(str(value))}" cannot be used', _choice(path, str(value)) or f"write {belongs}"


def explain_unknown_key(path: Path) -> tuple[str, str]:
    """The complaint about a key that does not exist, and what to write instead."""
    *parents, key = (str(part) for part in path)
    known = list(KEYS[parents[0]]) if parents and parents[0] in KEYS else list(KEYS)
    if path == ("encryption", "keys"):
        return "keys do not belong in this file", "set MOCK_KEY or MOCK_KEY_FILE, or name a file as key_file"
    if near := difflib.get_close_matches(key.lower(), known, n=1):
        return "unknown key", f"did you mean {near[0]}?"
    everywhere = {name: section for section, keys in KEYS.items() for name in keys}
    if elsewhere := difflib.get_close_matches(key.lower(), everywhere, n=1, cutoff=0.8):
        return "unknown key", f"did you mean {everywhere[elsewhere[0]]}.{elsewhere[0]}?"
    allowed = [name for name in known if (*parents, name) != ("encryption", "keys")]
    return "unknown key", "write one of " + ", ".join(allowed)


def _choice(path: Path, value: str) -> str | None:
    choices = [choice.value for choice in _CHOICES.get(path, ())]
    near = difflib.get_close_matches(value.lower(), choices, n=1)
    return f"did you mean {near[0]}?" if near else None
