"""The database commands: bring it up to date, show its version, change the key."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.storage.database.migrating import head
from bot.storage.encryption.vault import Vault
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, NOON, an_interview
from tests.cli.operator import Operator


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
