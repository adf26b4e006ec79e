"""What a database is made of, so that two of them can be compared."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import asyncpg

POSTGRES_SCHEMA = """
SELECT table_name, column_name, data_type, is_nullable, coalesce(column_default, '') FROM information_schema.columns
 WHERE table_schema = 'public'
UNION SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '' FROM pg_constraint
 WHERE connamespace = 'public'::regnamespace
UNION SELECT tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public'
UNION SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(pg_trigger.oid), prosrc, ''
 FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal
"""


def sqlite_schema(path: Path) -> dict[str, list[str]]:
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    finally:
        connection.close()
    return {name: sorted(lines_of((sql or "").replace('"', ""))) for name, sql in rows}


def lines_of(sql: str) -> list[str]:
    """The columns and constraints of a table, each on a line of its own, as they mean the same in any order.

    A table that was rebuilt has its name in quotes; a column that was added stands on the line of the one before.
    """
    return [line.strip(" \t,") for line in re.sub(r", (?=[a-z_]+ [A-Z]+)", "\n", sql).splitlines()]


async def postgres_schema(url: str) -> set[tuple[str, ...]]:
    connection = await asyncpg.connect(url)
    try:
        return {tuple(row) for row in await connection.fetch(POSTGRES_SCHEMA)}
    finally:
        await connection.close()
