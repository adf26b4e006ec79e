"""Decks as Anki's own back end writes them, and as somebody would who means harm."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.models import NotetypeDict


@dataclass(frozen=True, kw_only=True)
class Imported:
    """How many notes Anki says that it took in which way."""

    new: int
    updated: int
    duplicate: int
    conflicting: int


class Anki:
    """A collection of somebody who uses Anki."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = 0
        self.collection = Collection(str(folder / "collection.anki2"))

    def add(self, note_type: str, fields: Mapping[str, str], *, deck: str = "Deck", tags: Sequence[str] = ()) -> None:
        model = self.collection.models.by_name(note_type)
        assert model is not None
        note = self.collection.new_note(model)
        for name, text in fields.items():
            note[name] = text
        note.tags = list(tags)
        deck_id = self.collection.decks.id(deck)
        assert deck_id is not None
        self.collection.add_note(note, deck_id)

    def add_type(self, name: str, fields: Sequence[str], *, front: str, back: str) -> None:
        models = self.collection.models
        made: NotetypeDict = models.new(name)
        for field in fields:
            models.add_field(made, models.new_field(field))
        template = models.new_template("Card 1")
        template["qfmt"], template["afmt"] = front, back
        models.add_template(made, template)
        models.add_dict(made)

    def package(self, *, legacy: bool) -> bytes:
        file = self._file("apkg")
        options = ExportAnkiPackageOptions(with_scheduling=False, with_media=False, legacy=legacy)
        self.collection.export_anki_package(out_path=str(file), options=options, limit=None)
        return file.read_bytes()

    def whole_collection(self, *, legacy: bool) -> bytes:
        file = self._file("colpkg")
        self.collection.export_collection_package(str(file), include_media=False, legacy=legacy)
        self.collection.reopen()
        return file.read_bytes()

    def imports(self, deck: bytes) -> Imported:
        file = self._file("apkg")
        file.write_bytes(deck)
        request = ImportAnkiPackageRequest(package_path=str(file), options=ImportAnkiPackageOptions())
        log = self.collection.import_anki_package(request).log
        return Imported(
            new=len(log.new),
            updated=len(log.updated),
            duplicate=len(log.duplicate),
            conflicting=len(log.conflicting),
        )

    def decks(self) -> list[str]:
        return [each.name for each in self.collection.decks.all_names_and_ids(skip_empty_default=True)]

    def _file(self, suffix: str) -> Path:
        self._files += 1
        return self._folder / f"{self._files}.{suffix}"


@contextmanager
def anki(folder: Path) -> Iterator[Anki]:
    user = Anki(folder)
    try:
        yield user
    finally:
        user.collection.close()


BASIC = {"name": "Basic", "type": 0, "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}], "tmpls": []}
TABLES = (
    "CREATE TABLE notes (id integer primary key, guid, mid, mod, tags, flds)",
    "CREATE TABLE cards (nid, did, odid)",
    "CREATE TABLE col (models, decks)",
)


def by_hand(
    *,
    notes: Sequence[Sequence[Any]] = ((1, "guid", 1, 0, " ", "What is it?\x1fThis."),),
    models: str = json.dumps({"1": BASIC}),
    tables: Sequence[str] = TABLES,
    more: Sequence[str] = (),
) -> bytes:
    """A deck in the old form, with whatever is wanted in it."""
    with closing(sqlite3.connect(":memory:")) as database:
        for statement in tables:
            database.execute(statement)
        if tables == TABLES:
            database.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?)", notes)
            database.execute("INSERT INTO col VALUES (?, ?)", (models, "{}"))
        for statement in more:
            database.execute(statement)
        database.commit()
        return zipped({"collection.anki2": database.serialize()})


def zipped(files: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()
