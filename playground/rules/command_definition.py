"""Checks the commands that a bot registers: names, options, choices, translations and limits."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Any

from playground.world.errors import Form
from playground.world.model import Json

_NAME = re.compile(r"[-_'\w\u0900-\u097F\u0E00-\u0E7F]{1,32}")
TOTAL = 8000


class Option(IntEnum):
    SUB_COMMAND = 1
    SUB_COMMAND_GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


_NESTED = {Option.SUB_COMMAND, Option.SUB_COMMAND_GROUP}
_WITH_CHOICES = {Option.STRING, Option.INTEGER, Option.NUMBER}
_LOCALES = frozenset(
    {
        "bg",
        "cs",
        "da",
        "de",
        "el",
        "en-GB",
        "en-US",
        "es-419",
        "es-ES",
        "fi",
        "fr",
        "hi",
        "hr",
        "hu",
        "id",
        "it",
        "ja",
        "ko",
        "lt",
        "nl",
        "no",
        "pl",
        "pt-BR",
        "ro",
        "ru",
        "sv-SE",
        "th",
        "tr",
        "uk",
        "vi",
        "zh-CN",
        "zh-TW",
    }
)


def kept_command(form: Form, given: Any, at: str, *, application_id: str, guild_id: str | None) -> Json:
    """A command as it is kept; `form` collects what is wrong with it, and where."""
    if not isinstance(given, dict):
        form.wrong(at, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return {"name": at, "type": 0}
    before = f"{at}." if at else ""
    kind = given.get("type") or 1
    command: Json = {
        "application_id": application_id,
        "type": kind,
        "name": given.get("name"),
        "description": given.get("description") or "",
        "default_member_permissions": _permissions(given.get("default_member_permissions")),
        "nsfw": bool(given.get("nsfw")),
    }
    if form.number(f"{before}type", kind, low=1, high=3):
        _names(form, given, command, before, chat=kind == 1)
    if guild_id is not None:
        command["guild_id"] = guild_id
    else:
        command |= {
            "contexts": _enumerated(form, given.get("contexts"), f"{before}contexts", high=2),
            "integration_types": _enumerated(form, given.get("integration_types"), f"{before}integration_types", high=1)
            or [0],
            "dm_permission": given.get("dm_permission") is not False,
        }
    if given.get("options"):
        if kind != 1:
            form.wrong(f"{before}options", "BASE_TYPE_MAX_LENGTH", "Context menus have no options.")
        command["options"] = _options(form, given["options"], f"{before}options")
    if _size(command) > TOTAL:
        form.wrong(at, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({TOTAL})")
    return command


def _permissions(given: Any) -> str | None:
    return None if given is None else str(given)


def _names(form: Form, given: Json, command: Json, before: str, *, chat: bool) -> None:
    name = given.get("name")
    if form.text(f"{before}name", name, low=1, high=32) and chat and not _fits(str(name)):
        form.wrong(
            f"{before}name",
            "APPLICATION_COMMAND_INVALID_NAME",
            "Command name is invalid: use lower case letters, digits, - and _",
        )
    if chat:
        form.text(f"{before}description", given.get("description"), low=1, high=100)
    elif given.get("description"):
        form.wrong(
            f"{before}description",
            "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NON_EMPTY",
            "Context menu commands cannot have description",
        )
    _localisations(form, given, command, before, pattern=chat)


def _fits(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and name == name.lower()


def _localisations(form: Form, given: Json, kept: Json, before: str, *, pattern: bool) -> None:
    for key, limit in (("name_localizations", 32), ("description_localizations", 100)):
        texts = given.get(key)
        kept[key] = texts
        for locale, text in (texts or {}).items():
            at = f"{before}{key}.{locale}"
            if locale not in _LOCALES:
                form.wrong(at, "BASE_TYPE_CHOICES", "Value must be one of the locales.")
            fits = form.text(at, text, low=1, high=limit)
            if fits and pattern and limit == 32 and not _fits(text):
                form.wrong(at, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _enumerated(form: Form, given: Any, at: str, *, high: int) -> list[int] | None:
    if given is None:
        return None
    values = form.items(at, given, low=1, high=high + 1)
    for index, value in enumerate(values):
        form.number(f"{at}.{index}", value, low=0, high=high)
    return values


def _options(form: Form, given: Any, at: str, *, depth: int = 0) -> list[Json]:
    options = form.items(at, given, high=25)
    kept = [_option(form, each, f"{at}.{index}", depth) for index, each in enumerate(options)]
    names = [each["name"] for each in kept]
    if len(set(map(str, names))) < len(names):
        form.wrong(at, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
    seen_optional = False
    for index, each in enumerate(kept):
        if each.get("required") and seen_optional:
            form.wrong(
                f"{at}.{index}",
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        seen_optional |= not each.get("required")
    nested = [each["type"] in _NESTED for each in kept]
    if any(nested) and not all(nested):
        form.wrong(at, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and other options cannot be mixed")
    return kept


def _option(form: Form, given: Any, at: str, depth: int) -> Json:
    if not isinstance(given, dict):
        form.wrong(at, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return {"name": at, "type": 0}
    kind = given.get("type")
    kept: Json = {"type": kind, "name": given.get("name"), "description": given.get("description")}
    _names(form, given, kept, f"{at}.", chat=True)
    if not form.number(f"{at}.type", kind, low=1, high=11):
        return kept
    if kind in _NESTED:
        if depth >= 2 or (kind == Option.SUB_COMMAND_GROUP and depth >= 1):
            form.wrong(f"{at}.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deeply")
        kept["options"] = _options(form, given.get("options") or [], f"{at}.options", depth=depth + 1)
        return kept
    kept |= {key: True for key in ("required", "autocomplete") if given.get(key)}
    for key in ("min_value", "max_value", "min_length", "max_length", "channel_types"):
        if given.get(key) is not None:
            kept[key] = given[key]
    for key, low in (("min_length", 0), ("max_length", 1)):
        if key in kept:
            form.number(f"{at}.{key}", kept[key], low=low, high=6000)
    if given.get("choices"):
        _choices(form, given, kept, at)
    return kept


def _choices(form: Form, given: Json, kept: Json, at: str) -> None:
    kept["choices"] = form.items(f"{at}.choices", given["choices"], high=25)
    if kept["type"] not in _WITH_CHOICES or kept.get("autocomplete"):
        form.wrong(f"{at}.choices", "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", "Choices cannot be set here")
    for index, choice in enumerate(kept["choices"]):
        form.text(f"{at}.choices.{index}.name", choice.get("name"), low=1, high=100)
        if kept["type"] == Option.STRING:
            form.text(f"{at}.choices.{index}.value", choice.get("value"), low=1, high=100)


def _size(part: Json) -> int:
    """Characters of names, descriptions and values; of translated texts the longest counts."""
    total = 0
    for key in ("name", "description"):
        texts = [str(part.get(key) or ""), *map(str, (part.get(f"{key}_localizations") or {}).values())]
        total += max(len(text) for text in texts)
    for choice in part.get("choices", []):
        total += len(str(choice.get("name"))) + len(str(choice.get("value")))
    return total + sum(_size(option) for option in part.get("options", []))
