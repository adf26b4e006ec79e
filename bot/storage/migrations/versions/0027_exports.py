"""Exports: who asked for one, how far it is, and the encrypted parts that wait to be sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.rebuilding import numbers_kept

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ONE_SUBJECT = (
    "CASE WHEN interview_id IS NULL THEN 0 ELSE 1 END + CASE WHEN review_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN reminder_id IS NULL THEN 0 ELSE 1 END + CASE WHEN export_id IS NULL THEN 0 ELSE 1 END = 1"
)
IS_OF_EXPORT = sa.text("export_id IS NOT NULL")
IS_RUNNING = sa.text("phase IN ('collecting', 'sending')")


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("candidate_id", sa.BigInteger(), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("fetched", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("failed_for", sa.String(length=20), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(length=200), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("phase IN ('collecting', 'sending', 'sent', 'failed')", name=op.f("ck_exports_phase")),
        sa.CheckConstraint("failed_for IN ('unreachable', 'discord', 'fault')", name=op.f("ck_exports_failed_for")),
        sa.CheckConstraint("(phase = 'failed') = (failed_for IS NOT NULL)", name=op.f("ck_exports_failed_has_reason")),
        sa.CheckConstraint(
            "(phase IN ('sent', 'failed')) = (ended_at IS NOT NULL)", name=op.f("ck_exports_ended_at_when_over")
        ),
        sa.CheckConstraint(
            "(phase = 'collecting') = (due_at IS NOT NULL)", name=op.f("ck_exports_due_while_collecting")
        ),
        sa.CheckConstraint("phase = 'collecting' OR sealed IS NULL", name=op.f("ck_exports_files_while_collecting")),
        sa.CheckConstraint("fetched BETWEEN 0 AND files", name=op.f("ck_exports_fetched")),
        sa.CheckConstraint("sent BETWEEN 0 AND parts", name=op.f("ck_exports_sent")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_exports_attempts")),
        sa.CheckConstraint("(claimed_by IS NULL) = (claimed_until IS NULL)", name=op.f("ck_exports_claim_has_an_end")),
        sa.CheckConstraint(
            "phase = 'collecting' OR claimed_by IS NULL", name=op.f("ck_exports_only_collecting_is_claimed")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidates.id"], name=op.f("fk_exports_candidate_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_exports_candidate_id"), "exports", ["candidate_id"])
    op.create_index(op.f("ix_exports_asked_at"), "exports", ["asked_at"])
    op.create_index(
        "uq_exports_one_running",
        "exports",
        ["candidate_id"],
        unique=True,
        sqlite_where=IS_RUNNING,
        postgresql_where=IS_RUNNING,
    )
    op.create_index(
        "ix_exports_asked_at_running", "exports", ["asked_at"], sqlite_where=IS_RUNNING, postgresql_where=IS_RUNNING
    )
    op.create_table(
        "export_chunks",
        sa.Column("export_id", ROW_ID, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("part >= 1", name=op.f("ck_export_chunks_part")),
        sa.CheckConstraint("number >= 0", name=op.f("ck_export_chunks_number")),
        sa.CheckConstraint("size > 0", name=op.f("ck_export_chunks_size")),
        sa.ForeignKeyConstraint(
            ["export_id"], ["exports.id"], name=op.f("fk_export_chunks_export_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("export_id", "part", "number", name=op.f("pk_export_chunks")),
    )
    with (
        numbers_kept("outbox"),
        op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as batch_op,
    ):
        batch_op.add_column(sa.Column("export_id", ROW_ID, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_export_id"), "exports", ["export_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.drop_constraint(batch_op.f("ck_outbox_one_subject"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_outbox_one_subject"), ONE_SUBJECT)
    op.create_index(
        "ix_outbox_export_id", "outbox", ["export_id"], sqlite_where=IS_OF_EXPORT, postgresql_where=IS_OF_EXPORT
    )
