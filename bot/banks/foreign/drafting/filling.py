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
    places = {question.id: at for at, bank in enumerate(present) for question in bank.questions}
    if keep:
        for each, bank in zip(banks, present, strict=True):
            for question in bank.questions:
                each.put(question_content(question), line=1)
    for draft in questions:
        if not draft.is_new:
            banks[places[draft.content["id"]]].put(draft.content, line=draft.line)
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
        while at < len(banks) and not banks[at].has_room(draft.content):
            at += 1
        if at == len(banks) < len(titles):
            banks.append(_Filling({"format": FORMAT, "title": titles[at]}))
        if at < len(banks):
            banks[at].put(draft.content, line=draft.line)
        else:
            without_room += 1
    return without_room


class _Filling:
    """A bank that is being filled."""

    def __init__(self, description: dict[str, Any]) -> None:
        self._description = description
        self._questions: dict[str, tuple[dict[str, Any], int]] = {}
        self._bytes, self._nodes = _weight(description)

    def put(self, content: dict[str, Any], *, line: int) -> None:
        """Add a question, or put it in the place of the one with its id."""
        earlier, _ = self._questions.get(content["id"], ({}, 0))
        for each, sign in ((content, 1), (earlier, -1)):
            size, nodes = _weight(each)
            self._bytes += sign * size
            self._nodes += sign * nodes
        self._questions[content["id"]] = content, line

    def has_room(self, content: dict[str, Any]) -> bool:
        size, nodes = _weight(content)
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


def _weight(value: object) -> tuple[int, int]:
    """About how many bytes a value takes in a bank's file, and exactly how many nodes."""
    match value:
        case str():
            lines = value.count("\n") + len(value) // _WIDTH + 1
            return len(value.encode()) + _BYTES_A_LINE * lines, 1
        case dict():
            weights = [_weight(each) for each in value.values()]
            keys = sum(map(len, value)) + _BYTES_A_LINE * len(value)
            return keys + sum(size for size, _ in weights), 1 + len(value) + sum(nodes for _, nodes in weights)
        case list():
            weights = [_weight(each) for each in value]
            return sum(size for size, _ in weights), 1 + sum(nodes for _, nodes in weights)
        case _:
            return _BYTES_A_LINE, 1
