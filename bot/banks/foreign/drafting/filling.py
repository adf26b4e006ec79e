"""Puts the questions of a draft into banks: into those that are there, and into new ones once these are full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.banks.exchange.content import description_of, question_content
from bot.banks.foreign.drafting.draft import DraftQuestion
from bot.banks.format.checking import FORMAT
from bot.banks.format.model import MAX_QUESTIONS, Bank
from bot.yamlfile.problem import Path
from bot.yamlfile.source import MAX_BYTES, Document
from bot.yamlfile.tree import MAX_NODES

_BYTES_WITH_ROOM = MAX_BYTES * 9 // 10
_NODES_WITH_ROOM = MAX_NODES * 9 // 10
_BYTES_A_LINE = 12
"""For the indentation of a line in a bank's file."""
_WIDTH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The banks that a file becomes, in order; the first ones are those that were there."""

    banks: tuple[Document | None, ...]
    """The content of each, with the lines of the file from which its questions come; None if nothing is left of it."""
    without_room: int = 0
    """The number of new questions for which there was none."""


def filled(
    questions: Sequence[DraftQuestion], present: Sequence[Bank] = (), *, titles: Sequence[str], keep: bool = True
) -> Filled:
    """Put each question into the bank that has it already; new ones go behind those of the last, in their order.

    `titles`: what the banks are called that are not there yet, and so how many there may be. `keep`: questions of the
    banks stay although the file does not have them; else they go, and the order is that of the file.
    """
    banks = [_Filling({"format": FORMAT, **description_of(bank)}) for bank in present]
    bank_of: dict[str, int] = {}
    for at, bank in enumerate(present):
        for question in bank.questions:
            bank_of.setdefault(question.id, at)
    if keep:
        for each, bank in zip(banks, present, strict=True):
            for question in bank.questions:
                each.put(question_content(question), line=1)
    for draft in questions:
        if not draft.is_new:
            banks[bank_of[draft.content["id"]]].put(draft.content, line=draft.line)
    new = [draft for draft in questions if draft.is_new]
    without_room = _add(new, banks, titles=titles, first=max(len(banks) - 1, 0) if keep else 0)
    if not keep:
        order = {draft.content["id"]: place for place, draft in enumerate(questions)}
        for each in banks:
            each.sort(order)
    return Filled(banks=tuple(each.document() for each in banks), without_room=without_room)


def _add(new: Sequence[DraftQuestion], banks: list[_Filling], *, titles: Sequence[str], first: int) -> int:
    """Add questions to the first bank with room, or to one more. Returns the number of those without room."""
    at, without_room = first, 0
    for draft in new:
        weight = _weight(draft.content)
        while at < len(banks) and not banks[at].has_room(weight):
            at += 1
        if at == len(banks) < len(titles):
            banks.append(_Filling({"format": FORMAT, "title": titles[at]}))
        if at < len(banks):
            banks[at].put(draft.content, line=draft.line, weight=weight)
        else:
            without_room += 1
    return without_room


class _Filling:
    """A bank that is being filled."""

    def __init__(self, description: dict[str, Any]) -> None:
        self._description = description
        self._questions: dict[str, tuple[dict[str, Any], int]] = {}
        self._bytes, self._nodes = _weight(description)

    def put(self, content: dict[str, Any], *, line: int, weight: tuple[int, int] | None = None) -> None:
        """Add a question, or put it in the place of the one with its id. `weight`: its own, if it is known."""
        size, nodes = _weight(content) if weight is None else weight
        if content["id"] in self._questions:
            earlier, fewer = _weight(self._questions[content["id"]][0])
            size, nodes = size - earlier, nodes - fewer
        self._bytes += size
        self._nodes += nodes
        self._questions[content["id"]] = content, line

    def has_room(self, weight: tuple[int, int]) -> bool:
        size, nodes = weight
        return (
            len(self._questions) < MAX_QUESTIONS
            and self._bytes + size <= _BYTES_WITH_ROOM
            and self._nodes + nodes <= _NODES_WITH_ROOM
        )

    def sort(self, order: Mapping[str, int]) -> None:
        self._questions = dict(sorted(self._questions.items(), key=lambda item: order[item[0]]))

    def document(self) -> Document | None:
        if not self._questions:
            return None
        lines: dict[Path, int] = {("questions", at): line for at, (_, line) in enumerate(self._questions.values())}
        questions = [content for content, _ in self._questions.values()]
        return Document(value={**self._description, "questions": questions}, lines=lines, spoilt=frozenset())


def _weight(content: dict[str, Any]) -> tuple[int, int]:
    """About how many bytes a part takes in a bank's file, and exactly how many nodes."""
    size = nodes = 0
    waiting: list[object] = [content]
    while waiting:
        value = waiting.pop()
        nodes += 1
        if isinstance(value, str):
            lines = value.count("\n") + len(value) // _WIDTH + 1
            size += len(value if value.isascii() else value.encode()) + _BYTES_A_LINE * lines
        elif isinstance(value, dict):
            size += 2 * _BYTES_A_LINE * len(value)
            nodes += len(value)
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return size, nodes
