"""Interviews: which wait while their candidate does another one, and whose candidate leafs through the questions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.rebuilding import numbers_kept

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

LIVE = "phase != 'ended' AND parked_by IS NULL"


def upgrade() -> None:
    op.drop_index("uq_interviews_one_live", "interviews")
    with numbers_kept("interviews"), op.batch_alter_table(
        "interviews", table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(sa.Column("parked_by", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("leafing", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_check_constraint(
            batch_op.f("ck_interviews_parked_until_it_goes_on"), "parked_by IS NULL OR phase != 'ended'"
        )
    with numbers_kept("interviews"), op.batch_alter_table(
        "interviews", table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.alter_column("leafing", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    op.create_index(
        "uq_interviews_one_live",
        "interviews",
        ["candidate_id"],
        unique=True,
        sqlite_where=sa.text(LIVE),
        postgresql_where=sa.text(LIVE),
    )
