"""Answers that candidates share with each other, votes and reports; what they send goes through the outbox, too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.rebuilding import numbers_kept

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

ONE_SUBJECT = (
    "CASE WHEN interview_id IS NULL THEN 0 ELSE 1 END + CASE WHEN review_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN reminder_id IS NULL THEN 0 ELSE 1 END + CASE WHEN export_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN share_id IS NULL THEN 0 ELSE 1 END = 1"
)
OWN_DESTINATION = (
    "destination = 'dm:' || candidate_id OR (review_id IS NOT NULL AND destination = 'review:' || review_id)"
    " OR (share_id IS NOT NULL AND destination = 'share:' || share_id)"
)
IS_OF_SHARE = sa.text("share_id IS NOT NULL")
IS_UNDECIDED = sa.text("state = 'waiting'")
IS_APPROVED = sa.text("state = 'approved'")
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("servers", sa.Column("sharing", sa.Boolean(), server_default=sa.false(), nullable=False))
    _shared_answers()
    _shared_versions()
    _votes_and_reports()
    with numbers_kept("outbox"), op.batch_alter_table(
        "outbox", table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("share_id", ROW_ID, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_share_id"), "shared_answers", ["share_id"], ["id"], ondelete="CASCADE"
        )
        for name, condition in (("one_subject", ONE_SUBJECT), ("destination_is_theirs", OWN_DESTINATION)):
            batch_op.drop_constraint(batch_op.f(f"ck_outbox_{name}"), type_="check")
            batch_op.create_check_constraint(batch_op.f(f"ck_outbox_{name}"), condition)
    op.create_index(
        "ix_outbox_share_id", "outbox", ["share_id"], sqlite_where=IS_OF_SHARE, postgresql_where=IS_OF_SHARE
    )


def _shared_answers() -> None:
    op.create_table(
        "shared_answers",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("candidate_id", sa.BigInteger(), nullable=False),
        sa.Column("bank", sa.String(length=100), nullable=False),
        sa.Column("question_id", sa.String(length=100), nullable=False),
        sa.Column("wording", sa.LargeBinary(length=16), nullable=False),
        sa.Column("bank_title", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("card_channel", sa.BigInteger(), nullable=True),
        sa.Column("card", sa.BigInteger(), nullable=True),
        sa.Column("card_shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("card_outdated", sa.Boolean(), nullable=False),
        sa.Column("hidden_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(wording) = 16", name=op.f("ck_shared_answers_wording")),
        sa.CheckConstraint("written >= 0", name=op.f("ck_shared_answers_written")),
        sa.CheckConstraint(
            "(card IS NULL) = (card_channel IS NULL)", name=op.f("ck_shared_answers_card_has_channel")
        ),
        sa.CheckConstraint("(card IS NULL) = (card_shown_at IS NULL)", name=op.f("ck_shared_answers_card_has_time")),
        sa.ForeignKeyConstraint(
            ["server"], ["servers.id"], name=op.f("fk_shared_answers_server"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidates.id"], name=op.f("fk_shared_answers_candidate_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_answers")),
        sa.UniqueConstraint("card", name=op.f("uq_shared_answers_card")),
        sa.UniqueConstraint(
            "candidate_id",
            "server",
            "bank",
            "question_id",
            "wording",
            name=op.f("uq_shared_answers_candidate_id_server_bank_question_id_wording"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_shared_answers_server_bank_question_id_wording"),
        "shared_answers",
        ["server", "bank", "question_id", "wording"],
    )


def _shared_versions() -> None:
    op.create_table(
        "shared_versions",
        sa.Column("share_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'approved', 'change asked', 'declined', 'replaced')",
            name=op.f("ck_shared_versions_state"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_shared_versions_number")),
        sa.CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL)", name=op.f("ck_shared_versions_decision_is_whole")
        ),
        sa.CheckConstraint(
            "state = 'replaced' OR (state = 'waiting') = (decided_by IS NULL)",
            name=op.f("ck_shared_versions_decided_by_somebody"),
        ),
        sa.CheckConstraint(
            "(state = 'replaced') = (sealed IS NULL)", name=op.f("ck_shared_versions_replaced_is_empty")
        ),
        sa.ForeignKeyConstraint(
            ["share_id"], ["shared_answers.id"], name=op.f("fk_shared_versions_share_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("share_id", "number", name=op.f("pk_shared_versions")),
    )
    for name, condition in (("waiting", IS_UNDECIDED), ("approved", IS_APPROVED)):
        op.create_index(
            f"uq_shared_versions_one_{name}",
            "shared_versions",
            ["share_id"],
            unique=True,
            sqlite_where=condition,
            postgresql_where=condition,
        )
    op.create_index(op.f("ix_shared_versions_decided_by"), "shared_versions", ["decided_by"])


def _votes_and_reports() -> None:
    op.create_table(
        "share_votes",
        sa.Column("share_id", ROW_ID, nullable=False),
        sa.Column("voter", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["share_id"], ["shared_answers.id"], name=op.f("fk_share_votes_share_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["voter"], ["candidates.id"], name=op.f("fk_share_votes_voter"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("share_id", "voter", name=op.f("pk_share_votes")),
    )
    op.create_index(op.f("ix_share_votes_voter"), "share_votes", ["voter"])
    op.create_table(
        "share_reports",
        sa.Column("share_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reporter", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["share_id", "number"],
            ["shared_versions.share_id", "shared_versions.number"],
            name=op.f("fk_share_reports_share_id_number"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reporter"], ["candidates.id"], name=op.f("fk_share_reports_reporter"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("share_id", "number", "reporter", name=op.f("pk_share_reports")),
    )
    op.create_index(op.f("ix_share_reports_reporter"), "share_reports", ["reporter"])
