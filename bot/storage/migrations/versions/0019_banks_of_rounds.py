"""Rounds: each has its bank, and an interview questions of several. What a bank was called then is stored once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.rebuilding import numbers_kept

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BANK = ("bank_slug", "bank_title", "bank_size")


def upgrade() -> None:
    op.create_table(
        "bank_references",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_references")),
        sa.UniqueConstraint("slug", "title", "size", name=op.f("uq_bank_references_slug_title_size")),
    )
    op.execute(
        "INSERT INTO bank_references (slug, title, size)"
        " SELECT DISTINCT bank_slug, bank_title, bank_size FROM interviews ORDER BY bank_slug, bank_title, bank_size"
    )
    op.add_column("rounds", sa.Column("bank_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE rounds SET bank_id = (SELECT bank_references.id FROM interviews JOIN bank_references"
        " ON slug = bank_slug AND title = bank_title AND size = bank_size WHERE interviews.id = rounds.interview_id)"
    )
    with op.batch_alter_table("rounds") as rounds:
        rounds.alter_column("bank_id", existing_type=sa.Integer(), nullable=False)
        rounds.create_foreign_key(rounds.f("fk_rounds_bank_id"), "bank_references", ["bank_id"], ["id"])
    op.drop_index("ix_interviews_candidate_id_bank_slug", "interviews")
    with numbers_kept("interviews"), op.batch_alter_table(
        "interviews", table_kwargs={"sqlite_autoincrement": True}
    ) as interviews:
        for column in BANK:
            interviews.drop_column(column)
        interviews.create_index(interviews.f("ix_interviews_candidate_id"), ["candidate_id"])
    if op.get_bind().dialect.name == "postgresql":
        # Each row of it was written anew; this gives back the room of the old ones.
        op.execute("CLUSTER rounds USING pk_rounds")
        op.execute("ALTER TABLE rounds SET WITHOUT CLUSTER")
