"""Checks what all components share: kinds, ids, texts, options and bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from playground.world.errors import Form
from playground.world.model import Json


class Kind(IntEnum):
    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


SELECTS = frozenset(
    {
        Kind.STRING_SELECT,
        Kind.USER_SELECT,
        Kind.ROLE_SELECT,
        Kind.MENTIONABLE_SELECT,
        Kind.CHANNEL_SELECT,
    }
)


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component of a message or modal, nested ones too."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        for key in ("accessory", "component"):
            if key in component:
                yield from walk([component[key]])


Keeper = Callable[["Checking", Json, Json, str], None]


@dataclass
class Checking:
    """One pass over a tree of components; remembers the ids that were met."""

    form: Form
    keepers: Mapping[Kind, Keeper]
    custom_ids: set[str] = field(default_factory=set)
    values: set[int] = field(default_factory=set)

    def children(self, given: list[Any], path: str, *, allowed: frozenset[Kind]) -> list[Json]:
        kept = [self.child(each, f"{path}.{index}", allowed=allowed) for index, each in enumerate(given)]
        return [each for each in kept if each is not None]

    def child(self, given: Any, path: str, *, allowed: frozenset[Kind]) -> Json | None:
        if not isinstance(given, dict):
            self.form.wrong(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
            return None
        kind = given.get("type")
        if kind not in allowed:
            choices = ", ".join(str(int(each)) for each in sorted(allowed))
            self.form.wrong(f"{path}.type", "UNION_TYPE_CHOICES", f"Value of field must be one of ({choices}).")
            return None
        number = given.get("id") or 0
        if self.form.number(f"{path}.id", number, low=0, high=2**31 - 1) and number:
            if number in self.values:
                self.form.wrong(f"{path}.id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
            self.values.add(number)
        kept: Json = {"type": int(kind), "id": number}
        self.keepers[Kind(kind)](self, given, kept, path)
        return kept

    def number(self, kept: list[Json]) -> None:
        """Give an id to each component that came without one."""
        following = 1
        for component in walk(kept):
            if not component["id"]:
                while following in self.values:
                    following += 1
                component["id"] = following
                self.values.add(following)

    def custom_id(self, given: Json, kept: Json, path: str) -> None:
        if not self.form.text(f"{path}.custom_id", given.get("custom_id"), low=1, high=100):
            return
        kept["custom_id"] = given["custom_id"]
        if given["custom_id"] in self.custom_ids:
            self.form.wrong(
                f"{path}.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"
            )
        self.custom_ids.add(given["custom_id"])

    def optional_text(self, given: Json, kept: Json, key: str, *, at: str, high: int) -> None:
        if given.get(key) not in (None, "") and self.form.text(f"{at}.{key}", given[key], high=high):
            kept[key] = given[key]

    def bounds(self, given: Json, kept: Json, path: str, *, high: int) -> None:
        """`min_values` and `max_values`, which must not contradict each other."""
        low_count = 1 if given.get("min_values") is None else given["min_values"]
        high_count = 1 if given.get("max_values") is None else given["max_values"]
        fits = self.form.number(f"{path}.min_values", low_count, low=0, high=high)
        fits &= self.form.number(f"{path}.max_values", high_count, low=1, high=high)
        if fits and low_count > high_count:
            self.form.wrong(
                f"{path}.min_values", "BASE_TYPE_MIN_GREATER_THAN_MAX", "min_values is greater than max_values."
            )
        kept |= {"min_values": low_count, "max_values": high_count}

    def select(self, given: Json, kept: Json, path: str) -> None:
        """A select, as messages and modals have it in common."""
        self.custom_id(given, kept, path)
        self.optional_text(given, kept, "placeholder", at=path, high=150)
        self.bounds(given, kept, path, high=25)
        if kept["type"] == Kind.STRING_SELECT:
            # As many options as may be chosen have to be there.
            self.options(given, kept, path, low=min(25, max(1, _whole(kept["max_values"]))), high=25)
        elif given.get("default_values"):
            kept["default_values"] = given["default_values"]
        if given.get("channel_types"):
            kept["channel_types"] = given["channel_types"]

    def options(self, given: Json, kept: Json, path: str, *, low: int, high: int) -> None:
        """The options of a select or group: labels, and values that differ from each other."""
        kept["options"] = []
        met: set[str] = set()
        for index, option in enumerate(self.form.items(f"{path}.options", given.get("options"), low=low, high=high)):
            at = f"{path}.options.{index}"
            fits = self.form.text(f"{at}.label", option.get("label"), low=1, high=100)
            fits &= self.form.text(f"{at}.value", option.get("value"), low=1, high=100)
            if not fits:
                continue
            if option["value"] in met:
                self.form.wrong(
                    f"{at}.value",
                    "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                    "The specified option value is already used",
                )
            met.add(option["value"])
            shown: Json = {"label": option["label"], "value": option["value"]}
            self.optional_text(option, shown, "description", at=at, high=100)
            if option.get("emoji"):
                shown["emoji"] = kept_emoji(option["emoji"])
            if option.get("default"):
                shown["default"] = True
            kept["options"].append(shown)


def kept_emoji(emoji: Json) -> Json:
    return {key: value for key, value in emoji.items() if value not in (None, False)}


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 1
