"""Candidates: why they cannot be reached. Servers: since when the bot is no longer in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("candidates") as batch_op:
        batch_op.add_column(sa.Column("barrier", sa.String(length=10), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_candidates_barrier"), "barrier IN ('closed', 'apart', 'passing')"
        )
    op.add_column("servers", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
