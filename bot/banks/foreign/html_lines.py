"""Puts text together line by line, with the marks of Discord's Markdown where they belong."""

from __future__ import annotations

import re
from collections import Counter

_DEEPEST = 4
"""How far lists are indented at most."""
_ORDER = ("**", "*", "__", "~~", "`")
"""Marks from the outermost to the innermost."""
_ABOVE = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_BELOW = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_MANY_EMPTY = re.compile(r"\n{3,}")


class TextLines:
    """Lines of text that grow at the end; `keeps_spaces` says that spaces in front and in a row mean something."""

    def __init__(self, *, keeps_spaces: bool = False) -> None:
        self._keeps_spaces = keeps_spaces
        self._done: list[str] = []
        self._runs: list[tuple[tuple[str, ...], str]] = []
        """The line that is being written: pieces of text with their marks."""
        self._marks: Counter[str] = Counter()
        self._lists: list[int | None] = []
        """The numbers reached in the lists that are open; None for bullets."""
        self._bullet = ""
        self._quotes = 0
        self._has_cell = False
        self._script: tuple[dict[int, int], str, int] | None = None
        self._verbatim: list[str] | None = None
        self._language = ""

    @property
    def is_verbatim(self) -> bool:
        """True inside a block of code."""
        return self._verbatim is not None

    @property
    def said(self) -> int:
        """The number of pieces in the present line."""
        return len(self._runs)

    def said_since(self, before: int) -> str:
        return "".join(text for _, text in self._runs[before:])

    def say(self, text: str) -> None:
        """Add text that has no line ends."""
        if self._verbatim is not None:
            self._verbatim.append(text)
        elif text:
            self._runs.append((tuple(mark for mark in _ORDER if self._marks[mark]), text))

    def say_lines(self, text: str) -> None:
        """Add text whose line ends stay."""
        if self._verbatim is not None:
            self._verbatim.append(text)
            return
        first, *others = text.split("\n")
        self.say(first)
        for line in others:
            self.new_line()
            self.say(line)

    def new_line(self) -> None:
        """End a line even if there is nothing in it."""
        if self._verbatim is not None:
            self._verbatim.append("\n")
        elif not self._flush():
            self._done.append("")

    def end_line(self) -> None:
        """End a line if there is something in it."""
        if self._verbatim is not None:
            self._verbatim.append("\n")
        else:
            self._flush()

    def end_paragraph(self) -> None:
        """Leave a line empty, except in a list."""
        if self._verbatim is None and not self._lists and self._done and self._done[-1]:
            self._done.append("")

    def begin_mark(self, mark: str) -> None:
        self._marks[mark] += 1

    def end_mark(self, mark: str) -> None:
        self._marks[mark] -= 1

    def begin_bullets(self) -> None:
        self._lists.append(None)

    def begin_numbers(self) -> None:
        self._lists.append(0)

    def end_list(self) -> None:
        if self._lists:
            self._lists.pop()
        self._bullet = ""

    def begin_entry(self) -> None:
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        self._bullet = "- " if number is None else f"{number + 1}. "

    def begin_quote(self) -> None:
        self._quotes += 1

    def end_quote(self) -> None:
        self._flush()
        self._quotes = max(0, self._quotes - 1)

    def begin_cell(self) -> None:
        """Set what comes next apart from the cell before it in its line."""
        if any(text.strip() for _, text in self._runs):
            self.say(" | ")

    def begin_above(self) -> None:
        """Raise what is said until `end_script`."""
        self._script = (_ABOVE, "^", self.said)

    def begin_below(self) -> None:
        """Lower what is said until `end_script`."""
        self._script = (_BELOW, "", self.said)

    def end_script(self) -> None:
        if self._script is None:
            return
        (table, sign, before), self._script = self._script, None
        text = self.said_since(before)
        changed = text.translate(table)
        if not text or text in _ORDINALS:
            return
        if not set(changed) & set(text):
            del self._runs[before:]
            self.say(changed)
        elif sign and before:
            del self._runs[before:]
            self.say(f"{sign}{text}" if text.isalnum() else f"{sign}({text})")

    def begin_verbatim(self, language: str) -> None:
        self._flush()
        self._verbatim, self._language = [], language

    def name_language(self, language: str) -> None:
        self._language = language or self._language

    def end_verbatim(self) -> None:
        if self._verbatim is None:
            return
        code = "".join(self._verbatim).strip("\n").replace("```", "'''")
        self._verbatim = None
        if code.strip():
            if self._done[-1:] == ["```"]:  # two blocks of code, which would look like one
                self._done.append("")
            self._done += [f"```{self._language}", *(line.rstrip() for line in code.split("\n")), "```"]

    def text(self) -> str:
        """All that was said; what is open is ended."""
        self.end_verbatim()
        self._flush()
        return _MANY_EMPTY.sub("\n\n", "\n".join(self._done)).strip("\n").rstrip()

    def _flush(self) -> bool:
        """End the line that is being written; False if there is none."""
        line = _marked(self._runs)
        self._runs = []
        if not self._keeps_spaces or self._lists:
            line = re.sub(r" {2,}", " ", line.lstrip())
        if not line:
            return False
        indent = "  " * min(len(self._lists) - 1, _DEEPEST)
        inside = indent + (self._bullet or "  ") if self._lists else self._bullet
        self._bullet = ""
        self._done.append("> " * min(self._quotes, 1) + inside + line)
        return True


def _marked(runs: list[tuple[tuple[str, ...], str]]) -> str:
    """One line of the runs: marks stand close to words, and are not repeated where a run goes on."""
    parts: list[str] = []
    opened: tuple[str, ...] = ()
    spaces = ""
    for marks, text in runs:
        core = text.strip(" \t")
        if not core:
            spaces += text
            continue
        lead, trail = text[: len(text) - len(text.lstrip(" \t"))], text[len(text.rstrip(" \t")) :]
        kept = 0
        while kept < min(len(opened), len(marks)) and opened[kept] == marks[kept]:
            kept += 1
        parts.append("".join(reversed(opened[kept:])))
        parts.append(spaces + lead)
        parts.append("".join(marks[kept:]))
        parts.append(core)
        opened, spaces = marks, trail
    parts.append("".join(reversed(opened)))
    return "".join(parts).rstrip()
