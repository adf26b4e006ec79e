"""Begins an INSERT that may have an ON CONFLICT, which SQLAlchemy has in each dialect by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import Table

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

# ruff: noqa: PLC0415 - a bot loads the dialect that it uses: that of PostgreSQL takes 2 MiB

DialectInsert: TypeAlias = "sqlite.Insert | postgresql.Insert"
Insert: TypeAlias = "Callable[[Table], DialectInsert]"


@cache
def insert_of(dialect: str) -> Insert:
    """The INSERT of a dialect, by its name."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert
    from sqlalchemy.dialects import postgresql

    return postgresql.insert
