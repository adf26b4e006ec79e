"""The outbox: its indexes of reviews and messages leave out the parcels that have none, which most answers put."""

from __future__ import annotations

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("review_id", "message_id"):
        op.drop_index(f"ix_outbox_{column}", "outbox")
        op.execute(f"CREATE INDEX ix_outbox_{column} ON outbox ({column}) WHERE {column} IS NOT NULL")
