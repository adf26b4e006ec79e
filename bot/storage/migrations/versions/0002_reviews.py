"""Reviews, the coaches of servers, and an outbox for both kinds of destinations."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.rebuilding import numbers_kept

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBERED = {"sqlite_autoincrement": True}
MOMENT = sa.DateTime(timezone=True)
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RUNNING = "stage IN ('waiting', 'answered')"
KEPT = "NOT erased"
WAITING = "state = 'waiting'"
UNCLAIMED = "state = 'waiting' AND claimed_by IS NULL"


def upgrade() -> None:
    _create_tables()
    with numbers_kept("interviews"):
        _extend_interviews()
    with numbers_kept("outbox"):
        _extend_outbox()


def _create_tables() -> None:
    op.create_table(
        "servers",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("review_channel", sa.BigInteger(), nullable=False),
        sa.Column("coach_role", sa.BigInteger(), nullable=False),
        sa.Column("lead_role", sa.BigInteger(), nullable=True),
        sa.Column("goal", sa.BigInteger(), nullable=False),
        sa.Column("open_per_candidate", sa.Integer(), nullable=False),
        sa.Column("claims_per_coach", sa.Integer(), nullable=False),
        sa.Column("retention", sa.BigInteger(), nullable=False),
        _check("servers", "claims_per_coach", "claims_per_coach >= 1"),
        _check("servers", "goal", "goal > 0"),
        _check("servers", "open_per_candidate", "open_per_candidate >= 1"),
        _check("servers", "retention", "retention > 0"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_servers")),
    )
    op.create_table(
        "aliases",
        sa.Column("server", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("candidate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("alias", sa.String(length=100), nullable=False),
        _refers("aliases", "candidate_id", "candidates"),
        _refers("aliases", "server", "servers"),
        sa.PrimaryKeyConstraint("server", "candidate_id", name=op.f("pk_aliases")),
        sa.UniqueConstraint("server", "alias", name=op.f("uq_aliases_server_alias")),
    )
    op.create_index(op.f("ix_aliases_candidate_id"), "aliases", ["candidate_id"])
    op.create_table(
        "notes",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("candidate_id", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        _refers("notes", "candidate_id", "candidates"),
        _refers("notes", "server", "servers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_notes_candidate_id"), "notes", ["candidate_id"])
    op.create_index(op.f("ix_notes_server_candidate_id"), "notes", ["server", "candidate_id"])
    op.create_table(
        "profiles",
        sa.Column("server", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("coach", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        _refers("profiles", "server", "servers"),
        sa.PrimaryKeyConstraint("server", "coach", name=op.f("pk_profiles")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("candidate_id", sa.BigInteger(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.Column("goal", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("claim_coach", sa.BigInteger(), nullable=True),
        sa.Column("claim_since", MOMENT, nullable=True),
        sa.Column("claim_until", MOMENT, nullable=True),
        sa.Column("coach", sa.BigInteger(), nullable=True),
        sa.Column("excluded", sa.Text(), nullable=False),
        sa.Column("opinion_of", ROW_ID, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("rating", sa.String(length=20), nullable=True),
        sa.Column("thread", sa.BigInteger(), nullable=True),
        sa.Column("coaches_pinged", sa.Boolean(), nullable=False),
        sa.Column("leads_pinged", sa.Boolean(), nullable=False),
        sa.Column("told_late", sa.Boolean(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("wake_at", MOMENT, nullable=True),
        sa.Column("active_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _check("reviews", "closed_at_when_over", "(stage IN ('closed', 'withdrawn')) = (closed_at IS NOT NULL)"),
        _check("reviews", "only_running_is_claimed", "claim_coach IS NULL OR stage IN ('waiting', 'answered')"),
        _check("reviews", "rating", "rating IN ('helped', 'partly', 'no')"),
        _check("reviews", "answered_has_coach", "stage != 'answered' OR coach IS NOT NULL"),
        _check("reviews", "stage", "stage IN ('waiting', 'answered', 'closed', 'withdrawn')"),
        _check(
            "reviews",
            "claim_is_whole",
            "(claim_coach IS NULL) = (claim_since IS NULL) AND (claim_coach IS NULL) = (claim_until IS NULL)",
        ),
        _check("reviews", "answered_by_somebody", "(coach IS NULL) = (answered_at IS NULL)"),
        _check("reviews", "not_claimed_by_candidate", "claim_coach IS NULL OR claim_coach != candidate_id"),
        _check("reviews", "counter", "counter >= 0"),
        _check("reviews", "goal", "goal > 0"),
        _check("reviews", "rated_has_feedback", "rating IS NULL OR coach IS NOT NULL"),
        _refers("reviews", "candidate_id", "candidates"),
        _refers("reviews", "opinion_of", "reviews", ondelete="SET NULL"),
        _refers("reviews", "server", "servers", ondelete=None),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("thread", name=op.f("uq_reviews_thread")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reviews_active_at_kept", "reviews", ["active_at"], **_only(KEPT))
    op.create_index(op.f("ix_reviews_candidate_id"), "reviews", ["candidate_id"])
    op.create_index(op.f("ix_reviews_opinion_of"), "reviews", ["opinion_of"])
    op.create_index(op.f("ix_reviews_server_sent_at"), "reviews", ["server", "sent_at"])
    op.create_index("ix_reviews_server_sent_at_running", "reviews", ["server", "sent_at"], **_only(RUNNING))
    op.create_index(op.f("ix_reviews_wake_at"), "reviews", ["wake_at"])
    op.create_table(
        "snippets",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        _refers("snippets", "server", "servers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snippets")),
        sa.UniqueConstraint("server", "folded_name", name=op.f("uq_snippets_server_folded_name")),
    )
    op.create_table(
        "letters",
        sa.Column("review_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("source_channel", sa.BigInteger(), nullable=True),
        sa.Column("source_message", sa.BigInteger(), nullable=True),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=True),
        sa.Column("edited", sa.Boolean(), nullable=False),
        _check("letters", "only_coaches_have_forms", "side = 'coach' OR source_message IS NOT NULL"),
        _check("letters", "side", "side IN ('coach', 'candidate')"),
        _check("letters", "state", "state IN ('waiting', 'delivered', 'held', 'failed', 'withdrawn')"),
        _check("letters", "no_reason_where_settled", "state NOT IN ('delivered', 'withdrawn') OR why IS NULL"),
        _check("letters", "reason_where_not_sent", "state NOT IN ('held', 'failed') OR why IS NOT NULL"),
        _check(
            "letters",
            "why",
            "why IN ('closed_dms', 'discord_busy', 'refused', 'taken_over', 'review_withdrawn', 'review_closed')",
        ),
        _check("letters", "source_is_whole", "(source_channel IS NULL) = (source_message IS NULL)"),
        _check("letters", "number", "number >= 1"),
        _refers("letters", "review_id", "reviews"),
        sa.PrimaryKeyConstraint("review_id", "number", name=op.f("pk_letters")),
        sa.UniqueConstraint("source_message", name=op.f("uq_letters_source_message")),
    )
    op.create_index(op.f("ix_letters_author"), "letters", ["author"])
    op.create_table(
        "sheets",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("review_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=100), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("shown_at", MOMENT, nullable=False),
        _check(
            "sheets", "kind", "kind IN ('answer', 'letter', 'copy', 'receipt', 'change', 'notice', 'status', 'news')"
        ),
        _refers("sheets", "review_id", "reviews"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheets")),
        sa.UniqueConstraint("message_id", name=op.f("uq_sheets_message_id")),
        sa.UniqueConstraint("review_id", "kind", "number", "page", name=op.f("uq_sheets_review_id_kind_number_page")),
    )
    op.create_table(
        "attempts",
        sa.Column("review_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("interview_id", ROW_ID, nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        _check("attempts", "number", "number >= 1"),
        sa.ForeignKeyConstraint(
            ["interview_id", "question"],
            ["rounds.interview_id", "rounds.number"],
            name=op.f("fk_attempts_interview_id_question"),
            ondelete="CASCADE",
        ),
        _refers("attempts", "review_id", "reviews"),
        sa.PrimaryKeyConstraint("review_id", "number", name=op.f("pk_attempts")),
        sa.UniqueConstraint(
            "review_id", "interview_id", "question", name=op.f("uq_attempts_review_id_interview_id_question")
        ),
    )
    op.create_index(op.f("ix_attempts_interview_id_question"), "attempts", ["interview_id", "question"])


def _extend_interviews() -> None:
    with op.batch_alter_table("interviews", table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column("review_id", ROW_ID, nullable=True))
        batch_op.create_index(batch_op.f("ix_interviews_review_id"), ["review_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_interviews_review_id"), "reviews", ["review_id"], ["id"], ondelete="SET NULL"
        )


def _extend_outbox() -> None:
    # What refers to a column that goes, and what would stand in the way of rows that are being filled, goes first.
    op.drop_index("uq_outbox_one_unclaimed_panel", table_name="outbox")
    with op.batch_alter_table("outbox", table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column("destination", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("candidate_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("review_id", ROW_ID, nullable=True))
        batch_op.add_column(sa.Column("line", ROW_ID, nullable=True))
        batch_op.add_column(sa.Column("merge_key", sa.String(length=200), nullable=True))

    # Until now every parcel was an effect of an interview, for the direct messages of its candidate.
    op.execute(
        "UPDATE outbox SET candidate_id ="
        " (SELECT interviews.candidate_id FROM interviews WHERE interviews.id = outbox.interview_id)"
    )
    op.execute("UPDATE outbox SET destination = 'dm:' || candidate_id")
    op.execute("UPDATE outbox SET merge_key = 'panel:' || interview_id || ':' || number WHERE kind = 'ShowPanel'")

    with op.batch_alter_table("outbox", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_column("number")
        batch_op.alter_column("destination", existing_type=sa.String(length=40), nullable=False)
        batch_op.alter_column("candidate_id", existing_type=sa.BigInteger(), nullable=False)
        batch_op.alter_column("interview_id", existing_type=ROW_ID, nullable=True)
        batch_op.create_check_constraint(
            batch_op.f("ck_outbox_one_subject"), "(interview_id IS NULL) != (review_id IS NULL)"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_outbox_destination_is_theirs"),
            "destination = 'dm:' || candidate_id OR (review_id IS NOT NULL AND destination = 'review:' || review_id)",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_candidate_id"), "candidates", ["candidate_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_review_id"), "reviews", ["review_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_index(batch_op.f("ix_outbox_candidate_id"), ["candidate_id"])
        batch_op.create_index(batch_op.f("ix_outbox_review_id"), ["review_id"])
        batch_op.create_index("ix_outbox_destination_waiting", ["destination"], **_only(WAITING))
        batch_op.create_index("uq_outbox_one_unclaimed", ["destination", "merge_key"], unique=True, **_only(UNCLAIMED))


def _refers(table: str, column: str, to: str, ondelete: str | None = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
