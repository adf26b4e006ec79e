"""The notes, note types and decks of a collection of Anki, in its old form as in its new one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bot.banks.foreign.anki.protobuf import fields_of
from bot.banks.foreign.anki.tables import Stored, Tables, tables_in

MAX_NOTES = 50_000
MAX_FIELDS = 100
"""Of a note type, and of a note."""
BETWEEN_LEVELS = "::"
"""Stands between a deck and the decks in it, and between the levels of a tag."""

_MAX_CARDS = 4 * MAX_NOTES
_MAX_TYPES = 2_000
_MAX_DECKS = 20_000
_LONGEST_JSON = 4_000_000
_BETWEEN_FIELDS = "\x1f"
_CLOZE = 1
_KIND = 1
"""The number of a field in the configuration of a note type; the next two are those of a template."""
_FRONT, _BACK = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteType:
    """What the fields of notes are called, and where they stand on a card."""

    fields: tuple[str, ...] = ()
    front: str = ""
    """The template of the front of the first card, with the names of fields in double braces."""
    back: str = ""
    is_cloze: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnkiNote:
    """A note as it is stored."""

    guid: str
    type: int
    modified: int
    """When it was changed last, in seconds since 1970; 0 if that is not known."""
    tags: tuple[str, ...]
    fields: tuple[str, ...]
    """HTML."""
    surplus: str
    """What stands behind the last field that is read."""
    deck: str
    """The deck of its first card, with `::` between the levels; empty if it has no card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Everything in a deck that questions can be made from."""

    notes: tuple[AnkiNote, ...]
    """In the order in which they were made; `MAX_NOTES` at most."""
    types: Mapping[int, NoteType]
    is_whole: bool
    """False if a part could not be read."""


def read_collection(path: Path) -> Collection:
    """Read the database in the file at `path`. Never raises; time and memory are bounded, whatever the file."""
    with tables_in(path) as tables:
        if tables.has("notetypes"):
            types, decks = _new_types(tables), _new_decks(tables)
        else:
            types, decks = _old_types_and_decks(tables)
        deck_of = _decks_of_notes(tables, decks)
        notes = tuple(_notes(tables, deck_of))
        return Collection(notes=notes, types=types, is_whole=tables.is_whole)


def _notes(tables: Tables, deck_of: Mapping[int, str]) -> Iterator[AnkiNote]:
    columns = ("id", "guid", "mid", "mod", "tags", "flds")
    for note_id, guid, type_id, modified, tags, fields in tables.rows("notes", columns, at_most=MAX_NOTES):
        first, surplus = _divided_fields(_text(fields))
        yield AnkiNote(
            guid=_text(guid),
            type=_number(type_id),
            modified=_number(modified),
            tags=tuple(_text(tags).split()),
            fields=first,
            surplus=surplus,
            deck=deck_of.get(_number(note_id), ""),
        )


def _divided_fields(fields: str) -> tuple[tuple[str, ...], str]:
    """The fields that are read, and what stands behind them."""
    divided = fields.split(_BETWEEN_FIELDS, MAX_FIELDS)
    return tuple(divided[:MAX_FIELDS]), "".join(divided[MAX_FIELDS:])


def _decks_of_notes(tables: Tables, decks: Mapping[int, str]) -> dict[int, str]:
    """The name of the deck of each note. A card that is studied in a filtered deck names its own one beside that."""
    found: dict[int, str] = {}
    for note_id, deck_id, home_id in tables.rows("cards", ("nid", "did", "odid"), at_most=_MAX_CARDS):
        found.setdefault(_number(note_id), decks.get(_number(home_id) or _number(deck_id), ""))
    return found


def _new_types(tables: Tables) -> dict[int, NoteType]:
    fields: dict[int, dict[int, str]] = {}
    for type_id, position, name in tables.rows("fields", ("ntid", "ord", "name"), at_most=_MAX_TYPES * 10):
        fields.setdefault(_number(type_id), {})[_number(position)] = _text(name)
    sides: dict[int, dict[int, str]] = {}
    for type_id, position, config in tables.rows("templates", ("ntid", "ord", "config"), at_most=_MAX_TYPES * 10):
        if _number(position) == 0:
            values = dict(fields_of(_bytes(config)))
            sides[_number(type_id)] = {side: _text(values.get(side)) for side in (_FRONT, _BACK)}
    types = {}
    for row_id, config in tables.rows("notetypes", ("id", "config"), at_most=_MAX_TYPES):
        type_id = _number(row_id)
        first = sides.get(type_id, {})
        types[type_id] = NoteType(
            fields=tuple(name for _, name in sorted(fields.get(type_id, {}).items())[:MAX_FIELDS]),
            front=first.get(_FRONT, ""),
            back=first.get(_BACK, ""),
            is_cloze=dict(fields_of(_bytes(config))).get(_KIND) == _CLOZE,
        )
    return types


def _new_decks(tables: Tables) -> dict[int, str]:
    rows = tables.rows("decks", ("id", "name"), at_most=_MAX_DECKS)
    return {_number(deck_id): _text(name).replace(_BETWEEN_FIELDS, BETWEEN_LEVELS) for deck_id, name in rows}


def _old_types_and_decks(tables: Tables) -> tuple[dict[int, NoteType], dict[int, str]]:
    """Both are JSON in the only row of a table."""
    for models, decks in tables.rows("col", ("models", "decks"), at_most=1):
        types = {key: _old_type(value) for key, value in _entries(models, tables, at_most=_MAX_TYPES)}
        names = {key: _text(value.get("name")) for key, value in _entries(decks, tables, at_most=_MAX_DECKS)}
        return types, names
    return {}, {}


def _old_type(value: Mapping[str, Any]) -> NoteType:
    fields = sorted(_dicts(value.get("flds"))[:MAX_FIELDS], key=lambda each: _number(each.get("ord")))
    first = next(iter(_dicts(value.get("tmpls"))), {})
    return NoteType(
        fields=tuple(_text(each.get("name")) for each in fields),
        front=_text(first.get("qfmt")),
        back=_text(first.get("afmt")),
        is_cloze=_number(value.get("type")) == _CLOZE,
    )


def _entries(stored: Stored, tables: Tables, *, at_most: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """The entries of an object; `tables` are no more whole if some cannot be read."""
    text = _text(stored)
    try:
        content = json.loads(text if len(text) <= _LONGEST_JSON else "")
    except (ValueError, RecursionError):  # the first one also for a number of many digits
        tables.is_whole = False
        return
    entries = content.items() if isinstance(content, dict) else ()
    tables.is_whole = tables.is_whole and len(entries) <= at_most
    for key, value in islice(entries, at_most):
        if isinstance(value, dict) and key.isascii() and key.isdigit() and len(key) < 20:
            yield int(key), value


def _dicts(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _number(value: Stored) -> int:
    return value if isinstance(value, int) else 0


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _bytes(value: Stored) -> bytes:
    return value if isinstance(value, bytes) else b""
