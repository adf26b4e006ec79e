"""Notices what YAML can read, but not as its writer probably meant it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

import yaml

from bot.yamlfile.problem import MAX_PROBLEMS, Path, shown

_QUOTES = "put the text in quotes"

_COMMENT = re.compile(r"(\s+)#(.*)")
_SENTENCE_END = re.compile(r"[.?!:…)]$")
_POINT = re.compile(r"(?:[-*+]|\d{1,3}[.)]) ")
_FIRST_POINT = re.compile(r"(?:[-*+]|1[.)]) ")

_OTHER_MEANINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:y|n|yes|no|on|off)", re.IGNORECASE), "true or false"),
    (re.compile(r"[-+]?\d{1,9}(?::[0-5]?\d){1,3}(?:\.\d*)?"), "a number of minutes or seconds"),
    (re.compile(r"[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|\d[\d_]*)"), "a number"),
    (re.compile(r"[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?\d+)?"), "a number"),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), "a number"),
    (re.compile(r"\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d.*)?"), "a date"),
    (re.compile(r"=|<<"), "a sign of its own"),
)
_LONGEST_VALUE = 40
"""What means something else in YAML is shorter than this, or a number that no text has by accident."""


class TrapKind(Enum):
    CUT = auto()
    """Text is lost for certain: what looks like a part of it is a comment."""
    COMMENTED = auto()
    """Behind a text is a comment, which may be a part of it."""
    AMBIGUOUS = auto()
    """Text here, but a number, a date or the like to other readers of YAML."""
    JOINED = auto()
    """Lines that are read as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    kind: TrapKind
    path: Path
    line: int
    """1-based; where it is, which may be below the line of the value's key."""
    what: str
    instead: str


def other_meaning(plain: str) -> str | None:
    """What readers of YAML 1.1 or 1.2 take this text for if it stands without quotes; None if they take it for text."""
    if len(plain) > _LONGEST_VALUE:
        return None
    return next((meaning for form, meaning in _OTHER_MEANINGS if form.fullmatch(plain)), None)


class TrapFinder:
    """Looks at the values of one document as they come; afterwards `traps` has what it noticed."""

    def __init__(self, text: str) -> None:
        self.traps: list[Trap] = []
        """At most as many as the problems that are shown of a file."""
        self.after_empty_block: dict[int, str] = {}
        """The 1-based lines that follow the opening of a text which has none, each with that opening."""
        self._lines: Sequence[str] = text.split("\n")

    def look(self, path: Path, event: yaml.ScalarEvent, value: object) -> None:
        """Take the next value; `value` is what it is read as."""
        if len(self.traps) >= MAX_PROBLEMS or event.start_mark is None or event.end_mark is None:
            return
        first, last, column = event.start_mark.line, event.end_mark.line, event.end_mark.column
        if event.style in {"|", ">"}:
            if not event.value.strip():
                self.after_empty_block[last + 1] = shown(self._line(first).strip())
            elif event.style == ">":
                lines = self._lines[first + 1 : last + (column > 0)]
                self._look_for_joined(path, first + 1, _that_are_folded(lines), "write | in place of >")
            return
        if event.implicit[0] and event.tag is None:
            self._look_for_comment(path, last, column, event.value)
            if isinstance(value, str) and (meaning := other_meaning(value)):
                what = f"{shown(value)} is text here, and {meaning} to other programs"
                self._add(TrapKind.AMBIGUOUS, path, first, what, "put it in quotes")
        if last > first:
            lines = [self._line(first)[event.start_mark.column :], *self._lines[first + 1 : last + 1]]
            self._look_for_joined(path, first, lines, "write | behind the key, and the text in the lines below")

    def _look_for_comment(self, path: Path, at: int, column: int, text: str) -> None:
        comment = _COMMENT.match(self._line(at), column)
        if comment is None:
            return
        gap, said = comment.groups()
        if said[:1].isalnum():
            what = f"ends before “#{shown(said)}”: a blank and # begin a comment"
            self._add(TrapKind.CUT, path, at, what, f"{_QUOTES}; if it is a comment, put a blank behind #")
        elif gap == " " and said.strip() and text and not _SENTENCE_END.search(text):  # two blanks keep a comment apart
            what = f"ends before “#{shown(said)}”, which is a comment"
            self._add(TrapKind.COMMENTED, path, at, what, f"{_QUOTES}; if it is a comment, put two blanks before #")

    def _look_for_joined(self, path: Path, first: int, lines: Sequence[str], instead: str) -> None:
        """`first` is the 0-based number of the first line; an empty one keeps the lines around it apart."""
        above = ""
        for number, line in enumerate(lines):
            text = line.strip()
            if text and above and _is_joined(above, text):
                what = "is a list, a table or code whose lines YAML joins into one"
                self._add(TrapKind.JOINED, path, first + number, what, instead)
                return
            above = text

    def _add(self, kind: TrapKind, path: Path, line: int, what: str, instead: str) -> None:
        self.traps.append(Trap(kind=kind, path=path, line=line + 1, what=what, instead=instead))

    def _line(self, number: int) -> str:
        return self._lines[number] if number < len(self._lines) else ""


class CommentFinder(TrapFinder):
    """Notices only what looks like a part of a text and is a comment, `most` times."""

    def __init__(self, text: str, *, most: int) -> None:
        super().__init__(text)
        self._most = most

    def look(self, path: Path, event: yaml.ScalarEvent, _value: object) -> None:
        """Take the next value."""
        if event.implicit[0] and event.tag is None and event.end_mark is not None and len(self.traps) < self._most:
            self._look_for_comment(path, event.end_mark.line, event.end_mark.column, event.value)


def _that_are_folded(lines: Sequence[str]) -> list[str]:
    """The lines of a text after `>`, with an empty one for each that keeps its end: those further to the right."""
    indents = [len(line) - len(line.lstrip(" ")) for line in lines]
    least = next((indent for indent, line in zip(indents, lines, strict=True) if line.strip()), 0)
    return [line if indent == least else "" for indent, line in zip(indents, lines, strict=True)]


def _is_joined(above: str, line: str) -> bool:
    if _POINT.match(line):
        return _POINT.match(above) is not None or (above.endswith(":") and _FIRST_POINT.match(line) is not None)
    return line.startswith("```") or above.startswith("```") or (line.startswith("|") and above.startswith("|"))
