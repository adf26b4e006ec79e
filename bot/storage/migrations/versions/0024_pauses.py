"""Interviews that are gone on with after their end: what was written in between is no part of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("interviews", sa.Column("over_from", sa.BigInteger(), nullable=True))
    op.add_column("interviews", sa.Column("over_until", sa.BigInteger(), nullable=True))
