"""Columns, constraints and indexes that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    TextClause,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import expression
from sqlalchemy.sql.compiler import DDLCompiler, SQLCompiler
from sqlalchemy.sql.ddl import CreateIndex
from sqlalchemy.types import TypeDecorator, TypeEngine

_WHERE = "where"
_FERNET = b"\x80"
"""With its version a sealed text begins; its base64 begins with a letter."""

MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Snowflake = BigInteger
"""An id given by Discord."""

# Only a column declared exactly INTEGER numbers its rows by itself on SQLite.
RowId: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")

Digest = LargeBinary(16)
"""The first 128 bits of the SHA-256 of a text: who does not choose both texts finds no two that share one."""


class UtcDateTime(TypeDecorator[datetime]):
    """A time: takes aware datetimes only and gives them back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        # SQLite compares times as text, so all of them are written in one zone and form.
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Moment(TypeDecorator[datetime]):
    """What `UtcDateTime` is, on SQLite in a third of the room: microseconds since 1970. For tables with many rows."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone cannot be stored")
        return (value - _EPOCH) // MICROSECOND if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = _EPOCH + value * MICROSECOND if dialect.name == "sqlite" else value.astimezone(UTC)
        return moment


class UtcSeconds(TypeDecorator[datetime]):
    """A time to the second, as a number."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - given
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - given
        return None if value is None else datetime.fromtimestamp(value, UTC)


class Sealed(TypeDecorator[str]):
    """What `Vault.seal` makes, without its base64. Of rows that are older than migration 0018, it reads that, too."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - given
        return None if value is None else urlsafe_b64decode(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - given
        if value is None:
            return None
        return (urlsafe_b64encode(value) if value.startswith(_FERNET) else value).decode()


class Duration(TypeDecorator[timedelta]):
    """A duration, stored exactly, in microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - given
        return None if value is None else value // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:  # noqa: ARG002 - given
        return None if value is None else value * MICROSECOND


class milliseconds_between(expression.FunctionElement[int]):  # noqa: N801 - written as a function of SQL
    """The time from one moment to another, rounded; NULL if either is."""

    type = BigInteger()
    inherit_cache = True


@compiles(milliseconds_between, "sqlite")
def _in_sqlite(element: milliseconds_between, compiler: SQLCompiler, **options: Any) -> str:
    begin, end = (compiler.process(each, **options) for each in element.clauses)
    return f"CAST(round((julianday({end}) - julianday({begin})) * 86400000) AS INTEGER)"


@compiles(milliseconds_between, "postgresql")
def _in_postgresql(element: milliseconds_between, compiler: SQLCompiler, **options: Any) -> str:
    begin, end = (compiler.process(each, **options) for each in element.clauses)
    return f"CAST(round(extract(epoch FROM ({end}) - ({begin})) * 1000) AS BIGINT)"


class seconds_now(expression.FunctionElement[datetime]):  # noqa: N801 - written as a function of SQL
    """The time by the clock of the database."""

    type = UtcSeconds()
    inherit_cache = True


@compiles(seconds_now, "sqlite")
def _now_in_sqlite(_element: seconds_now, _compiler: SQLCompiler, **_options: Any) -> str:
    return "CAST(strftime('%s', 'now') AS INTEGER)"


@compiles(seconds_now, "postgresql")
def _now_in_postgresql(_element: seconds_now, _compiler: SQLCompiler, **_options: Any) -> str:
    return "CAST(extract(epoch FROM now()) AS BIGINT)"


def partial_index(name: str, *columns: str, where: TextClause, unique: bool = False) -> Index:
    """An index of the rows for which `where` is true.

    SQLAlchemy's own `sqlite_where` and `postgresql_where` load the dialects of both databases: 2 MiB for the other one.
    """
    return Index(name, *columns, unique=unique, info={_WHERE: where})


def condition_of(index: Index) -> TextClause | None:
    """Which rows are in an index; None: all of the table."""
    where: TextClause | None = index.info.get(_WHERE)
    return where


@compiles(CreateIndex)
def _with_where(element: CreateIndex, compiler: DDLCompiler, **options: Any) -> str:
    created: str = compiler.visit_create_index(element, **options)  # type: ignore[no-untyped-call]
    where = condition_of(element.element)
    return created if where is None else f"{created} WHERE {where}"


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Restrict a text column to the values of an enum."""
    allowed = ", ".join(f"'{each.value}'" for each in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=column)


def within(column: str, least: int | timedelta, most: int | timedelta) -> CheckConstraint:
    """Restrict a column to a range, both ends included."""
    low, high = (each // MICROSECOND if isinstance(each, timedelta) else each for each in (least, most))
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=column)
