"""What migrations need that rebuild a table, as SQLite has to for most changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op


@contextmanager
def numbers_kept(table: str) -> Iterator[None]:
    """Never give an id anew that a deleted row had: SQLite forgets the last one with the table that is rebuilt."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        yield
        return
    last = connection.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table}).scalar()
    yield
    if last is not None:
        row = {"name": table, "seq": last}
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), row)
        connection.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), row)
