"""The tables of exports: who asked for one, how far it is, and what of it waits to be sent.

The parts are in the database and not in a folder beside it: any process can send them, they go with their person or
their export in the same transaction, and nothing of them is left by a process that dies.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text, text

from bot.privacy.domain.export import ExportFailure, ExportPhase
from bot.storage.schema.columns import RowId, Sealed, Snowflake, UtcDateTime, one_of, partial_index
from bot.storage.schema.interviews import candidates, metadata

IS_RUNNING_EXPORT = text("phase IN ('collecting', 'sending')")

exports = Table(
    "exports",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("candidate_id", Snowflake, ForeignKey(candidates.c.id, ondelete="CASCADE"), nullable=False),
    Column("locale", String(20), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("phase", String(20), nullable=False),
    Column("files", Integer, nullable=False),
    Column("fetched", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("sealed", Text),  # what became of each file that was fetched or is missing, encrypted
    Column("failed_for", String(20)),
    Column("ended_at", UtcDateTime),
    Column("message", Snowflake),  # the message in the direct messages that says how far it is
    Column("attempts", Integer, nullable=False),
    Column("due_at", UtcDateTime),  # when a process goes on making it; NULL: there is nothing to make
    Column("claimed_by", String(200)),
    Column("claimed_until", UtcDateTime),
    one_of("phase", ExportPhase),
    one_of("failed_for", ExportFailure),
    CheckConstraint("(phase = 'failed') = (failed_for IS NOT NULL)", name="failed_has_reason"),
    CheckConstraint("(phase IN ('sent', 'failed')) = (ended_at IS NOT NULL)", name="ended_at_when_over"),
    CheckConstraint("(phase = 'collecting') = (due_at IS NOT NULL)", name="due_while_collecting"),
    CheckConstraint("phase = 'collecting' OR sealed IS NULL", name="files_while_collecting"),
    CheckConstraint("fetched BETWEEN 0 AND files", name="fetched"),
    CheckConstraint("sent BETWEEN 0 AND parts", name="sent"),
    CheckConstraint("attempts >= 0", name="attempts"),
    CheckConstraint("(claimed_by IS NULL) = (claimed_until IS NULL)", name="claim_has_an_end"),
    CheckConstraint("phase = 'collecting' OR claimed_by IS NULL", name="only_collecting_is_claimed"),
    Index(None, "candidate_id"),
    Index(None, "asked_at"),
    partial_index("uq_exports_one_running", "candidate_id", unique=True, where=IS_RUNNING_EXPORT),
    partial_index("ix_exports_asked_at_running", "asked_at", where=IS_RUNNING_EXPORT),
    # The id is in parcels and in names of files: it must never name another export.
    sqlite_autoincrement=True,
)

export_chunks = Table(
    "export_chunks",
    metadata,
    Column("export_id", RowId, ForeignKey(exports.c.id, ondelete="CASCADE"), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),  # in the order in which they were made, from 1
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 0
    Column("size", Integer, nullable=False),  # bytes, before they were encrypted
    Column("sealed", Sealed, nullable=False),  # a piece of the ZIP file, encrypted
    CheckConstraint("part >= 1", name="part"),
    CheckConstraint("number >= 0", name="number"),
    CheckConstraint("size > 0", name="size"),
)
