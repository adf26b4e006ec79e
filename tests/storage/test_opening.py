"""Opening the storage: it works completely, or says in one sentence why not and leaves nothing behind."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text

from bot.storage.database import migrating
from bot.storage.database.engine import create_engine, name_for_people, parse_url
from bot.storage.database.errors import (
    DatabaseInUse,
    DatabaseTooNew,
    DatabaseUnavailable,
    KeyLost,
    StorageError,
    UnusableKey,
    UnusableUrl,
    WrongKey,
)
from bot.storage.database.outage import Outage
from bot.storage.database.reachable import connection_errors_translated
from bot.storage.encryption.vault import Vault
from bot.storage.examining import examine
from bot.storage.storage import Storage
from tests.databases import a_vault

OTHER_KEY = "YW5vdGhlciBrZXkgdGhhdCBkb2VzIG5vdCBmaXQgISE="


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def pragma(storage: Storage, name: str) -> object:
    async with storage.engine.connect() as connection:
        return (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()


async def test_the_first_start_makes_everything_and_shows_it_to_nobody(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    storage = Storage(f"sqlite:///{data / 'mock.sqlite3'}", Vault.from_file(data / "mock.key"))

    async with storage, storage.unit_of_work() as uow:
        await uow.inbox.first_sight("message:1")
        await uow.commit()
        names = names_in(data)
        assert {mode(path) for path in data.iterdir()} == {0o600}

    assert {"mock.sqlite3", "mock.sqlite3-wal", "mock.sqlite3.lock", "mock.key"} <= names


async def test_sqlite_is_set_up_to_lose_nothing(sqlite_url: str) -> None:
    async with Storage(sqlite_url, a_vault()) as storage:
        assert await pragma(storage, "journal_mode") == "wal"
        assert await pragma(storage, "synchronous") == 2  # FULL
        assert await pragma(storage, "foreign_keys") == 1
        assert await pragma(storage, "busy_timeout") == 10_000


async def test_a_sqlite_database_belongs_to_one_process(sqlite_url: str) -> None:
    async with Storage(sqlite_url, a_vault()):
        with pytest.raises(DatabaseInUse, match=r"mock\.sqlite3"):
            await Storage(sqlite_url, a_vault()).open()
        other = await asyncio.create_subprocess_exec(
            sys.executable, "-c", OPEN_IN_ANOTHER_PROCESS, sqlite_url, stderr=asyncio.subprocess.PIPE
        )
        _, said = await other.communicate()
        assert b"DatabaseInUse" in said

    async with Storage(sqlite_url, a_vault()):
        """It is free again."""


OPEN_IN_ANOTHER_PROCESS = """
import asyncio, sys
from bot.storage.storage import Storage
from tests.databases import a_vault
asyncio.run(Storage(sys.argv[1], a_vault()).open())
"""


@pytest.mark.postgres
async def test_several_bots_share_a_postgresql_database_unless_one_wants_it_alone(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()), Storage(postgres_url, a_vault()):
        with pytest.raises(DatabaseInUse):
            await Storage(postgres_url, a_vault()).open(alone=True)

    alone = Storage(postgres_url, a_vault())
    await alone.open(alone=True)
    with pytest.raises(DatabaseInUse):
        await Storage(postgres_url, a_vault()).open()
    await alone.close()

    async with Storage(postgres_url, a_vault()):
        """It is free again."""


@pytest.mark.postgres
async def test_bots_that_start_at_once_on_an_empty_postgresql_database_all_start(empty_postgres_url: str) -> None:
    storages = [Storage(empty_postgres_url, a_vault()) for _ in range(4)]

    await asyncio.gather(*(storage.open() for storage in storages))

    await asyncio.gather(*(storage.close() for storage in storages))
    assert await migrating.current(empty_postgres_url) == migrating.head()


async def test_another_key_is_refused_and_the_right_one_goes_on_working(database_url: str) -> None:
    async with Storage(database_url, a_vault()):
        """Now the database knows its key."""

    for opens in (
        Storage(database_url, Vault.from_text(OTHER_KEY)).open(),
        examine(database_url, Vault.from_text(OTHER_KEY)),
    ):
        with pytest.raises(WrongKey, match="MOCK_KEY does not fit") as refused:
            await opens
        assert OTHER_KEY not in str(refused.value)

    async with Storage(database_url, a_vault()):
        """The right key still fits."""


async def test_a_lost_key_file_is_not_replaced_by_a_new_one(sqlite_url: str, tmp_path: Path) -> None:
    key = tmp_path / "mock.key"
    async with Storage(sqlite_url, Vault.from_file(key)):
        saved = key.rename(tmp_path / "elsewhere.key")

    with pytest.raises(KeyLost, match=r"mock\.key is missing, but the database has"):
        await Storage(sqlite_url, Vault.from_file(key)).open()
    assert not key.exists()

    saved.rename(key)
    async with Storage(sqlite_url, Vault.from_file(key)):
        """It opens again."""


async def test_nothing_is_made_when_the_key_is_none(tmp_path: Path) -> None:
    with pytest.raises(UnusableKey):
        await Storage(f"sqlite:///{tmp_path}/data/mock.sqlite3", Vault.from_text("secret")).open()

    assert names_in(tmp_path) == set()


async def test_a_database_of_a_newer_bot_is_refused_unchanged(database_url: str) -> None:
    engine = create_engine(parse_url(database_url))
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()

    for opens in (
        Storage(database_url, a_vault()).open(),
        examine(database_url, a_vault()),
        migrating.upgrade(database_url),
    ):
        with pytest.raises(DatabaseTooNew, match="newer version of the bot") as refused:
            await opens
        assert (refused.value.found, refused.value.known) == ("9999", migrating.head())
    assert await migrating.current(database_url) == "9999"


async def test_to_examine_changes_nothing(tmp_path: Path) -> None:
    await examine(f"sqlite:///{tmp_path}/data/mock.sqlite3", Vault.from_file(tmp_path / "mock.key"))

    assert names_in(tmp_path) == set()


async def test_to_examine_a_database_that_is_in_use_is_no_problem(database_url: str) -> None:
    async with Storage(database_url, a_vault()):
        await examine(database_url, a_vault())


async def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "mock.sqlite3"
    path.write_bytes(b"Dear diary, " * 1000)

    with pytest.raises(DatabaseUnavailable, match=r"mock\.sqlite3 cannot be used: file is not a database"):
        await Storage(f"sqlite:///{path}", a_vault()).open()


@pytest.mark.parametrize("as_in_units_of_work", [nullcontext, lambda: Outage().translated()])
def test_a_driver_that_finds_no_room_says_so_past_sqlalchemy_too(
    sqlite_url: str, as_in_units_of_work: Callable[[], AbstractContextManager[None]]
) -> None:
    # Units of work commit by the driver itself: a bot that started on a full disk died of that with a traceback.
    with (
        pytest.raises(DatabaseUnavailable, match="cannot be used: database or disk is full"),
        connection_errors_translated(parse_url(sqlite_url)),
        as_in_units_of_work(),
        closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database,
    ):
        database.executescript("PRAGMA max_page_count = 1; CREATE TABLE more (number INTEGER)")


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(DatabaseUnavailable, match="cannot be used"):
        await Storage(f"sqlite:///{tmp_path}/file/mock.sqlite3", a_vault()).open()


@pytest.mark.parametrize("where", ["127.0.0.1:1/mock", "/mock?host=/nowhere"])
async def test_a_server_that_does_not_answer_is_named_without_the_password(where: str) -> None:
    url = f"postgresql://somebody:hunter2@{where}"

    with pytest.raises(DatabaseUnavailable) as refused:
        await Storage(url, a_vault()).open()

    assert "mock at" in str(refused.value)
    assert "hunter2" not in str(refused.value)


@pytest.mark.postgres
async def test_a_database_that_the_server_does_not_have_is_named(postgres_server: str) -> None:
    with pytest.raises(DatabaseUnavailable, match='"nothing" does not exist'):
        await Storage(postgres_server.replace("/postgres?", "/nothing?"), a_vault()).open()


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://a@b/c", "sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///x?mode=ro"]
)
def test_a_url_that_names_no_usable_database_is_refused(url: str) -> None:
    with pytest.raises(UnusableUrl):
        Storage(url, a_vault())


@pytest.mark.parametrize(
    ("url", "driver", "place"),
    [
        ("sqlite:///data/mock.sqlite3", "sqlite+aiosqlite", "data/mock.sqlite3"),
        ("sqlite:////var/mock.sqlite3", "sqlite+aiosqlite", "/var/mock.sqlite3"),
        ("postgres://me:secret@host:5433/mock", "postgresql+asyncpg", "mock at host"),
        ("postgresql://me:secret@host/mock?sslmode=require", "postgresql+asyncpg", "mock at host"),
        ("postgresql+asyncpg:///mock?host=/run/postgresql", "postgresql+asyncpg", "mock at /run/postgresql"),
    ],
)
def test_the_usual_ways_to_write_a_url_are_understood(url: str, driver: str, place: str) -> None:
    parsed = parse_url(url)

    assert parsed.drivername == driver
    assert name_for_people(parsed) == place
    assert "sslmode" not in parsed.query


@pytest.mark.postgres
async def test_a_setting_in_an_address_that_the_driver_does_not_know_is_named_without_its_value(
    postgres_url: str,
) -> None:
    with pytest.raises(UnusableUrl, match="not known here: channel_binding") as refused:
        await Storage(f"{postgres_url}&channel_binding=require", a_vault()).open()
    assert "require" not in str(refused.value)


async def test_a_storage_that_could_not_open_can_be_opened_later(tmp_path: Path) -> None:
    path = tmp_path / "mock.sqlite3"
    path.mkdir()
    storage = Storage(f"sqlite:///{path}", a_vault())
    with pytest.raises(StorageError):
        await storage.open()

    path.rmdir()
    async with storage:
        assert storage.alone


async def test_closing_twice_and_closing_what_was_never_open_is_fine(sqlite_url: str) -> None:
    storage = Storage(sqlite_url, a_vault())
    await storage.close()
    await storage.open()
    await storage.close()
    await storage.close()


async def test_an_open_storage_leaves_no_file_open_when_it_is_closed(sqlite_url: str) -> None:
    def open_files() -> set[str]:
        return {file.path for file in psutil.Process().open_files() if "mock.sqlite3" in file.path}

    async with Storage(sqlite_url, a_vault()):
        assert open_files()
    assert open_files() == set()
