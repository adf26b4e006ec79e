"""Finds a question by the words in which it is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot.banks.format.model import Bank

LEAST_TYPED = 3
"""Characters; of fewer, too many questions would be found."""
MOST_TYPED = 200
"""Characters that are read."""
MARK = "#"
"""Between the slug of a bank and the number of its question; no slug has it."""

_FEWEST_WORDS = 2
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_NUMBERED = re.compile(rf"([a-z0-9-]+){MARK}([0-9]{{1,4}})")
_CUT = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question of a bank, by all words in which it is asked."""

    bank: str
    """The slug."""
    title: str
    """That of the bank."""
    number: int
    """1-based, in the bank."""
    wordings: tuple[str, ...]
    """The question first, then the others."""
    folded: tuple[str, ...]
    """The same, as the search compares them."""

    @property
    def name(self) -> str:
        """What `question_meant` knows it by for sure."""
        return f"{self.bank}{MARK}{self.number}"


def asked_questions(bank: Bank) -> tuple[AskedQuestion, ...]:
    """All questions of a bank, in its order."""
    return tuple(
        AskedQuestion(
            bank=bank.slug,
            title=bank.title,
            number=number,
            wordings=(wordings := (question.text, *question.also_asked_as)),
            folded=tuple(map(_folded, wordings)),
        )
        for number, question in enumerate(bank.questions, start=1)
    )


def questions_found(questions: Iterable[AskedQuestion], typed: str, *, limit: int) -> list[tuple[AskedQuestion, str]]:
    """At most `limit` questions, each with the wording that fits what was typed, the best fitting first.

    Case, accents and punctuation do not matter, and the last word may be begun only. Too little typed finds nothing.
    """
    ranked = sorted(_ranked(questions, typed), key=lambda each: each[0])
    return [(question, question.wordings[which]) for _, which, question in ranked[:limit]]


def question_meant(questions: Iterable[AskedQuestion], typed: str) -> AskedQuestion | None:
    """The one question that somebody means: by its name, by a suggestion, or by words that no other question has.

    None: there is none, or there are several.
    """
    there = tuple(questions)
    if named := _NUMBERED.fullmatch(typed.strip()):
        return next((each for each in there if (each.bank, each.number) == (named[1], int(named[2]))), None)
    for wanted in (typed, typed.rpartition(" · ")[0].removesuffix(_CUT)):
        if len(_folded(wanted).split()) < _FEWEST_WORDS:
            continue
        ranked = sorted(_ranked(there, wanted), key=lambda each: each[0])
        if ranked and (len(ranked) == 1 or ranked[0][0] < min(ranked[1][0], 2)):
            return ranked[0][2]
    return None


def _ranked(questions: Iterable[AskedQuestion], typed: str) -> list[tuple[int, int, AskedQuestion]]:
    """Each question that fits, with how well it does, 0 being best, and which of its wordings does so first."""
    wanted = _folded(typed[:MOST_TYPED])
    if len(wanted.strip()) < LEAST_TYPED:
        return []
    words = [f" {each}" for each in wanted.split()]
    found = []
    for question in questions:
        ranks = [_rank(each, wanted, words) for each in question.folded]
        best = min((rank for rank in ranks if rank is not None), default=None)
        if best is not None:
            found.append((best, ranks.index(best), question))
    return found


def _rank(text: str, wanted: str, words: Iterable[str]) -> int | None:
    if text == wanted:
        return 0
    if text.startswith(wanted):
        return 1
    if wanted in text:
        return 2
    return 3 if all(word in text for word in words) else None


def _folded(text: str) -> str:
    """The words in small letters without accents, each behind a space."""
    characters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in characters if not unicodedata.combining(each))
    return f" {_BETWEEN_WORDS.sub(' ', plain).strip()}"
