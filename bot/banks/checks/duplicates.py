"""Finds questions that repeat another one, or nearly repeat it, in one bank or across banks.

The likeness of two questions is the cosine of their word vectors, with inverse document frequencies: words are compared
without endings, and count more the fewer questions have them. Words in common are no proof, so likeness only warns.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.banks.checks.finding import Finding, Rule, error, warning
from bot.banks.checks.stems import Stems, plain_words
from bot.banks.format.loader import LoadedBank

ALIKE = 0.5
"""Different questions of the banks that we ship stay well below; the same question in other words comes out above."""
_ALL_BUT_THE_SAME = 0.95
_OF_ASKING = "describe explain imagine suppose tell think time"
"""Words with which anything can be asked."""
_TOO_COMMON = 400
"""A word in this many questions tells nothing, and comparing all of them takes time."""
_SIGNS = re.compile(r"(?<=\w)[+#]+|[=<>!]=+|[-=]>|&&|\|\|")
"""Signs that make other words: C, C# and C++ are three languages."""
_FEWEST_WORDS = 3
"""Fewer shared words than this count only if there are hardly any others; a single one never counts."""


@dataclass(frozen=True, slots=True)
class _Asked:
    loaded: LoadedBank
    at: int

    @property
    def text(self) -> str:
        return self.loaded.bank.questions[self.at].text

    @property
    def name(self) -> str:
        path = ("questions", self.at)
        return f"`{self.loaded.bank.questions[self.at].id}` ({self.loaded.file}:{self.loaded.line_of(path)})"


def repeated(banks: Sequence[LoadedBank]) -> Iterator[Finding]:
    """A finding for each question that repeats an earlier one, at the later of the two."""
    first: dict[tuple[str, ...], _Asked] = {}
    different: list[_Asked] = []
    for asked in _questions(banks):
        words = (*plain_words(asked.text), *_SIGNS.findall(asked.text)) or (asked.text,)
        earlier = first.setdefault(words, asked)
        if earlier is asked:
            different.append(asked)
        else:
            yield _same(asked, earlier)
    yield from _similar(different)


def _questions(banks: Sequence[LoadedBank]) -> Iterator[_Asked]:
    for loaded in banks:
        for at in range(len(loaded.bank.questions)):
            yield _Asked(loaded, at)


def _same(asked: _Asked, earlier: _Asked) -> Finding:
    found = error if asked.loaded is earlier.loaded else warning
    path = ("questions", asked.at, "question")
    what = f"asks the same as {earlier.name}"
    return found(Rule.DUPLICATE, asked.loaded, path, what, "ask something else, or remove one of the two")


def _similar(questions: Sequence[_Asked]) -> Iterator[Finding]:
    vectors = _vectors(questions)
    holders: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (asked, vector) in enumerate(zip(questions, vectors, strict=True)):
        language = asked.loaded.bank.language
        likeness: defaultdict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        for stem, weight in vector.items():
            having = holders[language, stem]
            if len(having) < _TOO_COMMON:
                for other in having:
                    likeness[other] += weight * vectors[other][stem]
                    shared[other] += 1
            having.append(number)
        alike = [
            other
            for other, share in likeness.items()
            if shared[other] > 1 and share >= (ALIKE if shared[other] >= _FEWEST_WORDS else _ALL_BUT_THE_SAME)
        ]
        if alike:
            closest = max(alike, key=lambda other: likeness[other])
            what = f"asks nearly the same as {questions[closest].name}"
            instead = "ask something else, or remove one of the two"
            yield warning(Rule.SIMILAR, asked.loaded, ("questions", asked.at, "question"), what, instead)


def _vectors(questions: Sequence[_Asked]) -> list[dict[str, float]]:
    """A vector of length 1 for each question: its stems with their weights."""
    stems: dict[str, Stems] = {}
    found = []
    for asked in questions:
        language = asked.loaded.bank.language
        of_language = stems.setdefault(language, Stems(language))
        asking = set(of_language.of(_OF_ASKING))
        found.append([stem for stem in of_language.of(asked.text) if stem not in asking])
    having = Counter(stem for each in found for stem in set(each))
    return [_unit({stem: 1 + math.log(len(found) / having[stem]) for stem in each}) for each in found]


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.hypot(*vector.values())
    return {stem: weight / length for stem, weight in vector.items()}
