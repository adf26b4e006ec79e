"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import expression
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeDecorator, TypeEngine

MICROSECOND = timedelta(microseconds=1)

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


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Restrict a text column to the values of an enum."""
    allowed = ", ".join(f"'{each.value}'" for each in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=column)


def within(column: str, least: int | timedelta, most: int | timedelta) -> CheckConstraint:
    """Restrict a column to a range, both ends included."""
    low, high = (each // MICROSECOND if isinstance(each, timedelta) else each for each in (least, most))
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=column)
