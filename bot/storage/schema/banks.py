"""The tables of the banks that servers upload.

A bank is not personal, so its text is not encrypted; who uploaded it is not stored.
"""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, String, Table, Text, UniqueConstraint, text

from bot.storage.schema.columns import RowId, Snowflake, UtcDateTime, partial_index
from bot.storage.schema.interviews import metadata

IS_UNCONFIRMED = text("version IS NULL")

bank_uploads = Table(
    "bank_uploads",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("server", Snowflake, nullable=False),
    Column("slug", String(100), nullable=False),
    Column("version", Integer),  # NULL: it waits to be confirmed
    Column("compared_with", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("company", Text),
    Column("role", Text),
    Column("summary", Text, nullable=False),
    Column("topics", Text, nullable=False),  # a JSON list
    Column("questions", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("uploaded_at", UtcDateTime, nullable=False),
    CheckConstraint("version >= 1", name="version"),
    CheckConstraint("compared_with >= 0", name="compared_with"),
    CheckConstraint("questions >= 1", name="questions"),
    UniqueConstraint("server", "slug", "version"),
    partial_index("uq_bank_uploads_one_unconfirmed", "server", "slug", unique=True, where=IS_UNCONFIRMED),
    # The id is used in buttons, as that of an interview is.
    sqlite_autoincrement=True,
)

server_banks = Table(
    "server_banks",
    metadata,
    Column("server", Snowflake, primary_key=True, autoincrement=False),
    Column("slug", String(100), primary_key=True),
    Column("enabled", Boolean, nullable=False),
    Column("current", Integer, nullable=False),  # 0: the operator's bank
    Column("newest", Integer, nullable=False),
    CheckConstraint("current BETWEEN 0 AND newest", name="current_was_given"),
)
