"""When people last used the bot, which names of files are forgotten, and servers of which nothing is left."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("candidates", sa.Column("active_on", sa.Date(), nullable=True))
    op.add_column("candidates", sa.Column("told_on", sa.Date(), nullable=True))
    op.create_index(op.f("ix_candidates_active_on"), "candidates", ["active_on"])
    # Nobody was told until now how long answers are kept, so their time begins today.
    op.execute("UPDATE candidates SET active_on = CURRENT_DATE")
    op.create_table(
        "nameless_files",
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("message", name=op.f("pk_nameless_files")),
    )
    with op.batch_alter_table("servers") as batch_op:
        batch_op.add_column(sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_servers_emptied_after_removal"), "emptied_at IS NULL OR removed_at IS NOT NULL"
        )
