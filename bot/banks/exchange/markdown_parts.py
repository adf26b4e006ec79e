"""Cuts a page of Markdown at its headings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from bot.banks.exchange.markdown_prose import (
    AS_IS,
    between_empty_lines,
    fence_after,
    opening_fence,
    prose_of,
    without_indent,
)
from bot.yamlfile.problem import Complaints

_HEADING = re.compile(r"(#{1,6})(?: +(.*))?$")
_FACT = re.compile(r"([-*+] +)([A-Za-z_]{1,30}):(?: (.*))?$")
_ENTRY = re.compile(r"((?:[-*+]|\d{1,2}[.)]) +)(.*)$")
_ESCAPED = re.compile(r"(\s*)\\(\\*(?:#|```))")

NumberedLine = tuple[int, str]


@dataclass(slots=True)
class _Entry:
    """An entry of a list that is being read."""

    number: int
    indent: int
    """How far lines that go on with it are indented."""
    lines: list[str]

    def add(self, line: str) -> None:
        self.lines.append(without_indent(line, self.indent))


@dataclass(slots=True)
class MarkdownPart:
    """A heading and the lines below it, up to the next heading."""

    line: int
    level: int
    """The number of `#`; 0 before the first heading."""
    heading: str
    lines: list[NumberedLine] = field(default_factory=list)

    def facts(self, known: Collection[str]) -> tuple[list[tuple[int, str, str]], Sequence[NumberedLine]]:
        """The entries `- key: value` at the beginning, with the numbers of their lines, and the lines after them.

        After an empty line, only a `known` key that was not there yet is one more of them.
        """
        lines = _trimmed(self.lines)
        given: list[tuple[str, _Entry]] = []
        ended = 0
        for at, (number, line) in enumerate(lines):
            fact = _FACT.match(line)
            key = fact[2].lower() if fact else ""
            if fact and (ended == at or (key in known and all(key != each for each, _ in given))):
                given.append((key, _Entry(number, len(fact[1]), [fact[3] or ""])))
            elif given and line.startswith("  "):
                given[-1][1].add(line)
            elif line.strip() or not given:
                break
            else:
                continue
            ended = at + 1
        return [(entry.number, key, prose_of(entry.lines).strip()) for key, entry in given], _trimmed(lines[ended:])

    def entries(self) -> Iterator[NumberedLine]:
        """The entries of a list; an indented line goes on with the entry before."""
        entries: list[_Entry] = []
        fence = 0
        for number, line in _trimmed(self.lines):
            begun = _ENTRY.match(line) if not fence else None
            if begun:
                entries.append(_Entry(number, len(begun[1]), [begun[2]]))
            elif entries and (fence or not line.strip() or line.startswith(" ")):
                entries[-1].add(line)
            else:
                entries.append(_Entry(number, 0, [line]))
            fence = fence_after(line, fence)
        yield from ((entry.number, _in_one_line(entry.lines)) for entry in entries)


def parts_of(text: str, complaints: Complaints) -> list[MarkdownPart]:
    """All parts in order. Lines in a block of code are never headings."""
    parts = [MarkdownPart(line=1, level=0, heading="")]
    begun_at = fence = 0
    for number, line in enumerate(text.split("\n"), start=1):
        before, fence = fence, fence_after(line, fence)
        if fence and not before:
            begun_at = number
        if fence or before:
            parts[-1].lines.append((number, line))
        elif heading := _HEADING.match(line):
            parts.append(MarkdownPart(line=number, level=len(heading[1]), heading=(heading[2] or "").strip()))
        else:
            parts[-1].lines.append((number, _ESCAPED.sub(r"\1\2", line, count=1) if _ESCAPED.match(line) else line))
    if fence:
        complaints.add(begun_at, "file", "opens a code block and does not close it (```)", "close it")
    return parts


def text_of(lines: Sequence[NumberedLine]) -> str:
    return prose_of([line for _, line in lines])


def _in_one_line(lines: Sequence[str]) -> str:
    opened = opening_fence(lines[0])
    if opened is not None and opened[1] == AS_IS:
        return prose_of(lines)
    return " ".join(line.strip() for line in lines if line.strip())


def _trimmed(lines: Sequence[NumberedLine]) -> Sequence[NumberedLine]:
    """The lines without empty ones at both ends."""
    return lines[between_empty_lines([line for _, line in lines])]
