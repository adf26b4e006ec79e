"""Migrations make the tables that the code knows, and lose nothing on the way."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text

from bot.storage.database import migrating
from bot.storage.database.engine import create_engine, parse_url
from bot.storage.database.errors import BrokenReferences
from bot.storage.migrations.__main__ import write
from bot.storage.schema.all_tables import ALL_TABLES
from bot.storage.storage import Storage
from tests.builders import an_interview
from tests.databases import a_vault
from tests.storage.database.earlier import in_old_database
from tests.storage.database.schemas import postgres_schema, sqlite_schema


async def migrated_step_by_step(url: str) -> None:
    """The tables of a database that was made by the first version; a new one is made as the code knows it."""
    await in_old_database(url, "0001", [])
    assert await migrating.upgrade(url) == "0001"


async def differences(url: str) -> object:
    def compare(connection: Connection) -> object:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return compare_metadata(context, ALL_TABLES)

    engine = create_engine(parse_url(url))
    async with engine.connect() as connection:
        found = await connection.run_sync(compare)
    await engine.dispose()
    return found


async def test_the_migrations_make_what_the_code_knows(old_url: str) -> None:
    await migrated_step_by_step(old_url)

    assert await differences(old_url) == []


async def test_the_files_of_migrations_have_names_in_their_order() -> None:
    """The bot reads the names alone, unless there is something to migrate."""
    scripts = ScriptDirectory.from_config(migrating.settings())

    assert [each.revision for each in scripts.walk_revisions()][::-1] == migrating._known()


async def test_on_sqlite_they_make_the_very_same_constraints(tmp_path: Path) -> None:
    """`compare_metadata` does not look at check constraints and partial indexes."""
    migrated, made = tmp_path / "migrated.sqlite3", tmp_path / "made.sqlite3"
    await migrated_step_by_step(f"sqlite:///{migrated}")
    await migrating.upgrade(f"sqlite:///{made}")

    assert sqlite_schema(migrated) == sqlite_schema(made)


@pytest.mark.postgres
async def test_on_postgresql_they_make_the_very_same_constraints(postgres_url: str, empty_postgres_url: str) -> None:
    await migrated_step_by_step(empty_postgres_url)

    assert await postgres_schema(postgres_url) == await postgres_schema(empty_postgres_url)


async def test_an_empty_sqlite_file_is_brought_to_the_newest_version(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/mock.sqlite3"
    assert await migrating.current(url) is None
    assert not (tmp_path / "new").exists()

    assert await migrating.upgrade(url) is None

    assert await migrating.current(url) == migrating.head()


@pytest.mark.postgres
async def test_an_empty_postgresql_database_is_brought_to_the_newest_version(empty_postgres_url: str) -> None:
    assert await migrating.current(empty_postgres_url) is None

    assert await migrating.upgrade(empty_postgres_url) is None

    assert await migrating.current(empty_postgres_url) == migrating.head()


async def test_an_upgrade_of_the_newest_version_changes_nothing(database_url: str) -> None:
    assert await migrating.upgrade(database_url) == migrating.head()
    assert await differences(database_url) == []


async def test_a_table_can_be_rebuilt_without_losing_what_refers_to_it(sqlite_url: str) -> None:
    """SQLite has to drop a table to change it; with foreign keys enforced that would delete every interview."""
    async with Storage(sqlite_url, a_vault()) as storage, storage.unit_of_work() as uow:
        added = await uow.interviews.add(an_interview(answered=(1,)))
        await uow.commit()

    await in_migration(sqlite_url, rebuild_candidates)

    async with Storage(sqlite_url, a_vault()) as storage, storage.unit_of_work() as uow:
        assert await uow.interviews.get(added.id) == added


async def test_a_migration_that_leaves_rows_without_their_parent_is_undone(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Storage(sqlite_url, a_vault()) as storage, storage.unit_of_work() as uow:
        added = await uow.interviews.add(an_interview(answered=(1,)))
        await uow.commit()
    monkeypatch.setattr(migrating, "_run_migration", lambda made, _: made.execute(text("DELETE FROM rounds")))
    monkeypatch.setattr(migrating, "version_in", lambda _: "0012")

    with pytest.raises(BrokenReferences, match="in parts"):
        await migrating.upgrade(sqlite_url)

    monkeypatch.undo()
    async with Storage(sqlite_url, a_vault()) as storage, storage.unit_of_work() as uow:
        assert await uow.interviews.get(added.id) == added


async def in_migration(url: str, change: object) -> None:
    engine = create_engine(parse_url(url), for_migrations=True)
    async with engine.begin() as connection:
        await connection.run_sync(change)  # type: ignore[arg-type]
    await engine.dispose()


def rebuild_candidates(connection: Connection) -> None:
    context = MigrationContext.configure(connection, opts={"render_as_batch": True, "target_metadata": MetaData()})
    with Operations(context).batch_alter_table("candidates", recreate="always"):
        """Copied to a new table and back."""


async def test_the_next_migration_is_written_from_the_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "migrations"
    for source in (path for path in migrating.FOLDER.rglob("*") if path.suffix in {".py", ".mako"}):
        target = copy / source.relative_to(migrating.FOLDER)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.read_text())
    monkeypatch.setattr(migrating, "FOLDER", copy)
    following = f"{int(migrating.head()) + 1:04}"

    await write("Add nothing")

    assert "done" in capsys.readouterr().out
    written = (copy / "versions" / f"{following}_add_nothing.py").read_text()
    assert written.startswith('"""Add nothing."""')
    assert "pass" in written


NOT_LOADED = """
import asyncio, sys
from bot.app import application
from bot.storage.database import migrating
asyncio.run(migrating.upgrade(sys.argv[1]))
unneeded = "alembic", "asyncpg", "snowballstemmer", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql"
print(*(each for each in unneeded if each in sys.modules))
"""


async def test_a_bot_that_migrates_nothing_loads_nothing_for_it(sqlite_url: str, tmp_path: Path) -> None:
    for url in (sqlite_url, f"sqlite:///{tmp_path}/new.sqlite3"):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", NOT_LOADED, url, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[3]
        )
        printed, _ = await process.communicate()

        assert (process.returncode, printed.split()) == (0, [])
