"""Who cannot be reached, and why: candidates, servers without the bot, coaches who are gone; who waits since when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

LAST = """(
    SELECT MAX(given.written_at) FROM letters AS given
    WHERE given.review_id = reviews.id AND given.side = 'coach' AND given.state IN ('waiting', 'delivered')
)"""
WRITTEN = f"""(
    SELECT MIN(said.written_at) FROM letters AS said
    WHERE said.review_id = reviews.id AND said.side = 'candidate' AND said.state IN ('waiting', 'delivered')
    AND said.written_at > {LAST}
)"""
TRIED = f"""(
    SELECT MIN(tried.sent_at) FROM attempts AS tried
    WHERE tried.review_id = reviews.id AND tried.number > 1 AND tried.sent_at > {LAST}
)"""
FIRST_SINCE = f"CASE WHEN {WRITTEN} IS NULL OR {TRIED} < {WRITTEN} THEN {TRIED} ELSE {WRITTEN} END"
"""When the candidate wrote or tried again first after the last feedback."""


def upgrade() -> None:
    with op.batch_alter_table("candidates") as batch_op:
        batch_op.add_column(sa.Column("barrier", sa.String(length=10), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_candidates_barrier"), "barrier IN ('closed', 'apart', 'passing')"
        )
    op.add_column("reviews", sa.Column("gone", sa.Text(), server_default="[]", nullable=False))
    op.add_column("reviews", sa.Column("handed_back", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("reviews", sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE reviews SET waits_since = sent_at WHERE stage = 'waiting'")
    op.execute(f"UPDATE reviews SET waits_since = {FIRST_SINCE} WHERE stage = 'answered'")
    op.drop_index(op.f("ix_reviews_server_sent_at_answered_at_closed_at"), "reviews")
    promised = ["server", "sent_at", "answered_at", "closed_at", "waits_since"]
    op.create_index(op.f("ix_reviews_server_sent_at_answered_at_closed_at_waits_since"), "reviews", promised)
    op.add_column("servers", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
