"""Counts the questions, examples and words of banks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from rich.console import RenderableType
from rich.table import Table

from bot.banks.format.model import Bank, Difficulty, Question
from bot.banks.format.speech import count_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    bank: str
    questions: int
    minutes: int
    """The suggested speaking time of all questions."""
    kinds: dict[str, int]
    difficulties: dict[str, int]
    topics: dict[str, int]
    examples: int
    words: tuple[int, int, int]
    """Words of an example: the fewest, the median and the most; 0 without examples."""


def figures_of(banks: Iterable[Bank]) -> list[Figures]:
    return [_figures(bank.slug, bank.questions) for bank in banks]


def in_all(banks: Sequence[Bank]) -> Figures:
    return _figures("in all", [question for bank in banks for question in bank.questions])


def as_json(banks: Sequence[Bank]) -> str:
    report = {"banks": [asdict(each) for each in figures_of(banks)], "in_all": asdict(in_all(banks))}
    return json.dumps(report, indent=2)


def tables(banks: Sequence[Bank]) -> Iterator[RenderableType]:
    """One line a bank; for a single bank also the kinds and topics of its questions."""
    table = _table()
    table.add_column("Bank", no_wrap=True)
    for heading in ("Questions", *(each.capitalize() for each in Difficulty), "Examples", "Words"):
        table.add_column(heading, justify="right")
    everything = figures_of(banks)
    for figures in everything:
        table.add_row(*_cells(figures))
    if len(everything) > 1:
        table.add_row()
        table.add_row(*_cells(in_all(banks)))
    yield table
    yield "\nWords: of the shortest and of the longest example."
    if len(everything) == 1:
        for heading, counted in (("Kind", everything[0].kinds), ("Topic", everything[0].topics)):
            yield ""
            yield _counts(heading, counted)


def _figures(name: str, questions: Sequence[Question]) -> Figures:
    words = [count_words(example.text) for question in questions for example in question.examples]
    return Figures(
        bank=name,
        questions=len(questions),
        minutes=sum(question.minutes or 0 for question in questions),
        kinds=_counted(question.kind.value for question in questions if question.kind),
        difficulties=_counted(question.difficulty.value for question in questions if question.difficulty),
        topics=_counted(topic for question in questions for topic in question.topics),
        examples=len(words),
        words=(min(words), round(median(words)), max(words)) if words else (0, 0, 0),
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    """The number of times each value occurs, the most frequent first."""
    return dict(Counter(values).most_common())


def _cells(figures: Figures) -> tuple[str, ...]:
    fewest, _, most = figures.words
    return (
        figures.bank,
        str(figures.questions),
        *(str(figures.difficulties.get(each.value, 0)) for each in Difficulty),
        str(figures.examples),
        f"{fewest}-{most}" if figures.examples else "-",
    )


def _table() -> Table:
    return Table(box=None, padding=(0, 2, 0, 0), header_style="bold underline")


def _counts(heading: str, counted: dict[str, int]) -> Table:
    table = _table()
    table.add_column(heading)
    table.add_column("Questions", justify="right")
    for value, number in counted.items():
        table.add_row(value, str(number))
    return table
