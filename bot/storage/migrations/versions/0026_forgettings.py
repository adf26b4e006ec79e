"""People who are being forgotten, and what is left to do for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forgettings",
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("dm_channel", sa.BigInteger(), nullable=True),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("swept_to", sa.BigInteger(), nullable=False),
        sa.Column("sweep_until", sa.BigInteger(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Integer(), nullable=False),
        sa.Column("unswept", sa.String(length=20), nullable=True),
        sa.Column("unswept_messages", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=25), nullable=False),
        sa.Column("word_begun", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.String(length=200), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("phase IN ('closing', 'clearing', 'saying')", name=op.f("ck_forgettings_phase")),
        sa.CheckConstraint(
            "unswept IN ('forbidden', 'no_answer', 'channel_gone')", name=op.f("ck_forgettings_unswept")
        ),
        sa.CheckConstraint(
            "(claimed_by IS NULL) = (claimed_until IS NULL)", name=op.f("ck_forgettings_claim_has_an_end")
        ),
        sa.CheckConstraint(
            "deleted >= 0 AND unswept_messages >= 0 AND attempts >= 0", name=op.f("ck_forgettings_counts")
        ),
        sa.CheckConstraint("rounds >= 1", name=op.f("ck_forgettings_rounds")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_forgettings")),
    )
    op.create_index(op.f("ix_forgettings_due_at"), "forgettings", ["due_at"])
    op.create_table(
        "forgetting_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("coach", sa.BigInteger(), nullable=True),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("nonce", sa.String(length=25), nullable=False),
        sa.Column("begun", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=True),
        sa.CheckConstraint("kind IN ('thread', 'message', 'tell_coach')", name=op.f("ck_forgetting_steps_kind")),
        sa.CheckConstraint(
            "why IN ('forbidden', 'no_answer', 'channel_gone')", name=op.f("ck_forgetting_steps_why")
        ),
        sa.CheckConstraint(
            "(message IS NULL) = (kind != 'message')", name=op.f("ck_forgetting_steps_message_where_one_goes")
        ),
        sa.CheckConstraint(
            "(coach IS NULL) = (kind != 'tell_coach')", name=op.f("ck_forgetting_steps_coach_where_one_is_told")
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["forgettings.person"], name=op.f("fk_forgetting_steps_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forgetting_steps")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_forgetting_steps_person_id"), "forgetting_steps", ["person", "id"])
