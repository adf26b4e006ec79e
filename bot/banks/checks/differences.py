"""Finds the texts in which two versions of a bank differ, each named as in a bank's file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.banks.format.model import Author, Bank, Question

_SHOWN_ONCE = ("slug", "authors", "questions")
_NAMES = {"text": "question"}
"""The names of a question's fields in a file, where the code has others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A place whose text is another one; empty where there was or is none."""

    where: str
    before: str
    after: str


def differences(before: Bank, after: Bank) -> tuple[Difference, ...]:
    """What differs beside and in the questions that both have, in the order of a file."""
    old, new = _texts_of(before), _texts_of(after)
    shared = {each.id for each in before.questions} & {each.id for each in after.questions}
    found = list(_differing(old, new))
    asked = {question.id: question for question in before.questions}
    for question in after.questions:
        if question.id in shared:
            found += _differing(_texts_in(asked[question.id]), _texts_in(question))
    return tuple(found)


def is_reordered(before: Bank, after: Bank) -> bool:
    """True if questions that both have come in another order."""
    old, new = [each.id for each in before.questions], [each.id for each in after.questions]
    return [each for each in old if each in set(new)] != [each for each in new if each in set(old)]


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    for where in dict.fromkeys([*after, *before]):
        old, new = before.get(where, ""), after.get(where, "")
        if old != new:
            yield Difference(where=where, before=old, after=new)


def _texts_of(bank: Bank) -> dict[str, str]:
    """All but the questions."""
    texts = {name: _text(value) for name, value in bank.model_dump().items() if name not in _SHOWN_ONCE}
    # The first author is the one of questions that name none, so the order counts.
    texts["authors"] = ", ".join(author.id for author in bank.authors)
    for author in bank.authors:
        texts |= _fields_of(author, f"authors: {author.id}")
    return texts


def _texts_in(question: Question) -> dict[str, str]:
    return _fields_of(question, question.id)


def _fields_of(part: Author | Question, place: str) -> dict[str, str]:
    fields = part.model_dump(exclude={"id"})
    return {f"{place}: {_NAMES.get(name, name)}": _text(value) for name, value in fields.items()}


def _text(value: Any) -> str:
    """A value as one reads it; a list with an entry on each line."""
    match value:
        case None:
            return ""
        case str():
            return str(value)
        case Mapping():
            return " / ".join(filter(None, map(_text, value.values())))
        case Sequence():
            return "\n".join(f"- {_text(each)}" for each in value)
        case _:
            return str(value)
