"""Writes a bank as a table for spreadsheets: a row for the bank, one for each author, one for each question."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.banks.exchange.cells import guarded
from bot.banks.exchange.content import author_content, description_of, question_content
from bot.banks.format.model import Bank
from bot.yamlfile.problem import Path

RECORD = "record"
BANK, AUTHOR, QUESTION = "bank", "author", "question"
TOPICS = "topics"

OF_BANK = ("title", "company", "role", "summary", "introduction", "language")
OF_AUTHOR = ("id", "name", "bio", "url")
OF_QUESTION = ("id", "question", "kind", TOPICS, "difficulty", "minutes", "author", "why", "how", "short")
LINES = {"also_asked_as": "also asked as {}", "key_points": "key point {}", "follow_ups": "follow-up {}"}
"""Lists of text, each with the name of its numbered columns."""
PART_COLUMNS = {
    "examples": {"text": "example {}", "note": "example {} note"},
    "community_answers": {
        "text": "community answer {}",
        "note": "community answer {} note",
        "by": "community answer {} by",
    },
    "sources": {"claim": "source {} claim", "where": "source {}", "checked": "source {} checked"},
}
"""Lists of parts, with the name of the numbered columns for each key."""
MOST_NUMBERED = 12
"""More than a list of any bank may have."""


def to_csv(bank: Bank) -> str:
    """The bank as CSV, with the byte order mark that Excel needs to recognise UTF-8.

    All cells are quoted: some spreadsheets end a cell at a semicolon too, and compute what comes after it.
    """
    text = io.StringIO(newline="")
    rows = list(_rows(bank))
    table = csv.DictWriter(text, _columns(rows), restval="", dialect="excel", quoting=csv.QUOTE_ALL)
    table.writeheader()
    table.writerows({column: guarded(cell) for column, cell in row.items()} for row in rows)
    return "\ufeff" + text.getvalue()


def _columns(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """The columns that every table has, and the numbered ones that these rows need."""
    used = {column for row in rows for column in row}
    always = dict.fromkeys((RECORD, *OF_BANK, *OF_AUTHOR, *OF_QUESTION))
    return [*always, *(column for column, _ in numbered_columns() if column in used)]


def numbered_columns() -> Iterator[tuple[str, Path]]:
    """The columns for entries of lists, each with its path in a question."""
    for section in ("also_asked_as", "key_points", "examples", "follow_ups", "community_answers", "sources"):
        for number in range(1, MOST_NUMBERED + 1):
            if section in LINES:
                yield LINES[section].format(number), (section, number)
            else:
                yield from (
                    (name.format(number), (section, number, key)) for key, name in PART_COLUMNS[section].items()
                )


def _rows(bank: Bank) -> Iterator[dict[str, str]]:
    description = description_of(bank)
    yield {RECORD: BANK, **{key: description.get(key, "") for key in OF_BANK}}
    for author in bank.authors:
        yield {RECORD: AUTHOR, **author_content(author)}
    for question in bank.questions:
        yield {RECORD: QUESTION, **_question_cells(question_content(question))}


def _question_cells(content: Mapping[str, Any]) -> dict[str, str]:
    cells = {key: str(content[key]) for key in OF_QUESTION if key in content and key != TOPICS}
    cells[TOPICS] = ", ".join(content.get(TOPICS, ()))
    for key, column in LINES.items():
        cells |= {column.format(number): text for number, text in enumerate(content.get(key, ()), start=1)}
    for key, columns in PART_COLUMNS.items():
        for number, part in enumerate(content.get(key, ()), start=1):
            cells |= {column.format(number): part[name] for name, column in columns.items() if name in part}
    return cells
