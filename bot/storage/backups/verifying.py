"""Looks through a whole database: is it intact, does every reference lead somewhere, does every sealed value open."""

from __future__ import annotations

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import ColumnClause, Connection, NullPool, column, func, inspect, select, table, text, tuple_
from sqlalchemy import create_engine as create_sync_engine
from sqlalchemy.engine.interfaces import ReflectedForeignKeyConstraint

from bot.config.addresses import sqlite_address
from bot.storage.backups.sqlite_copy import is_database, problems_in
from bot.storage.database import migrating
from bot.storage.database.copying import connected_to_read
from bot.storage.database.engine import create_engine, is_sqlite, parse_url, sqlite_file
from bot.storage.database.errors import BackupFailed, Undecipherable
from bot.storage.database.making import version_in
from bot.storage.database.reachable import connection_errors_translated
from bot.storage.encryption.vault import Vault
from bot.storage.schema.all_tables import ALL_TABLES
from bot.storage.schema.interviews import key_check

OPENED_AT_ONCE = 2000
"""Rows that are opened at a time: no statement keeps anybody waiting."""

SEALED = "sealed"
"""The columns with what people wrote are called so, in every version of the tables."""

_FERNET = 0x80


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something that is wrong in a database, without what is stored there."""

    table: str | None
    """None: it concerns the whole file."""
    what: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a look through a database has found."""

    version: str | None
    """That of its tables; None if there are none."""
    rows: int
    opened: int
    """Sealed values that opened with the keys."""
    flaws: tuple[Flaw, ...]


TablesDone = Callable[[str, int, int], None]
"""Hears after each page of a table how many of its sealed values are opened, and how many there are."""


def url_of(file: Path) -> str:
    """The address of a SQLite database."""
    return sqlite_address(file.absolute())


class _Reader(Protocol):
    """Reads a database past the bot that may be working with it."""

    async def __call__(self, work: Callable[..., Any], *given: Any) -> Any:
        """What `work` returns; it gets a connection without a transaction."""


async def verify(url: str, vault: Vault, *, told: TablesDone = lambda _table, _done, _all: None) -> Verified:
    """Look through a database, of whatever version this bot knows. Changes nothing; a bot may work with it meanwhile.

    Raises:
        DatabaseTooNew, KeyProblem: its version or its keys are not ours.
        DatabaseUnavailable, BackupFailed: it cannot be read at all.
    """
    parsed = parse_url(url)
    with connection_errors_translated(parsed):
        if is_sqlite(parsed):
            return await _verify_file(sqlite_file(parsed), vault, told)
        engine = create_engine(parsed)
        try:

            async def read(work: Callable[..., Any], *given: Any) -> Any:
                async with engine.connect() as connection:
                    return await connection.run_sync(work, *given)

            return await _verify(read, vault, told)
        finally:
            await engine.dispose()


async def _verify_file(file: Path, vault: Vault, told: TablesDone) -> Verified:
    _require_database(file)
    damage = await asyncio.to_thread(problems_in, file)
    if damage:  # what is read from a damaged file says nothing
        flaws = tuple(Flaw(table=None, what=each, count=1) for each in damage)
        return Verified(version=None, rows=0, opened=0, flaws=flaws)
    # Not the engine of the bot: that would begin transactions, and make a backup one with a write-ahead log.
    engine = create_sync_engine(
        "sqlite://", creator=lambda: connected_to_read(file), poolclass=NullPool, hide_parameters=True
    )

    def in_thread(work: Callable[..., Any], *given: Any) -> Any:
        with engine.connect() as connection:
            return work(connection, *given)

    async def read(work: Callable[..., Any], *given: Any) -> Any:
        return await asyncio.to_thread(in_thread, work, *given)

    return await _verify(read, vault, told)


def _require_database(file: Path) -> None:
    if not file.exists():
        raise BackupFailed(f"There is no database at {file} yet.")
    if not is_database(file):
        raise BackupFailed(f"{file} is no SQLite database, or cannot be read.")


async def _verify(read: _Reader, vault: Vault, told: TablesDone) -> Verified:
    version = await read(version_in)
    migrating.require_known(version)
    tables: list[_Table] = await read(_tables)
    proofs = await read(_proofs) if version is not None else {}
    vault.verify(proofs)
    if proofs:  # else nothing can be sealed, and no key must be made here
        vault.unlock(proofs)
    flaws: list[Flaw] = [*await read(_foreign), *_missing(tables, version)]
    if flaws:  # what is read from such a database may be anything
        return Verified(version=version, rows=0, opened=0, flaws=tuple(flaws))
    rows, opened = 0, 0
    for each in tables:
        rows += await read(_rows, each.name)
        flaws += await read(_orphans, each.name)
        if each.is_sealed and version is not None:
            right, wrong = await _open_all(read, vault, each, told) if proofs else (0, await read(_count_sealed, each))
            opened += right
            if wrong:
                flaws.append(Flaw(table=each.name, what="sealed values that do not open", count=wrong))
    return Verified(version=version, rows=rows, opened=opened, flaws=tuple(flaws))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    name: str
    key: tuple[str, ...]
    is_sealed: bool


def _foreign(connection: Connection) -> list[Flaw]:
    """What would do something by itself once the bot works with the file: the bot's own SQLite databases have none."""
    if connection.dialect.name != "sqlite":
        return []
    of_others = text(
        "SELECT type, count(*) FROM sqlite_master WHERE type IN ('trigger', 'view') OR sql LIKE 'CREATE VIRTUAL%'"
        " GROUP BY type"
    )
    return [
        Flaw(table=None, what=f"it has a {kind} that no bot has made", count=n)
        for kind, n in connection.execute(of_others)
    ]


def _missing(tables: Sequence[_Table], version: str | None) -> list[Flaw]:
    """Tables that are not there; of an older version nobody knows any more which it had."""
    if version is None:
        return [Flaw(table=None, what="it has tables, and none says of which version", count=1)] if tables else []
    if version != migrating.head():
        return []
    there = {each.name for each in tables}
    return [Flaw(table=each, what="missing", count=1) for each in sorted(ALL_TABLES.tables) if each not in there]


def _proofs(connection: Connection) -> dict[str, str]:
    rows = connection.execute(select(key_check.c.fingerprint, key_check.c.proof))
    return {row.fingerprint: row.proof for row in rows}


def _tables(connection: Connection) -> list[_Table]:
    # As the database has them, not as this version of the bot would: a backup may be older.
    found = inspect(connection)
    return [
        _Table(
            name=name,
            key=tuple(found.get_pk_constraint(name)["constrained_columns"]),
            is_sealed=any(each["name"] == SEALED for each in found.get_columns(name)),
        )
        for name in found.get_table_names()
    ]


def _rows(connection: Connection, name: str) -> int:
    return int(connection.execute(select(func.count()).select_from(table(name))).scalar_one())


async def _open_all(read: _Reader, vault: Vault, each: _Table, told: TablesDone) -> tuple[int, int]:
    """How many sealed values of a table open, and how many do not."""
    right, wrong, reached = 0, 0, None
    count = await read(_count_sealed, each)
    while True:
        page: Sequence[Any] = await read(_page, each, reached)
        if not page:
            return right, wrong
        reached = tuple(page[-1])[:-1]
        opened = await asyncio.to_thread(_how_many_open, vault, [row[-1] for row in page])
        right, wrong = right + opened, wrong + len(page) - opened
        told(each.name, right + wrong, max(count, right + wrong))


def _count_sealed(connection: Connection, each: _Table) -> int:
    sealed: ColumnClause[Any] = column(SEALED)
    counted = select(func.count()).select_from(table(each.name, sealed)).where(sealed.is_not(None))
    return int(connection.execute(counted).scalar_one())


def _page(connection: Connection, each: _Table, reached: tuple[Any, ...] | None) -> Sequence[Any]:
    key: list[ColumnClause[Any]] = [column(name) for name in each.key]
    sealed: ColumnClause[Any] = column(SEALED)
    rows = select(*key, sealed).select_from(table(each.name, *key, sealed)).where(sealed.is_not(None))
    if reached is not None:
        rows = rows.where(tuple_(*key) > tuple_(*reached))
    return connection.execute(rows.order_by(*key).limit(OPENED_AT_ONCE)).all()


def _how_many_open(vault: Vault, values: Sequence[bytes | str]) -> int:
    return sum(_opens(vault, each) for each in values)


def _opens(vault: Vault, value: bytes | str) -> bool:
    """Sealed values are text, or bytes without the base64; see `Sealed`."""
    try:
        if isinstance(value, bytes):
            value = (urlsafe_b64encode(value) if value[:1] == bytes([_FERNET]) else value).decode("ascii")
        vault.unseal_bytes(value)
    except (Undecipherable, UnicodeError):
        return False
    return True


def _orphans(connection: Connection, name: str) -> list[Flaw]:
    """Rows of a table that refer to nothing: the database's own checks are off while tables are changed or filled."""
    found = [(each, _count_orphans(connection, name, each)) for each in inspect(connection).get_foreign_keys(name)]
    return [
        Flaw(table=name, what=f"rows that refer to nothing in {each['referred_table']}", count=count)
        for each, count in found
        if count
    ]


def _count_orphans(connection: Connection, name: str, key: ReflectedForeignKeyConstraint) -> int:
    quote = connection.dialect.identifier_preparer.quote
    pairs = list(zip(key["constrained_columns"], key["referred_columns"], strict=True))
    same = " AND ".join(f"parent.{quote(theirs)} = child.{quote(own)}" for own, theirs in pairs)
    filled = " AND ".join(f"child.{quote(own)} IS NOT NULL" for own, _ in pairs)
    statement = (
        f"SELECT count(*) FROM {quote(name)} child WHERE {filled} "  # noqa: S608 - names of the schema
        f"AND NOT EXISTS (SELECT 1 FROM {quote(key['referred_table'])} parent WHERE {same})"
    )
    return int(connection.execute(text(statement.replace(":", "\\:"))).scalar_one())
