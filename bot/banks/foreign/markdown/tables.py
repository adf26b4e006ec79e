"""Reads the questions in a table by what its columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.banks.foreign.found import FoundQuestion, LeftOut, Reason, Shape
from bot.banks.foreign.header_words import Meaning, named
from bot.banks.foreign.html_text import text_of_html
from bot.banks.foreign.markdown.blocks import Block
from bot.banks.foreign.markdown.phrasing import Phrase, Signs, phrase_of, shown_links
from bot.banks.foreign.markdown.signs import asks
from bot.banks.foreign.records.asking import FoundRecord, RecordReading, found_in

_SHOWN = 100
_MOST_COLUMNS = 60
_LOOKED_AT = 200
"""Rows that say what a column holds."""


@dataclass(slots=True)
class TableFound:
    """What a table holds."""

    questions: list[FoundQuestion] = field(default_factory=list)
    linked: list[tuple[int, Phrase]] = field(default_factory=list)
    """The lines and the words of questions that are links."""
    left_out: list[LeftOut] = field(default_factory=list)
    columns: dict[str, bool] = field(default_factory=dict)
    """The columns by their names; True for those that were used."""
    mapped: tuple[str, ...] = ()
    """Those of them whose words will be translated."""


def questions_in_table(table: Block, signs: Signs) -> TableFound | None:
    """The questions of a table; None if it has no column of questions."""
    head, *rows = table.children
    names = _names(head)
    column = _question_column(names, rows, signs)
    if column is None or not rows:
        return None
    found = TableFound()
    if surplus := " | ".join(filter(None, head.cells[_MOST_COLUMNS:])):
        found.left_out.append(LeftOut.of(head.line, surplus, Reason.BEYOND))
    phrases = [_phrase(row, column, signs) for row in rows]
    is_contents = sum(phrase.is_link for phrase in phrases) >= 0.5 * len(phrases)
    records = []
    levels = {}
    for row, phrase in zip(rows, phrases, strict=True):
        if phrase.is_link and (asks(phrase.text) or not is_contents):
            found.linked.append((row.line, phrase))
        elif phrase.is_link and phrase.leads_away:
            found.left_out.append(_left_out(row, Reason.LINK))
        elif not is_contents or asks(phrase.text):
            values: dict[str, object] = {name: _cell(text) for name, text in zip(names, row.cells, strict=False)}
            records.append(FoundRecord(row.line, {**values, names[column]: phrase.text}))
            levels[row.line] = phrase.difficulty
    # Links to questions have no use for the columns beside them: those say where, or how many.
    reading = RecordReading(shape=Shape.MARKDOWN, fields={Meaning.QUESTION.value: names[column]})
    made = found_in(records, reading, names=names)
    found.questions = [replace(each, difficulty=each.difficulty or levels[each.line]) for each in made.questions]
    found.left_out += made.left_out
    used = {*made.used, *made.mapped} if records else {names[column]}
    found.mapped = made.mapped
    found.columns = {name: name in used for name in names if name in used or name in made.unused}
    return found


def links_in_table(table: Block) -> list[LeftOut]:
    """The rows of a table of links; empty if it is another table."""
    rows = [row for row in table.children[1:] if any("](" in cell for cell in row.cells)]
    return [_left_out(row, Reason.LINK) for row in rows] if len(rows) >= 0.5 * (len(table.children) - 1) else []


def _names(head: Block) -> list[str]:
    """A name for each column, each once: as the table has it, or its number."""
    names: list[str] = []
    for number, cell in enumerate(head.cells[:_MOST_COLUMNS], start=1):
        name = phrase_of(text_of_html(cell)).text[:_SHOWN] or str(number)
        names.append(name if name not in names else f"{name} ({number})")
    return names


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
    return sum(asks(_phrase(row, column, signs).text) for row in looked_at) / len(looked_at) if looked_at else 0.0


def _phrase(row: Block, column: int, signs: Signs) -> Phrase:
    return phrase_of(text_of_html(row.cells[column]) if column < len(row.cells) else "", signs)


def _cell(text: str) -> str:
    return shown_links(text_of_html(text)).strip()


def _left_out(row: Block, why: Reason) -> LeftOut:
    text = " | ".join(phrase_of(text_of_html(cell)).text for cell in row.cells if cell)
    return LeftOut(line=row.line, text=text[:_SHOWN], why=why)
