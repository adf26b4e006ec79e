"""Candidates, their interviews, inbox and outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "candidates",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("dm_channel", sa.BigInteger(), nullable=True),
        sa.Column("newest_message", sa.BigInteger(), nullable=True),
        sa.Column("unreachable_since", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "newest_message IS NULL OR dm_channel IS NOT NULL", name=op.f("ck_candidates_message_has_channel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidates")),
    )
    op.create_table(
        "inbox",
        sa.Column("cause", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("cause", name=op.f("pk_inbox")),
    )
    op.create_table(
        "key_check",
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_key_check")),
    )
    op.create_table(
        "interviews",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("candidate_id", sa.BigInteger(), nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=True),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("bank_slug", sa.String(length=100), nullable=False),
        sa.Column("bank_title", sa.Text(), nullable=False),
        sa.Column("bank_size", sa.Integer(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(phase = 'ended') = (ended_at IS NOT NULL)", name=op.f("ck_interviews_ended_at_when_ended")
        ),
        sa.CheckConstraint("mode IN ('practice', 'live')", name=op.f("ck_interviews_mode")),
        sa.CheckConstraint(
            "phase IN ('opening', 'asked', 'answered', 'debrief', 'ended')", name=op.f("ck_interviews_phase")
        ),
        sa.CheckConstraint(
            "position BETWEEN 1 AND questions", name=op.f("ck_interviews_position_names_a_question")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidates.id"], name=op.f("fk_interviews_candidate_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interviews")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("interviews") as batch_op:
        batch_op.create_index(
            "ix_interviews_candidate_id_bank_slug", ["candidate_id", "bank_slug"], unique=False
        )
        batch_op.create_index(
            "uq_interviews_one_live",
            ["candidate_id"],
            unique=True,
            sqlite_where=sa.text("phase != 'ended'"),
            postgresql_where=sa.text("phase != 'ended'"),
        )

    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("interview_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("cause", sa.String(length=100), nullable=False),
        sa.Column("nonce", sa.String(length=25), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.String(length=200), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'delivered') = (message_id IS NOT NULL)", name=op.f("ck_outbox_delivered_has_message")
        ),
        sa.CheckConstraint(
            "(state = 'dropped') = (reason IS NOT NULL)", name=op.f("ck_outbox_dropped_has_reason")
        ),
        sa.CheckConstraint(
            "state = 'waiting' OR claimed_by IS NULL", name=op.f("ck_outbox_only_waiting_is_claimed")
        ),
        sa.CheckConstraint("state IN ('waiting', 'delivered', 'dropped')", name=op.f("ck_outbox_state")),
        sa.CheckConstraint(
            "(claimed_by IS NULL) = (claimed_until IS NULL)", name=op.f("ck_outbox_claim_has_an_end")
        ),
        sa.CheckConstraint(
            "(message_id IS NULL) = (delivered_at IS NULL)", name=op.f("ck_outbox_delivered_has_time")
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_attempts")),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name=op.f("fk_outbox_interview_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("nonce", name=op.f("uq_outbox_nonce")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.create_index(
            "ix_outbox_due_at_waiting",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index(batch_op.f("ix_outbox_interview_id"), ["interview_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_message_id"), ["message_id"], unique=False)
        batch_op.create_index(
            "uq_outbox_one_unclaimed_panel",
            ["interview_id", "number"],
            unique=True,
            sqlite_where=sa.text("state = 'waiting' AND kind = 'ShowPanel' AND claimed_by IS NULL"),
            postgresql_where=sa.text("state = 'waiting' AND kind = 'ShowPanel' AND claimed_by IS NULL"),
        )

    op.create_table(
        "rounds",
        sa.Column("interview_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bank_number", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=100), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("hints", sa.Integer(), nullable=False),
        sa.Column("examples_seen", sa.Boolean(), nullable=False),
        sa.Column("reveal_asked", sa.Boolean(), nullable=False),
        sa.Column("assisted", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("question_message", sa.BigInteger(), nullable=True),
        sa.Column("panel_message", sa.BigInteger(), nullable=True),
        sa.Column("panel_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("attempt >= 1", name=op.f("ck_rounds_attempt")),
        sa.CheckConstraint("bank_number >= 1", name=op.f("ck_rounds_bank_number")),
        sa.CheckConstraint("examples_seen OR NOT assisted", name=op.f("ck_rounds_assisted_by_examples")),
        sa.CheckConstraint("hints BETWEEN 0 AND 3", name=op.f("ck_rounds_hints")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_rounds_number")),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name=op.f("fk_rounds_interview_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("interview_id", "number", name=op.f("pk_rounds")),
    )
    op.create_table(
        "parts",
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("interview_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id", "number"],
            ["rounds.interview_id", "rounds.number"],
            name=op.f("fk_parts_interview_id_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_parts")),
    )
    with op.batch_alter_table("parts") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_parts_interview_id_number"), ["interview_id", "number"], unique=False
        )
