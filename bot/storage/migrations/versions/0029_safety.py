"""Safety on a server: what it asks of candidates, mutes, reports, and an audit log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

IS_UNDECIDED = sa.text("decision IS NULL")
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "safeguards",
        sa.Column("server", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account_age", sa.BigInteger(), nullable=True),
        sa.Column("membership_age", sa.BigInteger(), nullable=True),
        sa.Column("reviews_per_day", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "account_age BETWEEN 86400000000 AND 63072000000000", name=op.f("ck_safeguards_account_age")
        ),
        sa.CheckConstraint(
            "membership_age BETWEEN 86400000000 AND 31536000000000", name=op.f("ck_safeguards_membership_age")
        ),
        sa.CheckConstraint("reviews_per_day BETWEEN 1 AND 100", name=op.f("ck_safeguards_reviews_per_day")),
        sa.ForeignKeyConstraint(["server"], ["servers.id"], name=op.f("fk_safeguards_server"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("server", name=op.f("pk_safeguards")),
    )
    op.create_table(
        "pseudonym_secrets",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_pseudonym_secrets_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pseudonym_secrets")),
    )
    op.create_table(
        "mutes",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("pseudonym", sa.LargeBinary(length=32), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("review", ROW_ID, nullable=True),
        sa.Column("muted_by", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["server"], ["servers.id"], name=op.f("fk_mutes_server"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mutes")),
        sa.UniqueConstraint("server", "pseudonym", "named", name=op.f("uq_mutes_server_pseudonym_named")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reports",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("review_id", ROW_ID, nullable=False),
        sa.Column("reporter", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "decision IN ('week', 'month', 'for_ever', 'nothing')", name=op.f("ck_reports_decision")
        ),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_reports_decision_is_whole"),
        ),
        sa.ForeignKeyConstraint(["server"], ["servers.id"], name=op.f("fk_reports_server"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_reports_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("review_id", "reporter", name=op.f("uq_reports_review_id_reporter")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_reports_one_undecided_of_a_review",
        "reports",
        ["review_id"],
        unique=True,
        sqlite_where=IS_UNDECIDED,
        postgresql_where=IS_UNDECIDED,
    )
    op.create_table(
        "audit_log",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("review", ROW_ID, nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before", sa.String(length=200), nullable=False),
        sa.Column("after", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "act IN ('set', 'reviews_moved', 'reported', 'dismissed', 'muted', 'unmuted', 'closed', 'taken_over',"
            " 'bank_uploaded', 'bank_enabled', 'bank_disabled', 'bank_rolled_back', 'bank_deleted')",
            name=op.f("ck_audit_log_act"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audit_log_server_at"), "audit_log", ["server", "at"])
    op.create_index(op.f("ix_audit_log_at"), "audit_log", ["at"])
