"""Interviews: they only refer to what they froze, which 0008 has moved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.rebuilding import numbers_kept

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    refer("rounds", digest="snapshot_digest", instead_of="snapshot")
    with numbers_kept("interviews"):
        refer("interviews", digest="introduction_digest", instead_of="introduction", sqlite_autoincrement=True)


def refer(table: str, *, digest: str, instead_of: str, **kept: bool) -> None:
    op.drop_index(f"ix_{table}_left", table_name=table)
    with op.batch_alter_table(table, table_kwargs=kept) as batch_op:
        batch_op.drop_column(instead_of)
        batch_op.alter_column(digest, existing_type=sa.LargeBinary(16), nullable=False)
        batch_op.create_index(batch_op.f(f"ix_{table}_{digest}"), [digest])
        batch_op.create_foreign_key(batch_op.f(f"fk_{table}_{digest}"), "frozen_texts", [digest], ["digest"])
    if op.get_bind().dialect.name == "postgresql":
        # A table from which most was taken keeps its size; this makes it anew.
        op.execute(f"CLUSTER {table} USING pk_{table}")
        op.execute(f"ALTER TABLE {table} SET WITHOUT CLUSTER")
