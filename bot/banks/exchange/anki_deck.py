"""Writes a bank as a deck for Anki: questions in front, everything that helps to answer them behind."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import genanki

from bot.banks.exchange.anki_fields import FIELDS, fields_of_note
from bot.banks.format.model import Bank, Question

# Anki recognises a note type and its notes by these for ever, so importing a newer deck updates its cards.
_NOTE_TYPE = 1_732_160_945
_NAMESPACE = "mock-interviewer"

STYLED = 1_796_083_200
"""When templates and style were changed last, in seconds since 1970; the import puts a newer one over people's own."""
_FRONT = '<div class="bank">{{Bank}}</div><div class="question">{{Question}}</div>'
_BACK = "{{FrontSide}}<hr id=answer>" + "".join(
    f"{{{{#{name}}}}}<h3>{name}</h3>{{{{{name}}}}}{{{{/{name}}}}}" for name in FIELDS[1:6]
)
_STYLE = """
.card { font-family: sans-serif; font-size: 18px; line-height: 1.5; text-align: left; max-width: 42em; margin: auto; }
.bank { font-size: 13px; opacity: 0.6; }
.question { font-size: 22px; }
.note, .also { font-size: 14px; opacity: 0.7; }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierNote:
    """A note as an earlier export has it."""

    fields: tuple[str, ...]
    tags: tuple[str, ...]
    modified: int
    """In seconds since 1970."""


_NONE: Mapping[str, EarlierNote] = MappingProxyType({})


def to_anki(bank: Bank, *, earlier: Mapping[str, EarlierNote] = _NONE) -> bytes:
    """The bank as an `.apkg`. Importing a later one into Anki updates the cards and keeps what was learned.

    Anki updates every note that is younger than its own, whatever it says. So a note that has not changed since the
    `earlier` export, which has its notes by their guids, keeps the time that it has there.
    """
    now = int(time.time())
    note_type = _NoteType(
        _NOTE_TYPE,
        "Mock Interviewer question",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Say it aloud", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    deck = genanki.Deck(_deck_id(bank.slug), deck_name(bank.slug))
    for question in bank.questions:
        note = _Note(
            model=note_type,
            fields=fields_of_note(bank, question),
            tags=_tags(question),
            guid=guid_of(bank.slug, question.id),
        )
        before = earlier.get(note.guid)
        if before and (list(before.fields), sorted(before.tags)) == (note.fields, sorted(note.tags)):
            note.modified = before.modified
        else:
            note.modified = now
        deck.add_note(note)
    return _Package(deck).content()


def guid_of(slug: str, question_id: str) -> str:
    """The id by which Anki recognises the note of a question; no correction of the question changes it."""
    return str(genanki.guid_for(_NAMESPACE, slug, question_id))


def deck_name(slug: str) -> str:
    """The name of a bank's deck. Anki knows decks by their names, so a bank keeps its deck whatever its title is.

    It looks like a title, because banks had theirs in the names of their decks once, and most still have that deck.
    """
    return f"Mock Interviewer::{slug.replace('-', ' ').title()}"


def _deck_id(slug: str) -> int:
    """A number for the bank, the same at all times and on all machines."""
    digest = hashlib.sha256(f"{_NAMESPACE}:{slug}".encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:4]) % (1 << 30)


def _tags(question: Question) -> list[str]:
    """Kind and difficulty, then the topics; none has a space in it, with which Anki would make two of one."""
    return [each for each in (question.kind, question.difficulty, *question.topics) if each]


class _NoteType(genanki.Model):  # type: ignore[misc] # genanki has no types
    """Says when it was changed, not when it was written: what people made of its style stays."""

    def to_json(self, _now: float, deck_id: int) -> Any:
        return super().to_json(STYLED, deck_id)


class _Note(genanki.Note):  # type: ignore[misc]
    """Says when it was changed."""

    modified: int

    def write_to_db(self, cursor: Any, _now: float, deck_id: int, id_gen: Any) -> None:
        super().write_to_db(cursor, self.modified, deck_id, id_gen)


class _Package(genanki.Package):  # type: ignore[misc]
    """Deletes the temporary database that genanki leaves behind."""

    def content(self) -> bytes:
        file = io.BytesIO()
        self._left_behind = ""
        try:
            self.write_to_file(file)
        finally:
            if self._left_behind:
                Path(self._left_behind).unlink(missing_ok=True)
        return file.getvalue()

    def write_to_db(self, cursor: Any, timestamp: float, id_gen: Any) -> None:
        self._left_behind = cursor.execute("PRAGMA database_list").fetchone()[2]
        super().write_to_db(cursor, timestamp, id_gen)
