"""The database commands: bring it up to date, show its version, change the key."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.storage.database.migrating import head
from bot.storage.encryption.vault import Vault
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, NOON, an_interview
from tests.cli.operator import Operator
from tests.databases import TEST_KEY
from tests.releases.stored import in_sqlite, left_by, place


def test_upgrade_creates_the_database_once(operator: Operator) -> None:
    database = operator.folder / "data" / "mock-interviewer.sqlite3"

    first = operator.types("db", "upgrade")
    second = operator.types("db", "upgrade")

    assert (first.exit_code, first.out) == (0, f"sqlite:///{database} was empty and is now {head()}.\n")
    assert (second.exit_code, second.out) == (0, f"sqlite:///{database} is up to date: {head()}.\n")
    assert database.stat().st_mode & 0o077 == 0


def test_current_shows_the_version_and_makes_nothing(operator: Operator) -> None:
    before = operator.types("db", "current")
    assert not (operator.folder / "data").exists()
    operator.types("db", "upgrade")
    after = operator.types("db", "current")

    assert (before.exit_code, "no tables yet" in before.out) == (0, True)
    assert "the playground has its own database" in before.out
    assert (after.exit_code, f"{head()}, up to date" in after.out) == (0, True)


@pytest.mark.postgres
def test_a_postgresql_database_is_brought_up_to_date(operator: Operator, empty_postgres_url: str) -> None:
    ended = operator.types("db", "upgrade", MOCK_DATABASE_URL=empty_postgres_url)

    assert ended.exit_code == 0
    assert f"was empty and is now {head()}." in ended.out


def test_a_new_key_replaces_the_old_one_in_the_key_file(operator: Operator) -> None:
    operator.types("db", "upgrade")
    file = operator.folder / "data" / "mock-interviewer.key"
    old = file.read_text()

    ended = operator.types("db", "rotate-key")

    assert ended.exit_code == 0
    assert ended.out.splitlines()[0] == "Re-encrypted 0 texts."
    assert str(file) in ended.out
    assert file.read_text() != old
    assert operator.types("check").exit_code == 0


def test_a_key_of_the_environment_is_changed_in_two_steps(operator: Operator) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    operator.types("db", "upgrade", MOCK_KEY=old)

    ended = operator.types("db", "rotate-key", MOCK_KEY=f"{new},{old}")

    assert ended.exit_code == 0
    assert "now remove all keys but the first from MOCK_KEY" in ended.out
    assert operator.types("check", MOCK_KEY=new).exit_code == 0
    assert operator.types("check", MOCK_KEY=old).exit_code == 78
    assert new not in ended.out + ended.err


def test_a_lost_key_is_one_line(operator: Operator) -> None:
    operator.types("db", "upgrade")
    (operator.folder / "data" / "mock-interviewer.key").unlink()

    ended = operator.types("db", "upgrade")

    assert ended.exit_code == 78
    (line,) = [line for line in ended.error_lines if "INFO" not in line]
    assert "mock-interviewer.key is missing" in line


def test_a_database_that_is_in_use_is_one_line_and_no_fault_of_the_configuration(operator: Operator) -> None:
    operator.types("db", "upgrade")
    folder = operator.folder / "data"
    other = Storage(
        f"sqlite:///{folder / 'mock-interviewer.sqlite3'}", Vault.from_file(folder / "mock-interviewer.key")
    )
    assert other.alone
    lock = other._file_lock
    assert lock is not None
    lock.acquire(where="here")
    try:
        ended = operator.types("db", "rotate-key")
    finally:
        lock.release()

    assert ended.exit_code == 1
    (line,) = ended.error_lines
    assert "Another process is using the database" in line


def test_a_database_that_does_not_answer_is_one_line(operator: Operator) -> None:
    ended = operator.types("db", "current", MOCK_DATABASE_URL="postgresql://me:hush@127.0.0.1:1/mock")

    assert ended.exit_code == 1
    (line,) = ended.error_lines
    assert "cannot be used" in line
    assert "hush" not in line


def test_all_mistakes_of_the_configuration_are_a_line_each(operator: Operator) -> None:
    operator.writes_config("a: 1\nb: 2\n")

    ended = operator.types("db", "current")

    assert (ended.exit_code, ended.out) == (78, "")
    assert [line.split(": ")[0] for line in ended.error_lines] == ["config.yaml:1", "config.yaml:2"]


def test_what_a_restored_backup_brings_back_is_shown_and_deleted(operator: Operator) -> None:
    file = operator.folder / "data" / "deletions.list"
    operator.types("db", "upgrade")
    before = operator.types("db", "reapply-deletions")
    store(operator)
    backup = database_of(operator).read_bytes()
    forget(operator)
    database_of(operator).write_bytes(backup)

    would = operator.types("db", "reapply-deletions", "--dry-run")
    done = operator.types("db", "reapply-deletions")
    again = operator.types("db", "reapply-deletions")

    nothing = "Deleted what belongs to 0 people.\n"
    assert before.out == f"{file} lists 0 deletions; the database did not know of 0.\n{nothing}"
    known = f"{file} lists 1 deletion; the database did not know of 1.\n"
    assert would.out == f"{known}Would delete what belongs to 1 person.\n  interviews: 1\n"
    assert done.out == f"{known}Deleted what belongs to 1 person.\n  interviews: 1\n"
    assert again.out == f"{file} lists 1 deletion; the database did not know of 0.\n{nothing}"


def test_a_damaged_list_of_deletions_is_one_line(operator: Operator) -> None:
    operator.types("db", "upgrade")
    (operator.folder / "data" / "deletions.list").write_text(f"{'0' * 64} 2026-11-21 1\n")

    ended = operator.types("db", "reapply-deletions")

    assert ended.exit_code == 78
    (line,) = [line for line in ended.error_lines if "INFO" not in line]
    assert "the list of deletions, cannot be used" in line


def database_of(operator: Operator) -> Path:
    return operator.folder / "data" / "mock-interviewer.sqlite3"


def storage_of(operator: Operator) -> Storage:
    data = operator.folder / "data"
    vault = Vault.from_file(data / "mock-interviewer.key")
    return Storage(f"sqlite:///{database_of(operator)}", vault, deletions=data / "deletions.list")


def store(operator: Operator) -> None:
    async def _store() -> None:
        async with storage_of(operator) as storage, storage.unit_of_work() as uow:
            await uow.interviews.add(an_interview())
            await uow.commit()

    asyncio.run(_store())


def forget(operator: Operator) -> None:
    async def _forget() -> None:
        async with storage_of(operator) as storage, storage.unit_of_work() as uow:
            await uow.belongings.erase(CANDIDATE, at=NOON)
            await uow.commit()

    asyncio.run(_forget())


def old_database(operator: Operator) -> Path:
    """What 0.1.0 left behind."""
    folder = operator.folder / "data"
    folder.mkdir()
    key = folder / "mock-interviewer.key"
    key.touch(mode=0o600)
    key.write_text(TEST_KEY)
    place("0004-725e5a8", folder / "mock-interviewer.sqlite3")
    return folder / "mock-interviewer.sqlite3"


def test_an_upgrade_is_told_beforehand_and_keeps_a_copy(operator: Operator) -> None:
    database = old_database(operator)
    before, rows = database.read_bytes(), sum(left_by("0004-725e5a8").rows.values()) + 1
    copy = database.with_name(f"mock-interviewer.before-{head()}.sqlite3")
    stale = database.with_name("mock-interviewer.before-0003.sqlite3")
    stale.write_bytes(b"")

    would = operator.types("db", "upgrade", "--dry-run")
    assert would.exit_code == 0
    first, *steps, kept, room, last = would.out.splitlines()
    assert f"is at 0004 and would become {head()}: {len(steps)} migrations, {rows} rows." in first
    assert steps[0].startswith("  0005 ")
    assert kept == f"A copy would be kept in {copy}."
    assert "MiB are free. That is enough." in room
    assert (last, stale.exists(), copy.exists()) == ("Nothing was changed.", True, False)
    assert left_by("0004-725e5a8") == in_sqlite(database)

    done = operator.types("db", "upgrade")
    assert done.out.splitlines()[-1] == f"sqlite:///{database} was 0004 and is now {head()}."
    assert (stale.exists(), copy.stat().st_mode & 0o777) == (False, 0o600)
    assert in_sqlite(copy) == left_by("0004-725e5a8")
    assert "There is nothing to do." in operator.types("db", "upgrade", "--dry-run").out

    copy.unlink()
    for side in ("-wal", "-shm"):
        database.with_name(database.name + side).unlink(missing_ok=True)
    database.write_bytes(before)
    operator.writes_config("database: {copy_before_upgrade: false}\n")
    assert "A copy" not in operator.types("db", "upgrade", "--dry-run").out
    operator.types("db", "upgrade")
    assert not copy.exists()


def test_a_database_of_a_newer_bot_is_refused_with_the_way_out(operator: Operator) -> None:
    operator.writes_config("health: {enabled: false}")  # its port may be taken, and that would be one more line
    operator.types("db", "upgrade")
    with closing(sqlite3.connect(database_of(operator))) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    before = database_of(operator).read_bytes()

    started = operator.types("run", MOCK_TOKEN="a.b.c")
    upgraded = operator.types("db", "upgrade")
    checked = operator.types("check")

    for ended in (started, upgraded):
        assert ended.exit_code == 78, "systemd does not start it again"
        (line,) = [each for each in ended.error_lines if "INFO" not in each]
        assert f"it is at 9999, and this version knows up to {head()}. Nothing was changed." in line
        assert "Install the newer version again; or put back a backup from before the update" in line
    assert "it is at 9999" in checked.out
    assert f"9999, made by a newer version of the bot; this one knows up to {head()}" in (
        operator.types("db", "current").out
    )
    assert database_of(operator).read_bytes() == before
