"""Builds the content of a bank value by value, each with its line, from formats other than YAML."""

from __future__ import annotations

from typing import Any

from bot.yamlfile.problem import Path
from bot.yamlfile.source import Document
from bot.yamlfile.tree import MAX_NODES, NotWorthReading


class Outline:
    """A document that is being built."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}
        self._lines: dict[Path, int] = {}

    def put(self, path: Path, value: object, line: int) -> None:
        """Set the value at `path`, and make the lists and mappings around it. Positions in a list must come in order.

        Raises:
            NotWorthReading: there are more values than a bank has.
        """
        if len(self._lines) >= MAX_NODES:
            raise NotWorthReading
        target: Any = self._root
        for depth, step in enumerate(path[:-1], start=1):
            target = self._entered(target, step, [] if isinstance(path[depth], int) else {})
            self._lines.setdefault(path[:depth], line)
        if isinstance(target, list):
            target.append(value)
        else:
            target[path[-1]] = value
        self._lines.setdefault(path, line)

    def has(self, path: Path) -> bool:
        return path in self._lines

    def line_of(self, path: Path) -> int:
        return self._lines[path]

    def document(self) -> Document:
        return Document(value=self._root, lines=self._lines, spoilt=frozenset())

    @staticmethod
    def _entered(target: Any, step: str | int, empty: Any) -> Any:
        if isinstance(target, dict):
            return target.setdefault(step, empty)
        if step == len(target):
            target.append(empty)
        return target[step]
