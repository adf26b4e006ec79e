"""Finds examples that nobody would say aloud: too short to be an answer, or too long to be listened to."""

from __future__ import annotations

from collections.abc import Iterator

from bot.banks.checks.finding import Finding, Rule, warning
from bot.banks.format.loader import LoadedBank
from bot.banks.format.speech import count_words

FEWEST_WORDS = 90
MOST_WORDS = 200


def out_of_range(loaded: LoadedBank) -> Iterator[Finding]:
    """A warning for each example with fewer than `FEWEST_WORDS` or more than `MOST_WORDS` words."""
    for question_at, question in enumerate(loaded.bank.questions):
        for example_at, example in enumerate(question.examples):
            words = count_words(example.text)
            path = ("questions", question_at, "examples", example_at, "text")
            if words < FEWEST_WORDS:
                what = f"has {words} word{'' if words == 1 else 's'}, too few for an answer said aloud"
                yield warning(Rule.LENGTH, loaded, path, what, f"write {FEWEST_WORDS} to {MOST_WORDS}")
            elif words > MOST_WORDS:
                what = f"has {words} words, too many for an answer said aloud"
                yield warning(Rule.LENGTH, loaded, path, what, f"write {FEWEST_WORDS} to {MOST_WORDS}")
