"""Candidates: the newest message that showed them feedback."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("candidates", sa.Column("feedback_message", sa.BigInteger(), nullable=True))
