"""Finds a question by the words in which it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.banks.format.model import Bank
from bot.core.content import without_accents

LEAST_TYPED = 3
"""Characters of the longest word; with fewer, too many questions would be found."""
MOST_TYPED = 200
"""Characters that are read."""
MARK = "#"
"""Between the slug of a bank and the number of its question; no slug has it."""

BEHIND_WORDS = " · "
"""In a suggestion, between the words of a question and where it is: behind the title, its number comes last."""

_FEWEST_WORDS = 2
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_NAME = re.compile(rf"([a-z0-9-]+){MARK}([0-9]{{1,4}})")
_NO_DIGIT = re.compile("[^0-9]")
_CUT = "…"
_EXACT = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question of a bank, by all words in which it is asked."""

    bank: str
    """The slug."""
    title: str
    """That of the bank."""
    number: int
    """1-based, in the bank."""
    words: tuple[str, ...]
    """The question first, then the others."""
    folded: tuple[str, ...]
    """The same, as the search compares them."""

    @property
    def name(self) -> str:
        """What `meant_by_words` knows it by for sure."""
        return f"{self.bank}{MARK}{self.number}"


def asked_questions(bank: Bank) -> tuple[AskedQuestion, ...]:
    """All questions of a bank, in its order."""
    return tuple(
        AskedQuestion(
            bank=bank.slug,
            title=bank.title,
            number=number,
            words=(words := (question.text, *question.also_asked_as)),
            folded=tuple(map(_folded, words)),
        )
        for number, question in enumerate(bank.questions, start=1)
    )


def found_by_words(questions: Iterable[AskedQuestion], typed: str, *, limit: int) -> list[tuple[AskedQuestion, str]]:
    """At most `limit` questions, each with the words that fit what was typed, the best fitting first.

    Case, accents and punctuation do not matter, and the last word may be begun only. Too little typed finds nothing.
    """
    return [(question, question.words[which]) for _, which, question in _ranked(questions, typed)[:limit]]


def meant_by_words(questions: Iterable[AskedQuestion], typed: str) -> AskedQuestion | None:
    """The one question that somebody means: by its name, by a suggestion, or by two words and more that only it has.

    None: there is none, or there are several.
    """
    there = tuple(questions)
    if named := _NAME.fullmatch(typed.strip()):
        return next((each for each in there if (each.bank, each.number) == (named[1], int(named[2]))), None)
    words, _, where = typed.rpartition(BEHIND_WORDS)
    suggested = [each for each in there if _is_at(each, where)]
    for among, wanted in ((suggested, words.removesuffix(_CUT)), (there, typed)):
        ranked = _ranked(among, wanted)
        best = [question for rank, _, question in ranked if rank == ranked[0][0]]
        is_exact = bool(ranked) and ranked[0][0] == _EXACT
        if len(best) == 1 and (is_exact or (len(ranked) == 1 and len(_folded(wanted).split()) >= _FEWEST_WORDS)):
            return best[0]
    return None


def _is_at(question: AskedQuestion, where: str) -> bool:
    """True if that is where a suggestion says that the question is."""
    rest = where.removeprefix(question.title)
    return rest != where and _NO_DIGIT.sub("", rest) == str(question.number)  # a thousand may be written 1,000


def _ranked(questions: Iterable[AskedQuestion], typed: str) -> list[tuple[int, int, AskedQuestion]]:
    """Each question that fits, best first: how well it does, 0 being best, and which of its words does so first."""
    wanted = _folded(typed[:MOST_TYPED])
    typed_words = wanted.split()
    if max(map(len, typed_words), default=0) < LEAST_TYPED:
        return []
    words = [f" {each}" for each in typed_words]
    found = []
    for question in questions:
        ranks = [_rank(each, wanted, words) for each in question.folded]
        best = min((rank for rank in ranks if rank is not None), default=None)
        if best is not None:
            found.append((best, ranks.index(best), question))
    return sorted(found, key=lambda each: each[0])


def _rank(text: str, wanted: str, words: Iterable[str]) -> int | None:
    if text == wanted:
        return _EXACT
    if text.startswith(wanted):
        return 1
    if wanted in text:
        return 2
    return 3 if all(word in text for word in words) else None


def _folded(text: str) -> str:
    """The words in small letters without accents, each behind a space."""
    return f" {_BETWEEN_WORDS.sub(' ', without_accents(text.casefold())).strip()}"
