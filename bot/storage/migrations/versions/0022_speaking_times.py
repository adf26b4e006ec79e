"""Messages of answers: how long each takes aloud. Older ones are opened when that is asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("parts", sa.Column("seconds", sa.Integer(), nullable=True))
