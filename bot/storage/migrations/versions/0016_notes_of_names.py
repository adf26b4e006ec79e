"""Notes: whether one is about a candidate by their name or by their alias."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.rebuilding import numbers_kept

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ANONYMOUS = """
    SELECT 1 FROM reviews WHERE reviews.server = notes.server AND reviews.candidate_id = notes.candidate_id
    AND NOT reviews.named
"""


def upgrade() -> None:
    op.add_column("notes", sa.Column("named", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Which thread a note was written in is not known. It stays with the alias wherever there is one.
    op.execute(f"UPDATE notes SET named = NOT EXISTS ({ANONYMOUS})")
    with numbers_kept("notes"), op.batch_alter_table("notes", table_kwargs={"sqlite_autoincrement": True}) as notes:
        notes.alter_column("named", server_default=None)
