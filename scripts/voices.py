#!/usr/bin/env python3
"""Counts, bank by bank, what makes many answers sound like one author, and what nobody could say or follow aloud.

The counts are of words: a reason to look, not a verdict. `--lines COLUMN` names the examples behind a column.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.banks.checks.speaking import MOST_NUMBERS, words_in
from bot.banks.format.loader import parse_bank
from bot.banks.format.model import Bank, Kind, Question
from bot.banks.format.speech import count_numbers, count_words
from bot.cli.banks.last_commit import committed_banks

FOLDER = Path(__file__).resolve().parents[1] / "question_banks"

Holds = Callable[[Question, str], bool]

_END_OF_SENTENCE = re.compile(r"(?<=[.!?…])[\"')\]]*\s+")
_FAILED = (
    *("forgot", "forgotten", "missed", "overlooked", "lost", "broke", "failed", "blamed", "ignored", "assumed"),
    *("underestimated", "regret", "regretted", "hadn't", "was wrong", "were wrong", "got it wrong", "got that wrong"),
    *("should have", "shouldn't have", "ought to have"),
    r"didn't (?:check|look|ask|notice|know|think|test|read|write|tell)",
)
_ALWAYS = r"(?:once |had |have |never |also |simply |only |just )*"
_FAILURE = (
    rf"\b(?:I|we)(?:'d|'ve)? {_ALWAYS}(?:{'|'.join(_FAILED)})\b",
    r"\bmy (?:own )?(?:mistake|fault|first (?:version|attempt|try))\b",
)
_OWN_STORY = (
    r"\b(?:at|in) my (?:last|previous|old|first) (?:company|job|firm|team|place)\b",
    r"\b(?:I|we) had (?:exactly |just )?th(?:is|at)\b",
    r"\bth(?:is|at) happened to (?:me|us)\b",
    r"\blast (?:year|spring|summer|autumn|fall|winter|month)\b",
    r"\byears ago\b",
    r"\bI once\b",
)
_NEW_HABIT = (r"\b(?:since then|ever since|these days|nowadays|today I|so now I|now I always|from then on|has held)\b",)
_FIGURES = (
    r"(?<![\d.,])(?:6|9|11|14|31|38|40|61|212|400|900|9,000)(?![\d.,]*\d)",
    r"\b(?:six|nine|eleven|fourteen|forty)\b",
)
_OTHER_MONEY = (r"\$\d", r"\b(?:dollars?|reais|rupees?|yen|pounds?|pesos?|nairas?|shillings?|zloty|lira)\b")


def _says(*patterns: str) -> Holds:
    found = re.compile("|".join(patterns), re.IGNORECASE)
    return lambda _, text: found.search(text) is not None


def _ends(*patterns: str) -> Holds:
    says = _says(*patterns)
    return lambda asked, text: says(asked, ending(text))


def _outside_stories(holds: Holds) -> Holds:
    return lambda asked, text: asked.kind is not Kind.BEHAVIOURAL and holds(asked, text)


COLUMNS: Mapping[str, tuple[str, Holds]] = {
    "short": ("too few words for the minutes", lambda asked, text: count_words(text) < words_in(asked.minutes)[0]),
    "long": ("too many words for the minutes", lambda asked, text: count_words(text) > words_in(asked.minutes)[1]),
    "numbers": (f"more than {MOST_NUMBERS} numbers", lambda _, text: count_numbers(text) > MOST_NUMBERS),
    "failure": ("a failure of the speaker, outside behavioural questions", _outside_stories(_says(*_FAILURE))),
    "story": ("a story of the speaker's own, outside behavioural questions", _outside_stories(_says(*_OWN_STORY))),
    "failure last": ("a failure of the speaker in the last two sentences", _ends(*_FAILURE)),
    "habit last": ("a new habit in the last two sentences", _ends(*_NEW_HABIT)),
    "weekday": ("a weekday", _says(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b")),
    "nobody": ("nobody, somebody, anybody or everybody", _says(r"\b(?:no|some|any|every)body\b")),
    "rang": ("“I rang” or “it turned out”", _says(r"\b(?:I|we) (?:rang|ring)\b", r"\bturned out\b")),
    "figures": ("6, 9, 11, 14, 31, 38, 40, 61, 212, 400, 900 or 9,000", _says(*_FIGURES)),
    "euros": ("euros", _says(r"\beuros?\b", "€")),
    "other money": ("dollars or other money", _says(*_OTHER_MONEY)),
}
"""What is counted, by the heading of its column: its meaning, and whether it holds of an example's text."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Count the habits of the answers in question banks.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: all banks that are shipped")
    parser.add_argument("--at", metavar="COMMIT", help="count the shipped banks as they were in this commit")
    parser.add_argument("--lines", metavar="COLUMN", choices=COLUMNS, help="name the examples that a column counts")
    given = parser.parse_args()
    banks = _committed(given.at) if given.at else [_read(file) for file in given.files or sorted(FOLDER.glob("*.yaml"))]
    console = Console(width=180)
    if given.lines:
        for line in counted(banks, given.lines):
            console.print(line, markup=False, soft_wrap=True)
        return
    console.print(table(banks))
    for heading, (meaning, _) in COLUMNS.items():
        console.print(f"{heading}: {meaning}", markup=False)


def counted(banks: Sequence[Bank], column: str) -> Iterator[str]:
    """A line for each example that a column counts."""
    _, holds = COLUMNS[column]
    for bank in banks:
        for asked, number, text in _examples(bank):
            if holds(asked, text):
                yield f"{bank.slug} {asked.id} {number}: {ending(text)}"


def table(banks: Sequence[Bank]) -> Table:
    made = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    made.add_column("Bank", no_wrap=True)
    for heading in ("questions", "examples", *COLUMNS):
        made.add_column(heading, justify="right")
    for bank in banks:
        made.add_row(bank.slug, *map(str, figures([bank])))
    made.add_row("in all", *map(str, figures(banks)))
    return made


def figures(banks: Sequence[Bank]) -> Iterator[int]:
    """The number of questions and of examples, and then what each column counts."""
    examples = [each for bank in banks for each in _examples(bank)]
    yield sum(len(bank.questions) for bank in banks)
    yield len(examples)
    for _, holds in COLUMNS.values():
        yield sum(holds(asked, text) for asked, _, text in examples)


def ending(text: str) -> str:
    """The last two sentences."""
    return " ".join(_END_OF_SENTENCE.split(text.strip())[-2:])


def _read(file: Path) -> Bank:
    return parse_bank(file.read_bytes(), file.stem, filename=file.name)


def _committed(commit: str) -> list[Bank]:
    files = committed_banks(FOLDER, since=commit)
    return [parse_bank(content, Path(name).stem, filename=name) for name, content in sorted(files.items())]


def _examples(bank: Bank) -> Iterator[tuple[Question, int, str]]:
    for asked in bank.questions:
        for number, example in enumerate(asked.examples, start=1):
            yield asked, number, example.text


if __name__ == "__main__":
    main()
