"""Reads what an earlier export to Anki says, so that the next one knows what has changed since."""

from __future__ import annotations

from bot.banks.exchange.anki_deck import EarlierNote
from bot.banks.foreign.anki.collection import read_collection
from bot.banks.foreign.anki.own_notes import is_own
from bot.banks.foreign.anki.unpacking import NotUnpackedError, unpacked


def earlier_notes(deck: bytes) -> dict[str, EarlierNote]:
    """The notes by their guids; none if it is no deck of ours. Never raises."""
    try:
        with unpacked(deck) as path:
            collection = read_collection(path)
    except NotUnpackedError:
        return {}
    return {
        note.guid: EarlierNote(fields=note.fields, tags=note.tags, modified=note.modified)
        for note in collection.notes
        if note.type in collection.types and is_own(collection.types[note.type])
    }
