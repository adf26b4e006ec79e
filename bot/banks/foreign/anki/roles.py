"""Finds out which fields of a note type hold the question, the answer and the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.banks.foreign.anki.collection import NoteType
from bot.banks.foreign.header_words import Meaning, named

_SHOWN = re.compile(r"\{\{([^{}]{1,200})\}\}")
_CONDITIONS = ("#", "^", "/", "!")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The positions of fields by what they mean."""

    question: int
    others: Mapping[int, Meaning]
    """Without the question; a field that means nothing to us is not there."""


def roles_of(note_type: NoteType) -> Roles:
    """By the names of the fields; where these say nothing, by the sides of the card on which they stand.

    Of a note type without fields, the first one is the question, the second one the answer.
    """
    meanings = [named(name) for name in note_type.fields]
    front, back = (_fields_in(template, note_type.fields) for template in (note_type.front, note_type.back))
    questions = [at for at, each in enumerate(meanings) if each is not None and each.meaning is Meaning.QUESTION]
    sure = [at for at in questions if (each := meanings[at]) is not None and each.is_sure]
    question = next(iter((*sure, *(at for at in front if at in questions), *front, *questions, 0)))
    others = {
        at: each.meaning
        for at, each in enumerate(meanings)
        if each is not None and at != question and each.meaning is not Meaning.QUESTION
    }
    if not {Meaning.ANSWER, Meaning.SHORT, Meaning.CORRECT}.intersection(others.values()):
        behind = (at for at in (*back, *range(len(note_type.fields) or 2)) if at != question and at not in front)
        # Beside an explanation, a field whose name says nothing, such as "Source", is hardly the answer.
        is_explained = Meaning.HOW in others.values()
        answer = next((at for at in behind if at not in others and not (is_explained and at not in questions)), None)
        if answer is not None:
            others[answer] = Meaning.ANSWER
    return Roles(question=question, others=others)


def _fields_in(template: str, fields: tuple[str, ...]) -> list[int]:
    """The positions of the fields that a template shows, in order."""
    positions = {name.strip(): at for at, name in reversed(list(enumerate(fields)))}
    shown = []
    for name in _SHOWN.findall(template[:20_000]):
        plain = name.strip()
        if not plain.startswith(_CONDITIONS) and (at := positions.get(plain.rpartition(":")[2].strip())) is not None:
            shown.append(at)
    return list(dict.fromkeys(shown))
