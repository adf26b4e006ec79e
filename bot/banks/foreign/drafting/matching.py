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
_COMPARED = 8
"""With so many questions that share most words a question is compared."""
_SHORTEST_TELLING = 20
"""An answer of fewer characters, such as "True", many questions have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedInFile:
    """What a file says of a question by which it can be known again."""

    id: str
    """The id that the file gives it, in kebab-case; empty if it gives none."""
    text: str
    answers: frozenset[str]


def matched(asked: Sequence[AskedInFile], present: Sequence[Question]) -> list[Question | None]:
    """The question of the bank that each one is; None for a new one. No question of the bank is given twice.

    It is the same by its text, with its id as far as several have that text; else by its id; else by nearly the same
    text. An id that is a running number proves little: such numbers shift when a row is inserted or removed.
    """
    return _Matching(asked, present).done()


class _Matching:
    def __init__(self, asked: Sequence[AskedInFile], present: Sequence[Question]) -> None:
        self._asked = asked
        self._present = present
        self._place = {question.id: at for at, question in enumerate(present)}
        self._free = {question.id: question for question in present}
        self._found: list[Question | None] = [None] * len(asked)

    def done(self) -> list[Question | None]:
        if self._free:
            self._by_id_and_text()
            self._by_text()
            self._by_id(has_shifted=self._has_shifted())
            self._by_nearly_the_same_text()
        return self._found

    def _open(self) -> list[tuple[int, AskedInFile]]:
        return [(at, each) for at, each in enumerate(self._asked) if self._found[at] is None]

    def _take(self, at: int, question: Question) -> None:
        self._found[at] = self._free.pop(question.id)

    def _by_id_and_text(self) -> None:
        for at, each in self._open():
            question = self._free.get(each.id)
            if question is not None and text_key(question.text) == text_key(each.text):
                self._take(at, question)

    def _by_text(self) -> None:
        by_key: dict[str, Question] = {}
        for question in self._free.values():
            by_key.setdefault(text_key(question.text), question)
        for at, each in self._open():
            known = by_key.pop(text_key(each.text), None)
            if known is not None:
                self._take(at, known)

    def _has_shifted(self) -> bool:
        """True if a question that is known by its text has another running number now."""
        pairs = zip(self._asked, self._found, strict=True)
        return any(found is not None and each.id != found.id and _is_running(each.id) for each, found in pairs)

    def _by_id(self, *, has_shifted: bool) -> None:
        for at, each in self._open():
            question = self._free.get(each.id)
            if question is None:
                continue
            if not _is_running(each.id) or (not has_shifted and have_much_in_common(question.text, each.text)):
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
            likely = [*self._in_its_place(at), *(self._free[each] for each, _ in shared.most_common(_COMPARED))]
            same = next((question for question in likely if _is_later_version(each, question)), None)
            if same is not None:
                self._take(at, same)

    def _in_its_place(self, at: int) -> list[Question]:
        """The questions next to those of the rows before and behind: most rows stay where they are.

        Where all questions begin alike, no word but the corrected one tells them apart.
        """
        before = -1 if at == 0 else self._place_of(at - 1)
        behind = len(self._present) if at + 1 == len(self._asked) else self._place_of(at + 1)
        likely = [*([] if before is None else [before + 1]), *([] if behind is None else [behind - 1])]
        questions = [self._present[place] for place in likely if 0 <= place < len(self._present)]
        return [question for question in questions if question.id in self._free]

    def _place_of(self, at: int) -> int | None:
        found = self._found[at]
        return None if found is None else self._place[found.id]


def _is_running(question_id: str) -> bool:
    return _RUNNING_NUMBER.fullmatch(question_id) is not None


def _is_later_version(asked: AskedInFile, question: Question) -> bool:
    if is_corrected(question.text, asked.text):
        return True
    answers = (text_key(example.text) for example in question.examples)
    has_its_answer = any(len(answer) >= _SHORTEST_TELLING and answer in asked.answers for answer in answers)
    return has_its_answer and have_much_in_common(question.text, asked.text)
