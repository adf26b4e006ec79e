"""Writes a bank as a deck for Anki: questions in front, everything that helps to answer them behind."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import genanki
from markdown_it import MarkdownIt

from bot.banks.format.model import Bank, Question

# Anki recognises a note type and its notes by these for ever, so importing a newer deck updates its cards.
_NOTE_TYPE = 1_732_160_945
_NAMESPACE = "mock-interviewer"

_FIELDS = ("Question", "Key points", "How to answer", "Why it is asked", "Example answers", "Follow-ups", "Bank", "Id")
_FRONT = '<div class="bank">{{Bank}}</div><div class="question">{{Question}}</div>'
_BACK = "{{FrontSide}}<hr id=answer>" + "".join(
    f"{{{{#{name}}}}}<h3>{name}</h3>{{{{{name}}}}}{{{{/{name}}}}}" for name in _FIELDS[1:6]
)
_STYLE = """
.card { font-family: sans-serif; font-size: 18px; line-height: 1.5; text-align: left; max-width: 42em; margin: auto; }
.bank { font-size: 13px; opacity: 0.6; }
.question { font-size: 22px; }
.note { font-size: 14px; opacity: 0.7; }
"""


def to_anki(bank: Bank) -> bytes:
    """The bank as an `.apkg`. Importing a later one into Anki updates the cards and keeps what was learned."""
    note_type = genanki.Model(
        _NOTE_TYPE,
        "Mock Interviewer question",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Say it aloud", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    deck = genanki.Deck(_deck_id(bank.slug), f"Mock Interviewer::{_without_levels(bank.title)}")
    to_html = _Html()
    for question in bank.questions:
        note = genanki.Note(
            model=note_type,
            fields=_fields(bank, question, to_html),
            tags=[each for each in (question.kind, question.difficulty, *question.topics) if each],
            guid=guid_of(bank.slug, question.id),
        )
        deck.add_note(note)
    return _Package(deck).content()


class _Package(genanki.Package):  # type: ignore[misc] # genanki has no types
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


def guid_of(slug: str, question_id: str) -> str:
    """The id by which Anki recognises the note of a question; no correction of the question changes it."""
    return str(genanki.guid_for(_NAMESPACE, slug, question_id))


def _deck_id(slug: str) -> int:
    """A number for the bank, the same at all times and on all machines."""
    digest = hashlib.sha256(f"{_NAMESPACE}:{slug}".encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:4]) % (1 << 30)


def _without_levels(title: str) -> str:
    """The title without pairs of colons, of which Anki makes decks within decks."""
    return title.replace("::", ": :")


class _Html:
    """Turns Markdown into HTML, without tags, pictures, sounds or formulas of the bank's own."""

    def __init__(self) -> None:
        self._markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")

    def __call__(self, markdown: str) -> str:
        # Anki would play `[sound:…]` and typeset `[latex]`, `[$]`, `\(` and `\[`.
        html: str = self._markdown.render(markdown)
        return html.replace("[", "&#91;").replace("\\", "&#92;").replace("{{", "{&#123;")


def _fields(bank: Bank, question: Question, to_html: _Html) -> list[str]:
    given = [(each.note, each.text) for each in question.examples]
    given += [(each.note, each.text) for each in question.community_answers]
    examples = [f'<div class="note">{to_html(note)}</div>{to_html(text)}' for note, text in given]
    return [
        to_html(question.text),
        _list(question.key_points, to_html),
        to_html(question.how),
        to_html(question.why),
        "<hr>".join(examples),
        _list(question.follow_ups, to_html),
        to_html(bank.title),
        question.id,
    ]


def _list(entries: tuple[str, ...], to_html: _Html) -> str:
    if not entries:
        return ""
    return "<ul>" + "".join(f"<li>{to_html(entry)}</li>" for entry in entries) + "</ul>"
