"""Turns YAML events into plain values, each with its line, and refuses the parts of YAML that do harm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

import yaml

from bot.yamlfile.problem import Complaints, Path, shown, where
from bot.yamlfile.traps import TrapFinder

MAX_DEPTH = 20
MAX_NODES = 50_000

_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_NO_CHARACTER = re.compile("[\ud800-\udfff]")  # text that cannot be stored or sent
_WORDS_WITH_MEANING: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeBounds:
    """How much of a file is read; one that has more is not worth it."""

    values: int
    depth: int


OF_A_BANK = TreeBounds(values=MAX_NODES, depth=MAX_DEPTH)


class NotWorthReading(Exception):
    """The file passes a limit; reading on is of no use."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been seen."""

    value: list[object] | dict[str, object]
    path: Path
    key: str | None = None
    """The key whose value comes next."""
    dropped: bool = False
    """True if the key was there before: its value is read, checked and dropped."""


class TreeBuilder:
    """Takes the events of one document in order; afterwards `root` is its value."""

    def __init__(self, complaints: Complaints, traps: TrapFinder, bounds: TreeBounds = OF_A_BANK) -> None:
        self.root: object = None
        self.has_document = False
        self.lines: dict[Path, int] = {}
        self.spoilt: set[Path] = set()
        self.repeated: set[int] = set()
        """The lines of keys that were there before."""
        self._complaints = complaints
        self._bounds = bounds
        self._traps = traps
        self._stack: list[_Open] = []
        self._nodes = 0

    def add(self, event: yaml.Event) -> None:
        """Take one event.

        Raises:
            NotWorthReading: the file is too large or too strange to be a bank.
        """
        match event:
            case yaml.DocumentStartEvent():
                self.has_document = True
            case yaml.CollectionEndEvent():
                self._stack.pop()
            case yaml.NodeEvent():
                self._add_node(event, line_of(event))
            case _:
                pass  # the ends of stream and document say nothing

    def _add_node(self, event: yaml.NodeEvent, line: int) -> None:
        self._nodes += 1
        if self._nodes > self._bounds.values:
            self._give_up(line, f"has more than {self._bounds.values} values", "split it into several banks")
        if isinstance(event, yaml.ScalarEvent) and _NO_CHARACTER.search(event.value):
            self._give_up(line, "an escape in double quotes means no character", "remove it")
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._take_key(top, event, line)
        else:
            self._take_value(top, event, line)

    def _take_key(self, mapping: _Open, event: yaml.NodeEvent, line: int) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self._give_up(line, "a key is not text", "write `key: value`")
        self._refuse_extras(event, line, mapping.path)
        mapping.key, path = event.value, (*mapping.path, event.value)
        mapping.dropped = event.value in mapping.value
        if mapping.dropped:
            self.repeated.add(line)
            self._complaints.add(
                line,
                where(mapping.path),
                f"the key `{shown(event.value)}` was there in line {self.lines[path]} already",
                "keep one of the two",
            )
        self.lines.setdefault(path, line)

    def _take_value(self, top: _Open | None, event: yaml.NodeEvent, line: int) -> None:
        path = _path_of_next(top)
        self.lines.setdefault(path, line)
        self._refuse_extras(event, line, path)
        value = _value(event)
        if isinstance(event, yaml.ScalarEvent):
            self._traps.look(path, event, value)
        if top is None:
            self.root = value
        elif isinstance(top.value, list):
            top.value.append(value)
        elif top.key is not None:
            if not top.dropped:
                top.value[top.key] = value
            top.key = None
        if isinstance(value, list | dict):
            if len(self._stack) == self._bounds.depth:
                self._give_up(line, f"is nested more than {self._bounds.depth} deep", "nest it less")
            self._stack.append(_Open(value, path))

    def _refuse_extras(self, event: yaml.NodeEvent, line: int, path: Path) -> None:
        quotes = "put text that begins with {0} in quotes"
        if isinstance(event, yaml.AliasEvent):
            self.spoilt.add(path)
            self._complaints.add(
                line,
                where(path),
                f"`*{shown(event.anchor or '')}` refers to another place in the file",
                quotes.format("*") + ", or write the value out",
            )
        elif event.anchor is not None:
            self._complaints.add(
                line,
                where(path),
                f"`&{shown(event.anchor or '')}` names a place in the file",
                quotes.format("&") + ", or remove the name",
            )
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            self._complaints.add(
                line,
                where(path),
                f"`{shown(event.tag)}` gives the value a type",
                quotes.format("!") + ", or remove the type",
            )

    def _give_up(self, line: int, what: str, instead: str) -> NoReturn:
        self._complaints.add(line, "file", what, instead)
        raise NotWorthReading


def line_of(event: yaml.Event) -> int:
    """The 1-based line in which the event begins."""
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _path_of_next(top: _Open | None) -> Path:
    match top:
        case _Open(value=list() as values):
            return (*top.path, len(values))
        case _Open(key=str() as key):
            return (*top.path, key)
        case _:
            return ()


def _value(event: yaml.NodeEvent) -> object:
    match event:
        case yaml.SequenceStartEvent():
            return []
        case yaml.MappingStartEvent():
            return {}
        case yaml.ScalarEvent(value=text, implicit=(True, _)):  # neither quoted nor a block
            return _meaning(text)
        case yaml.ScalarEvent(value=text):
            return text
        case _:
            return None


def _meaning(plain: str) -> object:
    """The value of text without quotes. Dates, floats, yes and no are only text here."""
    if plain in _WORDS_WITH_MEANING:
        return _WORDS_WITH_MEANING[plain]
    return int(plain) if _WHOLE_NUMBER.fullmatch(plain) else plain
