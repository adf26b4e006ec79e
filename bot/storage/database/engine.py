"""Connects to the database that a URL names."""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError

from bot.storage.database.asynchronous import AsyncEngine, create_async_engine
from bot.storage.database.errors import UnusableUrl
from bot.storage.database.sqlite_connection import Connection as SqliteConnection

BUSY_TIMEOUT = 10.0
"""Seconds that SQLite waits for another process (a backup, a shell) to finish writing."""
CONNECT_TIMEOUT = 15.0
STATEMENT_TIMEOUT = 60.0
"""Seconds until a silent PostgreSQL counts as gone; even a cancelled task waits for its statement."""
BEGINS_ITSELF = "begins_itself"
"""The execution option of a connection whose transactions its user begins."""
OLDEST_SQLITE = (3, 35, 0)
"""The first with RETURNING; upserts are older."""

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


def parse_url(url: str) -> URL:
    """The URL with the driver that the bot uses: `sqlite:///path` and `postgresql://…` are enough.

    Raises:
        UnusableUrl: it is not a URL, names another kind of database, or SQLite without a file.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UnusableUrl("The database URL is none: write sqlite:///path or postgresql://user@host/name.") from error
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise UnusableUrl(
            f"The database URL begins with {parsed.drivername}://; write sqlite:///path or postgresql://user@host/name."
        )
    parsed = parsed.set(drivername=driver)
    if is_sqlite(parsed):
        if parsed.database in {None, "", ":memory:"} or parsed.query:
            raise UnusableUrl("The database URL names no file: write sqlite:///path.")
        return parsed
    # sslmode, which hosting providers print, is libpq's name for what asyncpg calls ssl.
    query = {("ssl" if name == "sslmode" else name): value for name, value in parsed.query.items()}
    return parsed.set(query=query)


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def sqlite_file(url: URL) -> Path:
    return Path(url.database or "")


def name_for_people(url: URL) -> str:
    """The name of the database for messages, never with its password."""
    if is_sqlite(url):
        return str(sqlite_file(url))
    return f"{url.database or ''} at {url.host or url.query.get('host', 'localhost')}"


def create_engine(url: URL, *, for_migrations: bool = False) -> AsyncEngine:
    """Create an engine whose errors never show a stored value.

    For migrations it has no time limit, and on SQLite no foreign keys; see `bot.storage.database.migrating`.
    """
    if not is_sqlite(url):
        return create_async_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=10,
            pool_timeout=60,
            connect_args={
                "timeout": CONNECT_TIMEOUT,
                "command_timeout": None if for_migrations else STATEMENT_TIMEOUT,
                "server_settings": {"application_name": "mock-interviewer"},
            },
        )
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise UnusableUrl(f"This Python brings SQLite {sqlite3.sqlite_version}; 3.35 or newer is needed.")
    engine = create_async_engine(
        url,
        hide_parameters=True,
        # SQLite has one writer at a time anyway: units of work queue for one, see `bot.storage.database.turns`.
        pool_size=2,
        max_overflow=0,
        # Without an isolation level, sqlite3 leaves transactions to this module.
        async_creator=partial(SqliteConnection.open, sqlite_file(url), patience=BUSY_TIMEOUT, isolation_level=None),
    )
    event.listen(engine.sync_engine, "connect", _without_foreign_keys if for_migrations else _with_foreign_keys)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def prepare_file(path: Path) -> None:
    """Create the database file for its owner only, and its folder. SQLite gives its side files the same mode.

    Raises:
        OSError: the file or folder cannot be created.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _with_foreign_keys(connection: Any, _record: object) -> None:
    _configure(connection, foreign_keys="ON")


def _without_foreign_keys(connection: Any, _record: object) -> None:
    _configure(connection, foreign_keys="OFF")


def _configure(connection: Any, *, foreign_keys: str) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # a commit survives a power cut
    cursor.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten; FAST would leave it on free pages
    cursor.execute(f"PRAGMA foreign_keys = {foreign_keys}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    if connection.get_execution_options().get(BEGINS_ITSELF):
        return
    # A transaction that begins with a read cannot write any more once another process has written.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
