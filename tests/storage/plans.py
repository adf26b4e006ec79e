"""Asks the database how it would carry out the statements that were sent to it: through an index, or row by row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from bot.storage.schema.columns import condition_of
from bot.storage.schema.interviews import metadata
from bot.storage.storage import Storage
from tests.storage.statements import heard

Sent = dict[str, Any]
"""Each statement with the arguments that it came with last."""

PARTIAL = {
    str(index.name) for table in metadata.sorted_tables for index in table.indexes if condition_of(index) is not None
}
"""Indexes of the few rows that somebody asks for all at once, such as parcels that wait."""

_EXPLAINED = re.compile(r"(?:WITH|SELECT|INSERT|UPDATE|DELETE)\b")
_SQLITE_STEP = re.compile(r"SCAN (?P<table>\w+)(?: USING (?:COVERING )?INDEX (?P<index>\w+))?")


@contextmanager
def sent(storage: Storage) -> Iterator[Sent]:
    """The statements that are sent during the block and can be explained."""
    statements: Sent = {}

    def note(statement: str, parameters: Any) -> None:
        if _EXPLAINED.match(statement):
            statements[statement] = parameters[0] if isinstance(parameters, list) else parameters

    with heard(storage, note):
        yield statements


async def read_row_by_row(storage: Storage, statements: Sent) -> dict[str, set[str]]:
    """The statements that read a whole table or index, each with the tables; a partial index does not count."""
    async with storage.engine.connect() as connection:
        return await connection.run_sync(_read_row_by_row, dict(statements))


def _read_row_by_row(connection: Connection, statements: Sent) -> dict[str, set[str]]:
    if connection.dialect.name == "sqlite":
        scans = {each: set(_sqlite_scans(connection, each, arguments)) for each, arguments in statements.items()}
    else:
        # On tables with few rows an index would not be worth it.
        for each in ("seqscan", "hashjoin", "mergejoin"):
            connection.exec_driver_sql(f"SET LOCAL enable_{each} = off")
        scans = {each: set(_postgres_scans(connection, each, arguments)) for each, arguments in statements.items()}
    return {statement: tables for statement, tables in scans.items() if tables}


def _sqlite_scans(connection: Connection, statement: str, arguments: Any) -> Iterator[str]:
    names = _aliases(statement)
    for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", arguments):
        step = _SQLITE_STEP.match(row[3])
        table = None if step is None else names.get(step["table"], step["table"])
        if step is not None and table in metadata.tables and step["index"] not in PARTIAL:
            yield str(table)


def _aliases(statement: str) -> dict[str, str]:
    """SQLite's plan names tables by their aliases."""
    return {alias: table for table, alias in re.findall(r"\b(\w+) AS (\w+)", statement)}


def _postgres_scans(connection: Connection, statement: str, arguments: Any) -> Iterator[str]:
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", arguments).scalar_one()
    found = json.loads(plan) if isinstance(plan, str) else plan
    yield from _scans_below(found[0]["Plan"], table=None)


def _scans_below(node: Mapping[str, Any], *, table: str | None) -> Iterator[str]:
    table = node.get("Relation Name", table)
    is_search = "Index Cond" in node or node.get("Index Name") in PARTIAL
    if node["Node Type"] in {"Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Index Scan"} and not is_search:
        yield str(table)
    for each in node.get("Plans", ()):
        if not _ends_at_once(node, each):
            yield from _scans_below(each, table=table)


def _ends_at_once(node: Mapping[str, Any], below: Mapping[str, Any]) -> bool:
    """True for the lowest or highest of an index: all the rows that are read are wanted, and they are few."""
    return node["Node Type"] == "Limit" and "Index Name" in below and "Filter" not in below
