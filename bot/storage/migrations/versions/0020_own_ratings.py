"""Rounds: which key points candidates found in their answers, and how they rate those."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rounds") as rounds:
        rounds.add_column(sa.Column("ticks", sa.Integer(), nullable=True))
        rounds.add_column(sa.Column("rating", sa.Integer(), nullable=True))
        rounds.create_check_constraint(rounds.f("ck_rounds_ticks"), "ticks >= 0")
        rounds.create_check_constraint(rounds.f("ck_rounds_rating"), "rating BETWEEN 1 AND 4")
        rounds.create_check_constraint(
            rounds.f("ck_rounds_assisted_is_shaky_at_best"), "rating <= 2 OR NOT assisted"
        )
