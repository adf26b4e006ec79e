"""Puts into place what a release left behind, and reads all of it without any code of the bot: counts and texts."""

from __future__ import annotations

import base64
import binascii
import gzip
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
from cryptography.fernet import Fernet

from tests.databases import TEST_KEY
from tests.storage.database.earlier import in_old_database

# ruff: noqa: S608 - the names of tables come from the databases themselves

FIXTURES = Path(__file__).parent / "fixtures"
RELEASES = sorted(each.name.removesuffix(".sql.gz") for each in FIXTURES.glob("*.sql.gz"))
_KEY = Fernet(TEST_KEY)
_A_TIME = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d.*)?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """All that stands in a database."""

    rows: Mapping[str, int]
    """Of each table."""
    texts: Counter[str]
    """All that is written anywhere, opened if it was sealed; times and numbers count for nothing."""
    sealed: int
    """How many values open with the key."""


def version_of(release: str) -> str:
    return release.partition("-")[0]


def place(release: str, path: Path) -> None:
    """The SQLite file of a release, where a bot finds it."""
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(f"BEGIN; {_dump(release)} COMMIT;")


async def place_in_postgres(release: str, url: str) -> None:
    """The same rows in tables that the migrations of that time have made."""
    await in_old_database(url, version_of(release), [])
    with closing(sqlite3.connect(":memory:")) as old:
        old.executescript(_dump(release))
        old.row_factory = sqlite3.Row
        connection = await asyncpg.connect(url)
        try:
            async with connection.transaction():
                # In any order: what refers to what was right where it comes from.
                await connection.execute("SET LOCAL session_replication_role = replica")
                for table in _tables(old):
                    await _fill(connection, table, old.execute(f'SELECT * FROM "{table}"').fetchall())
        finally:
            await connection.close()


def in_sqlite(path: Path) -> Stored:
    with closing(sqlite3.connect(path)) as database:
        return _stored({each: database.execute(f'SELECT * FROM "{each}"').fetchall() for each in _tables(database)})


def left_by(release: str) -> Stored:
    """What a release has stored."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_dump(release))
        return _stored({each: database.execute(f'SELECT * FROM "{each}"').fetchall() for each in _tables(database)})


async def in_postgres(url: str) -> Stored:
    connection = await asyncpg.connect(url)
    try:
        names = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [each[0] for each in names if each[0] != "alembic_version"]
        return _stored({each: await connection.fetch(f'SELECT * FROM "{each}"') for each in tables})
    finally:
        await connection.close()


def _dump(release: str) -> str:
    dump = gzip.decompress((FIXTURES / f"{release}.sql.gz").read_bytes()).decode()
    return dump.replace("BEGIN TRANSACTION;", "", 1).replace("COMMIT;", "", 1) if dump.startswith("BEGIN") else dump


def _tables(database: sqlite3.Connection) -> list[str]:
    named = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return [each[0] for each in named if each[0] != "alembic_version"]


def _stored(tables: Mapping[str, Iterable[Iterable[Any]]]) -> Stored:
    rows: dict[str, int] = {}
    texts: Counter[str] = Counter()
    sealed = 0
    for table, found in tables.items():
        all_rows = [list(each) for each in found]
        rows[table] = len(all_rows)
        for value in (each for row in all_rows for each in row):
            opened = _opened(value)
            sealed += opened is not None
            texts.update(_texts(value if opened is None else opened))
    return Stored(rows=rows, texts=texts, sealed=sealed)


def _opened(value: Any) -> str | None:
    """What was sealed: with or without base64, as text or as bytes."""
    token = value.encode() if isinstance(value, str) else value
    if not isinstance(token, bytes) or len(token) < len(_KEY.encrypt(b"")) // 2:
        return None
    if token.startswith(b"\x80"):
        token = base64.urlsafe_b64encode(token)
    if not token.startswith(b"gAAAA"):
        return None
    opened = _KEY.decrypt(token)
    try:
        return opened.decode()
    except UnicodeDecodeError:
        return binascii.hexlify(opened).decode()


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value, and in the JSON that a text is."""
    if isinstance(value, Mapping):
        yield from (text for each in value.values() for text in _texts(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in _texts(each))
    elif isinstance(value, str) and value and not _A_TIME.fullmatch(value):
        try:
            inner = json.loads(value)
        except ValueError:
            yield value
        else:
            yield from _texts(inner) if isinstance(inner, dict | list) else ()


_COLUMNS = """
SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1
"""


async def _fill(connection: Any, table: str, rows: list[sqlite3.Row]) -> None:
    if not rows:
        return
    await connection.execute(f'DELETE FROM "{table}"')
    kinds = dict(tuple(each) for each in await connection.fetch(_COLUMNS, table))
    columns = rows[0].keys()
    records = [tuple(_as(kinds[name], row[name]) for name in columns) for row in rows]
    await connection.copy_records_to_table(table, records=records, columns=columns)
    if kinds.get("id") in {"bigint", "integer"}:
        sequence = await connection.fetchval("SELECT pg_get_serial_sequence($1, 'id')", table)
        if sequence is not None:
            await connection.execute(f"SELECT setval('{sequence}', (SELECT max(id) FROM \"{table}\"))")


def _as(kind: str, value: Any) -> Any:
    """A value as SQLite keeps it, for a column of PostgreSQL."""
    if value is None:
        return None
    if kind == "boolean":
        return bool(value)
    if kind == "date":
        return date.fromisoformat(value)
    if kind.startswith("timestamp"):
        if isinstance(value, int):
            return _EPOCH + timedelta(microseconds=value)
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    if kind == "bytea" and isinstance(value, str):
        return value.encode()
    return value
