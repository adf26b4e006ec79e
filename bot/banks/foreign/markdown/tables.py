"""Reads the questions in a table by what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.banks.foreign.found import LeftOut, Reason
from bot.banks.foreign.header_words import Meaning, named
from bot.banks.foreign.html_text import text_of_html
from bot.banks.foreign.markdown.blocks import Block, BlockKind
from bot.banks.foreign.markdown.drafts import OpenQuestion
from bot.banks.foreign.markdown.phrasing import Phrase, Signs, phrase_of
from bot.banks.foreign.markdown.signs import asks

_LONGEST_SHOWN = 100
_MOST_COLUMNS = 60
_LOOKED_AT = 200
"""Rows that say what a column holds."""


@dataclass(slots=True)
class TableFound:
    """What a table holds."""

    drafts: list[OpenQuestion] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    columns: dict[str, bool] = field(default_factory=dict)


def questions_in_table(table: Block, signs: Signs) -> TableFound | None:
    """The questions of a table; None if it has no column of questions."""
    head, *rows = table.children
    names = [phrase_of(text_of_html(cell)).text for cell in head.cells[:_MOST_COLUMNS]]
    column = _question_column(names, rows, signs)
    if column is None or not rows:
        return None
    meanings = {number: known.meaning for number, name in enumerate(names) if (known := named(name)) is not None}
    meanings[column] = Meaning.QUESTION
    found = TableFound()
    is_contents = sum(_words(row, column, signs).is_link for row in rows[:_LOOKED_AT]) >= 0.5 * len(rows[:_LOOKED_AT])
    wanted = {Meaning.QUESTION, Meaning.ANSWER, Meaning.DIFFICULTY, Meaning.TOPICS, Meaning.HOW}
    found.columns = {name: meanings.get(number) in wanted for number, name in enumerate(names) if name}
    for row in rows:
        words = _words(row, column, signs)
        if words.is_link and not asks(words.text):
            if words.address and not words.address.startswith("#"):
                found.left_out.append(_left_out(row, Reason.LINK))
        elif is_contents and not words.is_link and not asks(words.text):
            continue  # the name of a section
        elif not any(character.isalnum() for character in words.text):
            if any(row.cells):
                found.left_out.append(_left_out(row, Reason.NO_QUESTION))
        else:
            found.drafts.append(_draft(row, words, meanings))
    return found


def links_in_table(table: Block) -> list[LeftOut]:
    """The rows of a table of links; empty if it is another table."""
    rows = [row for row in table.children[1:] if any("](" in cell for cell in row.cells)]
    return [_left_out(row, Reason.LINK) for row in rows] if len(rows) >= 0.5 * (len(table.children) - 1) else []


def _question_column(names: Sequence[str], rows: Sequence[Block], signs: Signs) -> int | None:
    """The column that says so and holds text, or else the one that holds the most questions."""
    shares = [_share(rows, column, signs) for column in range(len(names))]
    for is_sure in (True, False):
        for column, name in enumerate(names):
            known = named(name)
            if known is None or known.meaning is not Meaning.QUESTION or known.is_sure is not is_sure:
                continue
            if shares[column] >= (0.1 if is_sure else 0.5):
                return column
    best = max(range(len(names)), key=lambda column: shares[column], default=0)
    return best if names and shares[best] >= 0.5 else None


def _share(rows: Sequence[Block], column: int, signs: Signs) -> float:
    """How many cells of a column are questions, of 1; the first rows say it."""
    looked_at = [row for row in rows[:_LOOKED_AT] if column < len(row.cells) and row.cells[column]]
    return sum(asks(_words(row, column, signs).text) for row in looked_at) / len(looked_at) if looked_at else 0.0


def _words(row: Block, column: int, signs: Signs) -> Phrase:
    return phrase_of(text_of_html(row.cells[column]) if column < len(row.cells) else "", signs)


def _draft(row: Block, words: Phrase, meanings: Mapping[int, Meaning]) -> OpenQuestion:
    draft = OpenQuestion(
        line=row.line, text=words.text, difficulty=words.difficulty, address=words.address if words.is_link else None
    )
    for column, cell in enumerate(row.cells):
        text = text_of_html(cell).strip()
        match meanings.get(column):
            case Meaning.ANSWER if text:
                draft.body.append(Block(BlockKind.TEXT, row.line, text=text))
            case Meaning.DIFFICULTY:
                draft.difficulty = phrase_of(text).text or draft.difficulty
            case Meaning.TOPICS:
                draft.topics += tuple(topic for part in text.split(",") if (topic := phrase_of(part).text))
    return draft


def _left_out(row: Block, why: Reason) -> LeftOut:
    text = " | ".join(phrase_of(text_of_html(cell)).text for cell in row.cells if cell)
    return LeftOut(line=row.line, text=text[:_LONGEST_SHOWN], why=why)
