"""Decks made to do harm, or damaged: what can be read is read, at once and with little memory, and nothing is run."""

from __future__ import annotations

import io
import json
import sqlite3
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.banks.foreign.anki_deck import read_anki_deck
from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Found, Reason
from tests.banks.foreign.anki_decks import BASIC, TABLES, by_hand, zipped
from tests.effort import little_effort

MB = 1024 * 1024
GOOD = by_hand()
NEW = "collection.anki21b"


def with_schema(*objects: str) -> bytes:
    """A database whose schema says what no `CREATE` would have let through."""
    with closing(sqlite3.connect(":memory:")) as database:
        for statement in TABLES[1:]:
            database.execute(statement)
        database.execute("PRAGMA writable_schema = ON")
        for sql in objects:
            database.execute("INSERT INTO sqlite_master VALUES ('table', 'notes', 'notes', 2, ?)", (sql,))
        database.commit()
        return zipped({"collection.anki2": database.serialize()})


def large_note(field: str) -> bytes:
    return by_hand(notes=[(1, "g", 1, 0, "", f"{field}\x1fYes."), (2, "g", 1, 0, "", "Why?\x1fSo.")])


NOTES_AS_A_VIEW = (
    (
        "CREATE VIEW notes AS WITH RECURSIVE n(id, guid, mid, mod, tags, flds)"
        " AS (SELECT 1, '', 1, 0, '', 'x' UNION ALL SELECT id + 1, guid, mid, mod, tags, flds FROM n) SELECT * FROM n"
    ),
    *TABLES[1:],
)
NOTES_THAT_ARE_GENERATED = (
    "CREATE TABLE notes (id integer primary key, guid, mid, mod, tags, flds AS (hex(zeroblob(9))))",
    "INSERT INTO notes VALUES (1, '', 1, 0, '')",
    *TABLES[1:],
)
NOTHING: dict[str, Callable[[], bytes]] = {
    "a bomb": lambda: zipped({"collection.anki2": b"\0" * (200 * MB)}),
    "a bomb of a new deck": lambda: zipped({NEW: zstandard.compress(b"\0" * (200 * MB))}),
    "a stream that wants memory": lambda: zipped(
        {
            NEW: zstandard.ZstdCompressor(
                compression_params=zstandard.ZstdCompressionParameters(window_log=27)
            ).compress(b"a" * MB)[:-10]
        }
    ),
    "packed in another way": lambda: zipped({"collection.anki2": b"a" * MB}, method=zipfile.ZIP_LZMA),
    "no database": lambda: zipped({"collection.anki2": b"Hello" * 1000}),
    "an empty database": lambda: zipped({"collection.anki2": b""}),
    "no tables": lambda: by_hand(tables=["CREATE TABLE a (b)"]),
    "other columns": lambda: by_hand(tables=["CREATE TABLE notes (a)", "INSERT INTO notes VALUES (1)"]),
    "a view": lambda: by_hand(tables=NOTES_AS_A_VIEW),
    "a generated column": lambda: by_hand(tables=NOTES_THAT_ARE_GENERATED),
    "a virtual table": lambda: with_schema("CREATE VIRTUAL TABLE notes USING dbstat"),
    "a broken schema": lambda: with_schema("CREATE TABLE notes (((("),
    "a directory of nothing": lambda: b"PK\x03\x04collection.anki2" + b"PK\x01\x02" * 100_000,
    "cut off": lambda: GOOD[: len(GOOD) // 2],
}
SOMETHING: dict[str, Callable[[], bytes]] = {
    "a trigger": lambda: by_hand(more=["CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END"]),
    "a deep list": lambda: by_hand(models="[" * 100_000),
    "a huge number": lambda: by_hand(models='{"1": {"type": ' + "9" * 10_000 + "}}"),
    "many note types": lambda: by_hand(models="{" + ",".join(f'"{each}":{{}}' for each in range(300_000)) + "}"),
    "other types of values": lambda: by_hand(
        notes=[(1, b"\xff", "x", None, 3, "What?\x1fThis.\x1f\x1f"), (2, 1, 1, 1, 1, 1)]
    ),
    "wrong shapes": lambda: by_hand(
        models=json.dumps({"1": {"flds": [1, {"name": 2, "ord": "x"}], "tmpls": {}}, "x": 1})
    ),
    "fields without end": lambda: large_note("\x1f" * MB),
    "a picture written out": lambda: large_note(f'What?<img src="data:image/png;base64,{"A" * (8 * MB)}">'),
    "gaps": lambda: large_note("{{c1::" * 100_000 + "What?"),
    "formulas": lambda: large_note("\\(" * 100_000 + "What?"),
    "sounds": lambda: large_note("[sound:" * 100_000 + "What?"),
    "tags": lambda: large_note("<div>" * 100_000 + "What?"),
    "commands": lambda: large_note("\\(" + "\\frac{" * 100_000 + "\\) What?"),
    "a long word": lambda: large_note("a" * 500_000),
}


def read(deck: bytes) -> Found:
    """What is found, in little time and memory."""
    tracemalloc.start()
    try:
        with little_effort():
            return read_anki_deck(ForeignFile(content=deck))
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 150 * MB


@pytest.mark.parametrize("make", NOTHING.values(), ids=NOTHING.keys())
def test_what_holds_nothing_says_so(make: Callable[[], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    found = read(make())

    assert found.questions == ()
    assert [each.why for each in found.left_out] in ([Reason.UNREADABLE], [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("make", SOMETHING.values(), ids=SOMETHING.keys())
def test_what_can_be_read_is_read(make: Callable[[], bytes]) -> None:
    assert len(read(make()).questions) >= 1


def test_a_damaged_page_costs_only_what_is_on_it() -> None:
    """The pages of a table are read one after the other, so a broken one ends the reading, and that is told."""
    with closing(sqlite3.connect(":memory:")) as database:
        for statement in TABLES:
            database.execute(statement)
        rows = [(each, "", 1, 0, "", f"Question {each}?\x1f{'Because. ' * 50}") for each in range(1, 101)]
        database.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?)", rows)
        database.execute("INSERT INTO col VALUES (?, '')", (json.dumps({"1": BASIC}),))
        database.commit()
        content = bytearray(database.serialize())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096

    found = read(zipped({"collection.anki2": bytes(content)}))

    assert 1 <= len(found.questions) < 100
    assert found.left_out[-1].why is Reason.UNREADABLE


def test_more_notes_than_anybody_asks_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.banks.foreign.anki.collection.MAX_NOTES", 10)

    found = read(by_hand(notes=[(each, "", 1, 0, "", "") for each in range(1, 13)]))

    assert found.size == 10
    assert found.left_out[-1].why is Reason.UNREADABLE


def test_more_text_than_memory_should_hold_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of a made-up file may share their pages: its size bounds nothing."""
    monkeypatch.setattr("bot.banks.foreign.anki.tables.MOST_TEXT", 1000)

    found = read(by_hand(notes=[(each, "", 1, 0, "", "What is it?" * 10) for each in range(1, 100)]))

    assert 1 <= len(found.questions) < 10
    assert found.left_out[-1].why is Reason.UNREADABLE


@settings(max_examples=100)
@given(data=st.data())
def test_a_good_deck_damaged_anywhere(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        content = bytearray(archive.read("collection.anki2"))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    read(zipped({"collection.anki2": bytes(content)}))


@settings(max_examples=100)
@given(st.integers(0, len(GOOD)), st.binary(max_size=20), st.integers(0, 20))
def test_a_good_file_damaged_anywhere(start: int, put: bytes, left_out: int) -> None:
    read(GOOD[:start] + put + GOOD[start + left_out :])
