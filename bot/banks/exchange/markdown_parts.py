"""Cuts a page of Markdown at its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.banks.exchange.markdown_text import is_fence
from bot.yamlfile.problem import Complaints

_HEADING = re.compile(r"(#{1,6})(?: +(.*))?$")
_FACT = re.compile(r"[-*+] ([A-Za-z_]{1,30}):(?: (.*))?$")
_ENTRY = re.compile(r"(?:[-*+]|\d{1,2}[.)]) +(.*)$")
_ESCAPED = re.compile(r"(\s*)\\(\\*(?:#|```))")

NumberedLine = tuple[int, str]


@dataclass(slots=True)
class MarkdownPart:
    """A heading and the lines below it, up to the next heading."""

    line: int
    level: int
    """The number of `#`; 0 before the first heading."""
    heading: str
    lines: list[NumberedLine] = field(default_factory=list)

    def facts(self) -> tuple[list[tuple[int, str, str]], Sequence[NumberedLine]]:
        """The lines `- key: value` at the beginning, with their numbers, and the lines after them."""
        lines = _trimmed(self.lines)
        facts = []
        for number, line in lines:
            fact = _FACT.match(line)
            if fact is None:
                break
            facts.append((number, fact[1].lower(), (fact[2] or "").strip()))
        return facts, _trimmed(lines[len(facts) :])

    def entries(self) -> Iterator[NumberedLine]:
        """The entries of a list; an indented line without a bullet goes on with the entry before."""
        entries: list[NumberedLine] = []
        for number, line in _trimmed(self.lines):
            if entry := _ENTRY.match(line):
                entries.append((number, entry[1]))
            elif line.strip() and entries and line.startswith(" "):
                entries[-1] = (entries[-1][0], f"{entries[-1][1]} {line.strip()}")
            elif line.strip():
                entries.append((number, line))
        yield from entries


def parts_of(text: str, complaints: Complaints) -> list[MarkdownPart]:
    """All parts in order. Lines in a block of code are never headings."""
    parts = [MarkdownPart(line=1, level=0, heading="")]
    opened: int | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if is_fence(line):
            opened = number if opened is None else None
            parts[-1].lines.append((number, line))
        elif opened is not None:
            parts[-1].lines.append((number, line))
        elif heading := _HEADING.match(line):
            parts.append(MarkdownPart(line=number, level=len(heading[1]), heading=(heading[2] or "").strip()))
        else:
            parts[-1].lines.append((number, _ESCAPED.sub(r"\1\2", line, count=1) if _ESCAPED.match(line) else line))
    if opened is not None:
        complaints.add(opened, "file", "opens a code block and does not close it (```)", "close it")
    return parts


def text_of(lines: Sequence[NumberedLine]) -> str:
    return "\n".join(line for _, line in lines)


def _trimmed(lines: Sequence[NumberedLine]) -> Sequence[NumberedLine]:
    """The lines without empty ones at both ends."""
    first, last = 0, len(lines)
    while first < last and not lines[first][1].strip():
        first += 1
    while first < last and not lines[last - 1][1].strip():
        last -= 1
    return lines[first:last]
