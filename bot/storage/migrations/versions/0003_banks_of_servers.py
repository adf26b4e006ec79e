"""Banks of servers: what their admins upload, and which banks each of them offers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UNCONFIRMED = "version IS NULL"


def upgrade() -> None:
    op.create_table(
        "bank_uploads",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("compared_with", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("compared_with >= 0", name=op.f("ck_bank_uploads_compared_with")),
        sa.CheckConstraint("questions >= 1", name=op.f("ck_bank_uploads_questions")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_bank_uploads_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_uploads")),
        sa.UniqueConstraint("server", "slug", "version", name=op.f("uq_bank_uploads_server_slug_version")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_bank_uploads_one_unconfirmed",
        "bank_uploads",
        ["server", "slug"],
        unique=True,
        sqlite_where=sa.text(UNCONFIRMED),
        postgresql_where=sa.text(UNCONFIRMED),
    )
    op.create_table(
        "server_banks",
        sa.Column("server", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.CheckConstraint("current BETWEEN 0 AND newest", name=op.f("ck_server_banks_current_was_given")),
        sa.PrimaryKeyConstraint("server", "slug", name=op.f("pk_server_banks")),
    )
