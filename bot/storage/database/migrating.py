"""Brings a database to the version of the tables that this bot knows."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, text

from bot.storage.database.asynchronous import AsyncEngine
from bot.storage.database.engine import create_engine, is_sqlite, parse_url, prepare_file, sqlite_file
from bot.storage.database.errors import BrokenReferences, DatabaseTooNew
from bot.storage.database.making import make_tables, version_in
from bot.storage.database.moving import Pace, RowMove, give_space_back, move_rows
from bot.storage.database.ownership import ADVISORY_LOCK
from bot.storage.database.reachable import connection_errors_translated

if TYPE_CHECKING:
    from alembic.config import Config

# ruff: noqa: PLC0415 - Alembic takes 9 MiB, which a bot needs whose tables have to be changed, but no other

Result = TypeVar("Result")

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parents[1] / "migrations"


@cache
def head() -> str:
    """The version of the tables that this bot knows."""
    return _known()[-1]


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
                return await connection.run_sync(version_in)
    finally:
        await engine.dispose()


async def upgrade(url: str, *, pace: Pace | None = None) -> str | None:
    """Migrate a database to `head`, and create a SQLite file first. Returns the earlier version.

    Each migration is made wholly or not at all. Where one moves rows, the database has that version meanwhile: earlier
    versions of the bot refuse it, and an upgrade that was interrupted goes on.

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
            return await upgrade_with(engine, pace or Pace())
        finally:
            await engine.dispose()


async def upgrade_with(engine: AsyncEngine, pace: Pace) -> str | None:
    """Do what `upgrade` does, with an engine made for migrations."""
    found = version = await _version(engine)
    require_known(found)
    while version != head():
        if (move := _move_of(version)) is not None:
            await move_rows(partial(_at, engine, version), move, pace)
            await give_space_back(engine)
        await _at(engine, version, partial(_migrate, version))
        version = await _version(engine)
    return found


async def _version(engine: AsyncEngine) -> str | None:
    async with engine.begin() as connection:
        return await connection.run_sync(version_in)


async def _at(engine: AsyncEngine, version: str | None, work: Callable[[Connection], Result]) -> Result | None:
    """Do some work in a transaction of its own; None if another process has brought the database further meanwhile."""
    async with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # Several processes may start at once.
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock, 1)"), {"lock": ADVISORY_LOCK})
        if await connection.run_sync(version_in) != version:
            return None
        return await connection.run_sync(work)


def _migrate(found: str | None, connection: Connection) -> None:
    """Run migrations up to the next one that moves rows; in a new database none is needed."""
    if found is None:
        make_tables(connection, head())
        log.info("database made", extra={"now": head()})
        return
    target = next(each for each in _following(found) if each == head() or _move_of(each) is not None)
    _run_migrations(connection, target)
    _require_references(connection)
    log.info("database migrated", extra={"found": found, "now": target})


def require_known(version: str | None) -> None:
    """Raises DatabaseTooNew if this bot does not know the version."""
    if version is not None and version not in _known():
        raise DatabaseTooNew(found=version, known=head())


@cache
def _known() -> Sequence[str]:
    """All versions, the oldest first. Each migration's file has a name that begins with its version."""
    return sorted(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def _following(version: str) -> Sequence[str]:
    return _known()[_known().index(version) + 1 :]


def _move_of(version: str | None) -> RowMove | None:
    """The migration that made this version, if it moves rows."""
    if version is None:
        return None
    from alembic.script import ScriptDirectory

    module: Any = ScriptDirectory.from_config(settings()).get_revision(version).module
    return module if hasattr(module, "move") else None


def _run_migrations(connection: Connection, target: str) -> None:
    from alembic import command

    config = settings()
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _require_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise BrokenReferences(row[0] for row in broken)


def settings() -> Config:
    """The settings that Alembic would read from its ini file."""
    from alembic.config import Config

    # At info level, alembic announces which database it talks to.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config
