"""What is left of those who have had themselves forgotten: counts, and that it was done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("server", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("coach", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("tally", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "tally IN ('within', 'later', 'missed', 'answered', 'helped', 'partly', 'no', 'feedback', 'comments')",
            name=op.f("ck_tallies_tally"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_tallies_number")),
        sa.PrimaryKeyConstraint("server", "coach", "day", "tally", name=op.f("pk_tallies")),
    )
    op.create_table(
        "forgotten",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(digest) = 32", name=op.f("ck_forgotten_digest")),
        sa.CheckConstraint("times >= 1", name=op.f("ck_forgotten_times")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_forgotten")),
    )
    op.create_table(
        "forgetting_secrets",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_forgetting_secrets_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forgetting_secrets")),
    )
