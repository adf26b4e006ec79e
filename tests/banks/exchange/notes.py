"""Reads a deck as Anki will read it."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from contextlib import closing
from typing import Any


def notes_in(deck: bytes) -> list[dict[str, Any]]:
    """The notes as Anki will read them: a zip file with an SQLite database."""
    with zipfile.ZipFile(io.BytesIO(deck)) as archive, closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(archive.read("collection.anki2"))
        rows = database.execute("select guid, tags, flds, mid, mod from notes order by id").fetchall()
        cards = database.execute("select did from cards").fetchall()
    return [
        {
            "guid": guid,
            "tags": tags.split(),
            "fields": fields.split("\x1f"),
            "type": note_type,
            "modified": modified,
            "deck": card[0],
        }
        for (guid, tags, fields, note_type, modified), card in zip(rows, cards, strict=True)
    ]
