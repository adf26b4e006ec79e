"""A SQLite file is copied as it is at one moment, and a copy of it is kept before an upgrade."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.database import copying, migrating
from bot.storage.database.copying import KEPT_FOR, copies_of, copy_before, copy_file, keep_copy
from bot.storage.database.errors import NoRoom
from tests.releases.stored import place


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database of 0.1.0."""
    path = tmp_path / "old.sqlite3"
    place("0004-725e5a8", path)
    return path


def test_a_copy_has_what_was_committed_while_somebody_writes(old: Path, tmp_path: Path) -> None:
    copy, told = tmp_path / "a folder with ?" / "copy.sqlite3", []
    copy.parent.mkdir()
    with closing(sqlite3.connect(old)) as writing:
        writing.execute("PRAGMA journal_mode = WAL")
        writing.execute("UPDATE candidates SET dm_channel = 1")
        writing.commit()
        writing.execute("UPDATE candidates SET dm_channel = 2")

        copy_file(old, copy, moved=lambda done, of: told.append((done, of)))

    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT DISTINCT dm_channel FROM candidates").fetchall() == [(1,)]
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert told[-1] == (copy.stat().st_size, copy.stat().st_size)
    assert [each.name for each in copy.parent.iterdir()] == ["copy.sqlite3"]


def test_what_is_no_database_leaves_no_half_copy(tmp_path: Path) -> None:
    source = tmp_path / "text.sqlite3"
    source.write_text("This is no database." * 100)

    with pytest.raises(sqlite3.DatabaseError):
        copy_file(source, tmp_path / "copy.sqlite3")

    assert [each.name for each in tmp_path.iterdir()] == ["text.sqlite3"]


async def test_an_upgrade_that_goes_on_keeps_the_copy_from_before_it(old: Path) -> None:
    copy = keep_copy(old, migrating.head())
    assert copy == copy_before(old, migrating.head())
    first = copy.read_bytes()
    with closing(sqlite3.connect(old)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0007'")  # it was interrupted there

    keep_copy(old, migrating.head())
    assert copy.read_bytes() == first

    with closing(sqlite3.connect(old)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0004'")  # somebody has put the backup back
        database.execute("DELETE FROM notes")
    keep_copy(old, migrating.head())
    assert copy.read_bytes() != first


@pytest.mark.parametrize("content", [b"", b"garbage", b"SQLite format 3\0 and garbage"])
def test_what_is_no_copy_makes_way_for_one_and_keeps_no_bot_from_starting(old: Path, content: bytes) -> None:
    copy_before(old, migrating.head()).write_bytes(content)
    copy_before(old, "0003").symlink_to("nowhere")

    copying.delete_old_copies(old)
    copy = keep_copy(old, migrating.head())

    assert copies_of(old) == [copy]
    with closing(sqlite3.connect(copies_of(old)[0])) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [("0004",)]


def test_copies_go_when_they_are_old_and_nothing_else_does(old: Path) -> None:
    keep_copy(old, "0031")
    others = [old.with_name(each) for each in ("other.before-0031.sqlite3", "old.before-now.sqlite3")]
    for each in (*others, copy_before(old, "0031")):
        each.touch()
        past = time.time() - KEPT_FOR.total_seconds() - 1
        os.utime(each, (past, past))

    copying.delete_old_copies(old)

    assert (copies_of(old), [each.exists() for each in others]) == ([], [True, True])


def test_an_upgrade_without_room_for_it_is_refused_before_anything_is_changed(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "ROOM_TO_MIGRATE", 2.0**40)  # no disk has so much

    with pytest.raises(NoRoom, match=r"Or set database\.copy_before_upgrade to false"):
        keep_copy(old, migrating.head())

    assert copies_of(old) == []
