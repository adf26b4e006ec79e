"""What a file from elsewhere holds: its questions, how it was understood, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

MOST_PARTS_LISTED = 10_000
"""Parts of a file that are listed one by one, where a short file may have any number of them."""

_SHOWN = 100


class Shape(StrEnum):
    """The shape of a file."""

    TABLE = "table"
    JSON = "json"
    JSON_LINES = "json-lines"
    YAML = "yaml"
    MARKDOWN = "markdown"
    ANKI_DECK = "anki-deck"
    ANKI_TEXT = "anki-text"
    GIFT = "gift"
    AIKEN = "aiken"


class Reason(StrEnum):
    """Why a part of a file is in no question."""

    NO_QUESTION = "no-question"
    """There is no text where the question belongs, or nothing that can be seen."""
    CLOZE = "cloze"
    """A card with gaps in a text asks nothing."""
    LINK = "link"
    """A link without a question of its own."""
    PROSE = "prose"
    """Text that belongs to no question: introductions, contributions, licences."""
    TWICE = "twice"
    """The same question is there twice, or the same key in one object."""
    TOO_LONG = "too-long"
    """The question is longer than a question may be."""
    UNREADABLE = "unreadable"
    """The part breaks the rules of its format."""
    NOT_ASKED = "not-asked"
    """The format asks something that a candidate cannot answer aloud: matching, drawing, a picture without text."""
    COMMENT = "comment"
    """It stands behind a text and a `#`, which begins a comment, although it may be a part of that text."""
    BEYOND = "beyond"
    """From here on there is more than is read, or listed, of a file, a row, a line or a nested part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A part of the file that is in no question."""

    line: int
    """The 1-based line where the part begins, or the number of the card where a file has no lines."""
    text: str
    """The beginning of the part, as `shown_beginning` gives it, unchecked."""
    why: Reason

    @classmethod
    def of(cls, line: int, text: str, why: Reason) -> Self:
        """The part that begins with this text."""
        return cls(line=line, text=shown_beginning(text), why=why)


def list_left_out(left_out: list[LeftOut], part: LeftOut) -> None:
    """Add a part; of those behind `MOST_PARTS_LISTED`, only the first, as one that says that more follow."""
    if len(left_out) < MOST_PARTS_LISTED:
        left_out.append(part)
    elif len(left_out) == MOST_PARTS_LISTED:
        left_out.append(replace(part, why=Reason.BEYOND))


def shown_beginning(part: str) -> str:
    """What is shown of a part of a file: the first 100 characters, in one line; empty only if nothing is in it."""
    return " ".join(part.lstrip()[: 2 * _SHOWN].split())[:_SHOWN]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundExample:
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuestion:
    """A question as the file has it, in plain text or Markdown: no limit is kept, and nothing is checked yet."""

    line: int
    """The 1-based line where it begins, or the number of the card where a file has no lines."""
    text: str
    id: str = ""
    """The id that the file gives it; empty if it gives none."""
    examples: tuple[FoundExample, ...] = ()
    why: str = ""
    how: str = ""
    short: str = ""
    key_points: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    also_asked_as: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """In the file's own words: "Data Structures", not "data-structures"."""
    kind: str = ""
    """In the file's own words, and so are the next two."""
    difficulty: str = ""
    minutes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Everything that a reader made of a file."""

    shape: Shape
    questions: tuple[FoundQuestion, ...]
    left_out: tuple[LeftOut, ...] = ()
    size: int = 0
    """The number of rows of a table, objects of a JSON file, notes of a deck, or questions of any other file."""
    used: tuple[str, ...] = ()
    """The columns, keys or fields from which questions were made, by the names that the file gives them."""
    mapped: tuple[str, ...] = ()
    """Those whose words were translated, such as a level into a difficulty."""
    unused: tuple[str, ...] = ()
    """Those that were left out."""
    title: str = ""
    """What the file calls itself; empty if it does not."""
