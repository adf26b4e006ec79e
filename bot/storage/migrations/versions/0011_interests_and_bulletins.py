"""What coaches want to hear of: interests about which they are pinged, and daily bulletins of servers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "interests",
        sa.Column("server", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=100), nullable=False),
        sa.Column("coach", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint("kind IN ('everything', 'bank', 'topic')", name=op.f("ck_interests_kind")),
        sa.CheckConstraint("(kind = 'everything') = (value = '')", name=op.f("ck_interests_value_where_named")),
        sa.ForeignKeyConstraint(
            ["server"], ["servers.id"], name=op.f("fk_interests_server"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("server", "kind", "value", "coach", name=op.f("pk_interests")),
    )
    op.create_table(
        "bulletins",
        sa.Column("server", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_bulletins_hour")),
        sa.ForeignKeyConstraint(["server"], ["servers.id"], name=op.f("fk_bulletins_server"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("server", name=op.f("pk_bulletins")),
    )
    op.create_index(op.f("ix_bulletins_next_at"), "bulletins", ["next_at"])
