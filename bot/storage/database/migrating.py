"""Brings a database to the version of the tables that this bot knows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, text

from bot.storage.database.asynchronous import AsyncEngine
from bot.storage.database.copying import keep_copy
from bot.storage.database.engine import create_engine, is_sqlite, parse_url, prepare_file, sqlite_file
from bot.storage.database.errors import BrokenReferences, DatabaseTooNew
from bot.storage.database.making import make_tables, note_version, version_in
from bot.storage.database.moving import RowMove, give_space_back, move_rows
from bot.storage.database.ownership import ADVISORY_LOCK
from bot.storage.database.progress import COPY, Pace, Telling, Told
from bot.storage.database.reachable import connected_once, connection_errors_translated

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

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
    async with connected_once(parsed) as connection:
        return await connection.run_sync(version_in)


async def upgrade(
    url: str, *, pace: Pace | None = None, told: Told | None = None, keeps_copy: bool = False
) -> str | None:
    """Migrate a database to `head`, and create a SQLite file first. Returns the earlier version.

    Each migration is made wholly or not at all, one after the other: an upgrade that was interrupted goes on with the
    next. Where one moves rows, the database has that version meanwhile: earlier versions of the bot refuse it. `told`
    hears how far it has come. With `keeps_copy` a SQLite file is copied aside before anything is changed.

    The caller makes sure that no bot works with the database meanwhile, as `Storage.open` does.

    Raises:
        DatabaseTooNew: it is newer than this bot.
        NoRoom: the disk is too full.
        StorageError: the database cannot be used.
    """
    parsed = parse_url(url)
    telling = Telling(pace or Pace(), told)
    with connection_errors_translated(parsed):
        if is_sqlite(parsed):
            prepare_file(sqlite_file(parsed))
            if keeps_copy:
                await _keep_copy(url, telling)
        # To change a table, SQLite makes a new one and drops the old one, and that would delete all rows that refer to
        # it. Foreign keys cannot be switched off inside a transaction, so migrations have an engine of their own, and
        # the references are checked at the end of each.
        engine = create_engine(parsed, for_migrations=True)
        try:
            return await upgrade_with(engine, telling)
        finally:
            await engine.dispose()


async def _keep_copy(url: str, telling: Telling) -> None:
    found = await current(url)
    if found in {None, head()}:
        return
    require_known(found)
    database = sqlite_file(parse_url(url))
    telling.begin(COPY)
    async with telling.going_on():
        await asyncio.to_thread(keep_copy, database, head(), moved=telling.note)


async def upgrade_with(engine: AsyncEngine, telling: Telling) -> str | None:
    """Do what `upgrade` does, with an engine made for migrations."""
    found = await _version(engine)
    require_known(found)
    if found is None:
        await _at(engine, None, _make)
    elif found != head():
        await _step_by_step(engine, found, telling)
    return found


async def _step_by_step(engine: AsyncEngine, found: str, telling: Telling) -> None:
    version = found
    steps = following(found)
    telling.plan(len(steps))
    log.info(
        "bringing the database up to date; this may be interrupted and goes on at the next start",
        extra={"found": found, "needed": head(), "migrations": len(steps)},
    )
    async with telling.going_on():
        while version != head():
            if (move := _move_of(version)) is not None:
                telling.begin(version, len(steps) - len(following(version)))
                await move_rows(partial(_at, engine, version), move, telling)
                await give_space_back(engine)
            target = following(version)[0]
            telling.begin(target, len(steps) - len(following(target)))
            await _at(engine, version, partial(_migrate, target))
            version = await _version(engine) or target
    extra = {"found": found, "now": version, "seconds": round(telling.seconds, 1)}
    log.info("database migrated", extra=extra)


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


def _make(connection: Connection) -> None:
    """In a new database no migration is needed."""
    make_tables(connection, head())
    log.info("database made", extra={"now": head()})


def _migrate(target: str, connection: Connection) -> None:
    changed = _rows_changed(connection)
    _run_migration(connection, target)
    if _rows_changed(connection) != changed:
        _require_references(connection)
    note_version(connection, target)


def require_known(version: str | None) -> None:
    """Raises DatabaseTooNew if this bot does not know the version."""
    if version is not None and version not in _known():
        raise DatabaseTooNew(found=str(version).encode("unicode_escape").decode(), known=head())


@cache
def _known() -> Sequence[str]:
    """All versions, the oldest first. Each migration's file has a name that begins with its version."""
    return sorted(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def following(version: str) -> Sequence[str]:
    """The versions after this one, the oldest first."""
    return _known()[_known().index(version) + 1 :]


def _move_of(version: str) -> RowMove | None:
    """The migration that made this version, if it moves rows."""
    module = _module(version)
    return module if hasattr(module, "move") else None


def migration_title(version: str) -> str:
    """What a migration is about, as its file says in the first line."""
    return str(_module(version).__doc__).partition("\n")[0]


@cache
def _scripts(folder: Path) -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    config = settings()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def _module(version: str) -> Any:
    return _scripts(FOLDER).get_revision(version).module


def _run_migration(connection: Connection, version: str) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with Operations.context(MigrationContext.configure(connection)) as operations:
        # What a table refers to is named when it is made anew; to look all that up takes longer than the rest.
        unresolved = partial(operations.batch_alter_table, reflect_kwargs={"resolve_fks": False})
        operations.batch_alter_table = unresolved  # type: ignore[method-assign]
        _module(version).upgrade()


def _rows_changed(connection: Connection) -> int | None:
    """How many rows this connection has changed so far; None where that does not matter."""
    if connection.dialect.name != "sqlite":
        return None
    changed: int = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    return changed


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
