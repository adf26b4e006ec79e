"""Finds the questions of a file among those that a bank has already, although some words or ids were changed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.banks.checks.stems import plain_words
from bot.banks.foreign.drafting.alike import have_much_in_common, is_corrected, text_key
from bot.banks.format.model import Question

_RUNNING_NUMBER = re.compile(r"[a-z]{0,2}-?\d+(-\d+)*")
_TOO_COMMON = 60
"""A word in this many questions tells nothing, and comparing all of them takes time."""
_COMPARED = 4
"""With so many questions that share most words a question is compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedInFile:
    """What a file says of a question by which it can be known again."""

    id: str
    """The id that the file gives it, in kebab-case; empty if it gives none."""
    text: str
    answers: frozenset[str]


def matched(asked: Sequence[AskedInFile], present: Sequence[Question]) -> list[Question | None]:
    """The question of the bank that each one is; None for a new one. No question of the bank is given twice.

    It is the same by its id and its text, else by its text alone, else by its id alone, else by nearly the same text.
    An id that is a running number proves nothing by itself: such numbers shift when a row is inserted.
    """
    return _Matching(asked, present).done()


class _Matching:
    def __init__(self, asked: Sequence[AskedInFile], present: Sequence[Question]) -> None:
        self._asked = asked
        self._free = {question.id: question for question in present}
        self._found: list[Question | None] = [None] * len(asked)

    def done(self) -> list[Question | None]:
        if self._free:
            self._by_id_and_text()
            self._by_text()
            self._by_id()
            self._by_nearly_the_same_text()
        return self._found

    def _open(self) -> list[tuple[int, AskedInFile]]:
        return [(at, each) for at, each in enumerate(self._asked) if self._found[at] is None]

    def _take(self, at: int, question: Question) -> None:
        self._found[at] = self._free.pop(question.id)

    def _by_id_and_text(self) -> None:
        for at, each in self._open():
            question = self._free.get(each.id)
            if question is not None and (
                text_key(question.text) == text_key(each.text) or is_corrected(question.text, each.text)
            ):
                self._take(at, question)

    def _by_text(self) -> None:
        by_key: dict[str, Question] = {}
        for question in self._free.values():
            by_key.setdefault(text_key(question.text), question)
        for at, each in self._open():
            known = by_key.pop(text_key(each.text), None)
            if known is not None:
                self._take(at, known)

    def _by_id(self) -> None:
        for at, each in self._open():
            question = self._free.get(each.id)
            if question is None:
                continue
            if not _RUNNING_NUMBER.fullmatch(each.id) or have_much_in_common(question.text, each.text):
                self._take(at, question)

    def _by_nearly_the_same_text(self) -> None:
        having: defaultdict[str, list[Question]] = defaultdict(list)
        for question in self._free.values():
            for word in set(plain_words(question.text)):
                having[word].append(question)
        for at, each in self._open():
            shared: Counter[str] = Counter()
            for word in set(plain_words(each.text)):
                if len(having[word]) <= _TOO_COMMON:
                    shared.update(question.id for question in having[word] if question.id in self._free)
            for likely, _ in shared.most_common(_COMPARED):
                question = self._free[likely]
                same_answer = not each.answers.isdisjoint(text_key(example.text) for example in question.examples)
                if is_corrected(question.text, each.text) or (
                    same_answer and have_much_in_common(question.text, each.text)
                ):
                    self._take(at, question)
                    break
