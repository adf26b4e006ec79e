"""Migrates a database to the version of the tables that this bot knows."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.database.engine import create_engine, is_sqlite, parse_url, prepare_file, sqlite_file
from bot.storage.database.errors import BrokenReferences, DatabaseTooNew
from bot.storage.database.ownership import ADVISORY_LOCK
from bot.storage.database.reachable import connection_errors_translated

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parents[1] / "migrations"


@cache
def head() -> str:
    """The version of the tables that this bot knows."""
    version = _scripts().get_current_head()
    if version is None:
        raise RuntimeError("there are no migrations")
    return version


async def current(url: str) -> str | None:
    """The version of the tables in a database; None if there are none yet. Creates nothing.

    Raises:
        StorageError: the database cannot be used.
    """
    parsed = parse_url(url)
    if is_sqlite(parsed) and not sqlite_file(parsed).exists():
        return None
    engine = create_engine(parsed)
    try:
        with connection_errors_translated(parsed):
            async with engine.connect() as connection:
                return await connection.run_sync(_version_in)
    finally:
        await engine.dispose()


async def upgrade(url: str) -> str | None:
    """Migrate a database to `head`, all or nothing, and create a SQLite file first. Returns the earlier version.

    The caller makes sure that no bot works with the database meanwhile, as `Storage.open` does.

    Raises:
        DatabaseTooNew: it is newer than this bot.
        StorageError: the database cannot be used.
    """
    parsed = parse_url(url)
    with connection_errors_translated(parsed):
        if is_sqlite(parsed):
            prepare_file(sqlite_file(parsed))
        # To change a table, SQLite makes a new one and drops the old one, and that would delete all rows that refer to
        # it. Foreign keys cannot be switched off inside a transaction, so migrations have an engine of their own, and
        # the references are checked at the end.
        engine = create_engine(parsed, for_migrations=True)
        try:
            return await upgrade_with(engine)
        finally:
            await engine.dispose()


async def upgrade_with(engine: AsyncEngine) -> str | None:
    """Do what `upgrade` does, with an engine made for migrations."""
    async with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # Several processes may start at once.
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock, 1)"), {"lock": ADVISORY_LOCK})
        found = await connection.run_sync(_version_in)
        if found != head():
            require_known(found)
            await connection.run_sync(_run_migrations)
            await connection.run_sync(_require_references)
            log.info("database migrated", extra={"found": found, "now": head()})
    return found


def require_known(version: str | None) -> None:
    """Raises DatabaseTooNew if this bot does not know the version."""
    if version is not None and version not in _known():
        raise DatabaseTooNew(found=version, known=head())


@cache
def _known() -> frozenset[str]:
    return frozenset(script.revision for script in _scripts().walk_revisions())


def _version_in(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _run_migrations(connection: Connection) -> None:
    config = settings()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _require_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise BrokenReferences(row[0] for row in broken)


def settings() -> Config:
    """The settings that alembic would read from its ini file."""
    # At info level, alembic announces which database it talks to.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(settings())
