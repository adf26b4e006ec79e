"""Interviews: what began and ended them, so that messages heard of too late are told from later ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.rebuilding import numbers_kept

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OVER = "phase IN ('debrief', 'ended')"
MAY_TAKE_MESSAGES = "(phase != 'ended' OR accepts_before IS NOT NULL)"


def upgrade() -> None:
    with numbers_kept("interviews"), op.batch_alter_table(
        "interviews", table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("started_by", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("accepts_before", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("overview_message", sa.BigInteger(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_interviews_accepts_before_its_end"), f"accepts_before IS NULL OR {OVER}"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_interviews_overview_of_what_is_over"), f"overview_message IS NULL OR {OVER}"
        )
        batch_op.create_index(
            "ix_interviews_candidate_id_may_take_messages",
            ["candidate_id"],
            sqlite_where=sa.text(MAY_TAKE_MESSAGES),
            postgresql_where=sa.text(MAY_TAKE_MESSAGES),
        )
