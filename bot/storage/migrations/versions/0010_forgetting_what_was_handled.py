"""Inbox and outbox: when something was handled, so that it can be removed; indexes for all that is asked often."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

DROPPED = "state = 'dropped'"
DELIVERED = "state = 'delivered'"
RUNNING = "stage IN ('waiting', 'answered')"
SENT_AGAIN = "state = 'delivered' AND attempts > 1"


def upgrade() -> None:
    op.add_column("inbox", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    # When an entry was made is not known: it counts as new. Those of forms are remembered for good.
    op.execute("UPDATE inbox SET seen_at = CURRENT_TIMESTAMP WHERE cause NOT LIKE 'form:%'")
    op.create_index(op.f("ix_inbox_seen_at"), "inbox", ["seen_at"])
    op.create_table(
        "horizon",
        sa.Column("event", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_horizon")),
    )
    op.drop_index("ix_reviews_server_sent_at_running", "reviews")
    for name, table, columns, rows in (
        ("ix_outbox_due_at_dropped", "outbox", ["due_at"], DROPPED),
        ("ix_outbox_delivered_at", "outbox", ["delivered_at"], DELIVERED),
        ("ix_outbox_destination_sent_again", "outbox", ["destination"], SENT_AGAIN),
        ("ix_reviews_candidate_id_running", "reviews", ["candidate_id"], RUNNING),
    ):
        op.create_index(name, table, columns, sqlite_where=sa.text(rows), postgresql_where=sa.text(rows))
    op.drop_index(op.f("ix_reviews_server_sent_at"), "reviews")
    promised = ["server", "sent_at", "answered_at", "closed_at"]
    op.create_index(op.f("ix_reviews_server_sent_at_answered_at_closed_at"), "reviews", promised)
    op.create_index(op.f("ix_reviews_server_stage_sent_at"), "reviews", ["server", "stage", "sent_at"])
    op.create_index(op.f("ix_interviews_ended_at"), "interviews", ["ended_at"])
