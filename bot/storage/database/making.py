"""Makes the tables of a new database as they are now, and not step by step, as those of older ones came to be."""

from __future__ import annotations

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert, select, update

from bot.storage.schema.all_tables import ALL_TABLES

_alembic_version = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Where Alembic notes the version of the tables."""


def make_tables(connection: Connection, version: str) -> None:
    """Make all tables in an empty database. Fails if one of them is there."""
    ALL_TABLES.create_all(connection, checkfirst=False)
    _alembic_version.create(connection)
    connection.execute(insert(_alembic_version).values(version_num=version))


def version_in(connection: Connection) -> str | None:
    """The version of the tables; None if there are none."""
    if not connection.dialect.has_table(connection, _alembic_version.name):
        return None
    return connection.execute(select(_alembic_version.c.version_num)).scalar()


def note_version(connection: Connection, version: str) -> None:
    """The tables have this version now."""
    connection.execute(update(_alembic_version).values(version_num=version))
