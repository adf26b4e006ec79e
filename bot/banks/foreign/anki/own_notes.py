"""Reads notes of decks that were exported from here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.banks.exchange.anki_fields import ALSO, BETWEEN_EXAMPLES, FIELDS, NOTE, SHORT
from bot.banks.foreign.anki.collection import AnkiNote, NoteType
from bot.banks.foreign.anki.field_text import LONGEST_FIELD, field_text
from bot.banks.foreign.found import FoundExample, FoundQuestion
from bot.banks.format.model import Difficulty, Kind

_EXAMPLE = re.compile(r'<div class="?(note(?: short)?)"?>')
_BULLET = "- "
_KINDS, _DIFFICULTIES = frozenset(Kind), frozenset(Difficulty)


def is_own(note_type: NoteType) -> bool:
    """True for our note type; people may have added fields of their own behind ours."""
    return note_type.fields[: len(FIELDS)] == FIELDS


def own_question(number: int, note: AnkiNote, note_type: NoteType) -> FoundQuestion:
    """The question of a note with our note type; without text if its field is empty."""
    get = _by_name(note, note_type).get
    asked, _, others = get("Question", "").partition(ALSO)
    examples = list(_examples(get("Example answers", "")[:LONGEST_FIELD]))
    kind = next((tag for tag in note.tags if tag in _KINDS), "")
    difficulty = next((tag for tag in note.tags if tag in _DIFFICULTIES), "")
    return FoundQuestion(
        line=number,
        text=field_text(asked),
        id=field_text(get("Id", "")),
        also_asked_as=tuple(_entries(others.partition("</summary>")[2])),
        short="\n\n".join(text for what, _, text in examples if what == SHORT),
        examples=tuple(FoundExample(text=text, note=note) for what, note, text in examples if what == NOTE and text),
        why=field_text(get("Why it is asked", "")),
        how=field_text(get("How to answer", "")),
        key_points=tuple(_entries(get("Key points", ""))),
        follow_ups=tuple(_entries(get("Follow-ups", ""))),
        kind=kind,
        difficulty=difficulty,
        topics=tuple(tag for tag in note.tags if tag not in {kind, difficulty}),
    )


def title_of(note: AnkiNote, note_type: NoteType) -> str:
    """The title of the bank that the note is from; its deck has a name that outlives a new title."""
    return field_text(_by_name(note, note_type).get("Bank", ""))


def _by_name(note: AnkiNote, note_type: NoteType) -> dict[str, str]:
    return dict(zip(note_type.fields, note.fields, strict=False))


def _examples(html: str) -> Iterator[tuple[str, str, str]]:
    """What each example is, its note and its text; text before the first one is an example without a note."""
    first, *pieces = _EXAMPLE.split(html)
    if text := _without_rule(first):
        yield NOTE, "", text
    for what, piece in zip(pieces[::2], pieces[1::2], strict=True):
        note, _, text = piece.partition("</div>")
        yield what, field_text(note), _without_rule(text)


def _without_rule(html: str) -> str:
    return field_text(html.strip().removesuffix(BETWEEN_EXAMPLES))


def _entries(html: str) -> Iterator[str]:
    """The entries of a list; a line that begins none goes on with the one before."""
    entries: list[str] = []
    for line in field_text(html).split("\n"):
        if line.startswith(_BULLET) or not entries:
            entries.append(line.removeprefix(_BULLET).strip())
        else:
            entries[-1] = f"{entries[-1]} {line.strip()}".strip()
    yield from filter(None, entries)
