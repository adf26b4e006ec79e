"""Reviews: an answer as it was when its review was closed, if the candidate has changed it since."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attempts", sa.Column("sealed", sa.Text(), nullable=True))
