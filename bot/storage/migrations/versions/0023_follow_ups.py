"""Follow-ups: those that were asked, which one is on screen, and which of them a message answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.rebuilding import numbers_kept

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ON_SCREEN = "follow_up IS NULL OR (follow_up > questions AND phase != 'debrief')"


def upgrade() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("interview_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("asked_at", moment(), nullable=False),
        sa.Column("question_message", sa.BigInteger(), nullable=True),
        sa.Column("panel_message", sa.BigInteger(), nullable=True),
        sa.Column("panel_sent_at", moment(), nullable=True),
        sa.CheckConstraint("item >= 0", name=op.f("ck_follow_ups_item")),
        sa.CheckConstraint("number > question", name=op.f("ck_follow_ups_number")),
        sa.ForeignKeyConstraint(
            ["interview_id", "question"],
            ["rounds.interview_id", "rounds.number"],
            name=op.f("fk_follow_ups_interview_id_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("interview_id", "question", "item", name=op.f("pk_follow_ups")),
        sa.UniqueConstraint("interview_id", "number", name=op.f("uq_follow_ups_interview_id_number")),
        sqlite_with_rowid=False,
    )
    op.add_column("parts", sa.Column("follow_up", sa.Integer(), nullable=True))
    with numbers_kept("interviews"), op.batch_alter_table(
        "interviews", table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("follow_up", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("follow_ups_wanted", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_check_constraint(batch_op.f("ck_interviews_follow_up_on_screen"), ON_SCREEN)
        batch_op.create_check_constraint(
            batch_op.f("ck_interviews_follow_ups_wanted"), "follow_ups_wanted BETWEEN 0 AND 2"
        )
    with numbers_kept("interviews"), op.batch_alter_table(
        "interviews", table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.alter_column(
            "follow_ups_wanted", existing_type=sa.Integer(), existing_nullable=False, server_default=None
        )


def moment() -> sa.DateTime:
    return sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
