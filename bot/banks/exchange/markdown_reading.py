"""Reads Markdown, written by `markdown_text` or by hand, into the content of a bank."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Sequence

from bot.banks.exchange import markdown_text as form
from bot.banks.exchange.markdown_parts import MarkdownPart, NumberedLine, parts_of, text_of
from bot.banks.exchange.outline import Outline
from bot.yamlfile.problem import Complaints, Path, shown
from bot.yamlfile.source import Document, decode_source, without_unwanted
from bot.yamlfile.tree import NotWorthReading

MAX_LINES = 200_000

_WHOLE_NUMBER = re.compile(r"\d{1,9}")
_FACTS = frozenset(
    {
        *("title", "company", "role", "summary", "language", "name", "url", "note", "by"),
        *("kind", "topics", "difficulty", "minutes", "author", "where", "checked"),
    }
)
_BETWEEN_TOPICS = re.compile(r"[,;\s]+")
_FIELDS_OF_PARTS = {
    1: {},
    2: {each.casefold(): each for each in (form.INTRODUCTION, form.AUTHOR_HEADING, form.QUESTION_HEADING)},
    3: {each.casefold(): each for each in (*form.SECTIONS, *form.LISTS, *form.PART_HEADINGS)},
}


def read_markdown(source: bytes, complaints: Complaints) -> Document | None:
    """Read a page; mistakes are added to `complaints`. Time and memory are bounded."""
    text = decode_source(source, complaints)
    if text is None:
        return None
    if text.count("\n") >= MAX_LINES:
        complaints.add(MAX_LINES, "file", f"has more than {MAX_LINES} lines", "split it into several banks")
        return None
    reading = _Reading(complaints)
    for part in parts_of(without_unwanted(text, complaints), complaints):
        try:
            reading.take(part)
        except NotWorthReading:
            complaints.add(part.line, "file", "has more parts than a bank has", "split it into several banks")
            return None
    return reading.document()


class _Reading:
    """Puts part after part where its heading says."""

    def __init__(self, complaints: Complaints) -> None:
        self._complaints = complaints
        self._outline = Outline()
        self._outline.put(("format",), 1, 1)
        self._counts: defaultdict[Path, int] = defaultdict(int)
        self._question: Path | None = None
        """The question that sections belong to now."""

    def document(self) -> Document:
        return self._outline.document()

    def take(self, part: MarkdownPart) -> None:
        name, _, value = part.heading.partition(":")
        known = _FIELDS_OF_PARTS.get(part.level, {}).get(name.strip().casefold())
        match part.level, known:
            case 0, _:
                self._refuse_text(part.lines)
            case 1, _ if not self._outline.has(("title",)):
                self._refuse_text(self._facts((), part))
                if not self._outline.has(("title",)):
                    self._outline.put(("title",), part.heading, part.line)
            case 2, form.INTRODUCTION:
                self._question = None
                self._put_once((), "introduction", text_of(part.lines), part.line)
            case 2, form.AUTHOR_HEADING:
                self._question = None
                self._described(("authors",), value, part, text="bio")
            case 2, form.QUESTION_HEADING:
                self._question = self._described(("questions",), value, part, text="question")
            case 3, str() if self._question is not None:
                self._section(self._question, known, part)
            case _:
                self._complain_of_heading(part)

    def _described(self, section: Path, name: str, part: MarkdownPart, *, text: str) -> Path:
        """Put an author or a question, with the id in the heading, facts and one text. Returns its path."""
        path = self._next(section)
        self._outline.put((*path, "id"), name.strip(), part.line)
        self._put_text((*path, text), self._facts(path, part), part)
        return path

    def _section(self, question: Path, name: str, part: MarkdownPart) -> None:
        if name in form.SECTIONS:
            self._put_once(question, form.SECTIONS[name], text_of(part.lines), part.line)
        elif name in form.LISTS:
            for number, entry in part.entries():
                self._outline.put(self._next((*question, form.LISTS[name])), entry, number)
        else:
            section = form.PART_HEADINGS[name]
            path = self._next((*question, section))
            self._put_text((*path, form.TEXTS_OF_PARTS[section]), self._facts(path, part), part)

    def _facts(self, path: Path, part: MarkdownPart) -> Sequence[NumberedLine]:
        """Put the facts of a part below `path`, and return the lines after them."""
        facts, rest = part.facts(_FACTS)
        for line, key, value in facts:
            if key == "topics" and value:
                for topic in filter(None, _BETWEEN_TOPICS.split(value)):
                    self._outline.put(self._next((*path, key)), topic, line)
            elif value:
                number = key == "minutes" and _WHOLE_NUMBER.fullmatch(value)
                self._put_once(path, key, int(value) if number else value, line)
        return rest

    def _put_text(self, path: Path, lines: Sequence[NumberedLine], part: MarkdownPart) -> None:
        line = lines[0][0] if lines else part.line
        self._put_once(path[:-1], str(path[-1]), text_of(lines), line)

    def _put_once(self, parent: Path, key: str, value: object, line: int) -> None:
        path = (*parent, key)
        if self._outline.has(path):
            what = f"`{shown(key)}` was there in line {self._outline.line_of(path)} already"
            self._complaints.add(line, "file", what, "keep one of the two")
        else:
            self._outline.put(path, value, line)

    def _next(self, section: Path) -> Path:
        number = self._counts[section]
        self._counts[section] += 1
        return (*section, number)

    def _refuse_text(self, lines: Sequence[NumberedLine]) -> None:
        stray = next((number for number, line in lines if line.strip()), None)
        if stray is not None:
            what = "this text is under no heading that a bank has"
            self._complaints.add(stray, "file", what, f"put it below `## {form.INTRODUCTION}`, or remove it")

    def _complain_of_heading(self, part: MarkdownPart) -> None:
        heading = f"{'#' * part.level} {shown(part.heading)}"
        if part.level == 1:
            what, instead = (
                f"a second title begins (`{heading}`)",
                "move it to its own file, or put a backslash before #",
            )
        elif part.level == 3 and self._question is None:
            what, instead = f"`{heading}` belongs to no question", f"put it below `## {form.QUESTION_HEADING}: some-id`"
        else:
            known = _FIELDS_OF_PARTS.get(part.level, {}) or _FIELDS_OF_PARTS[3]
            close = difflib.get_close_matches(part.heading.partition(":")[0][:40].casefold(), known, n=1, cutoff=0.5)
            what = f"a bank has no part called `{heading}`"
            instead = f"did you mean `{known[close[0]]}`?" if close else "write " + ", ".join(known.values())
        self._complaints.add(part.line, "file", what, instead)
