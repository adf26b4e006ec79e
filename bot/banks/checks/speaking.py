"""Finds examples that nobody would say aloud: too short or too long for their minutes, or too full of numbers."""

from __future__ import annotations

from collections.abc import Iterator

from bot.banks.checks.finding import Finding, Rule, warning
from bot.banks.format.loader import LoadedBank
from bot.banks.format.model import Bank, Question
from bot.banks.format.speech import WORDS_PER_MINUTE, count_numbers, count_words
from bot.formatting.words import how_many
from bot.yamlfile.problem import Path

LEAST_SHARE, GREATEST_SHARE = 0.4, 0.75
"""How much of a question's minutes an example may take: the rest is for thinking, and for what is asked in between."""
FEWEST_WORDS, MOST_WORDS = 60, 450
"""The limits in any number of minutes, and where a question has none."""
MOST_NUMBERS = 10


def out_of_range(loaded: LoadedBank) -> Iterator[Finding]:
    """A warning for each example with too few or too many words for its question's minutes."""
    for path, question, text in _examples(loaded.bank):
        fewest, most = words_in(question.minutes)
        words = count_words(text)
        if fewest <= words <= most:
            continue
        said = f" of {how_many(question.minutes, 'minute')}" if question.minutes else ""
        amount = "few" if words < fewest else "many"
        what = f"has {how_many(words, 'word')}, too {amount} for an answer{said} said aloud"
        other = ", or change the minutes" if question.minutes else ""
        yield warning(Rule.LENGTH, loaded, path, what, f"write {fewest} to {most}{other}")


def full_of_numbers(loaded: LoadedBank) -> Iterator[Finding]:
    """A warning for each example with more than `MOST_NUMBERS` numbers."""
    for path, _, text in _examples(loaded.bank):
        numbers = count_numbers(text)
        if numbers > MOST_NUMBERS:
            what = f"has {numbers} numbers, more than a listener can follow"
            instead = f"keep those that decide something, {MOST_NUMBERS} at most"
            yield warning(Rule.NUMBERS, loaded, path, what, instead)


def words_in(minutes: int | None) -> tuple[int, int]:
    """The fewest and the most words of an example for a question of so many minutes, or of none."""
    if minutes is None:
        return FEWEST_WORDS, MOST_WORDS
    fewest, most = (int(share * minutes * WORDS_PER_MINUTE) for share in (LEAST_SHARE, GREATEST_SHARE))
    return min(fewest, MOST_WORDS), min(most, MOST_WORDS)


def _examples(bank: Bank) -> Iterator[tuple[Path, Question, str]]:
    """The text of each example with its path, and its question."""
    for question_at, question in enumerate(bank.questions):
        for example_at, example in enumerate(question.examples):
            yield ("questions", question_at, "examples", example_at, "text"), question, example.text
