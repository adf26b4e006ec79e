"""The tables of reviews, of the servers in which they are answered, and of coaches.

What people write is encrypted, in columns named `sealed`; key rotation finds them by that name.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from bot.reviewing.domain.model import CommentState, Helpfulness, Side, Stage, Why
from bot.reviewing.domain.posts import PostKind
from bot.servers.domain.bounds import CLAIMS_PER_COACH, GOAL, OPEN_PER_CANDIDATE, RETENTION
from bot.storage.schema.columns import Duration, RowId, Snowflake, UtcDateTime, one_of, partial_index, within
from bot.storage.schema.interviews import candidates, metadata, rounds

servers = Table(
    "servers",
    metadata,
    Column("id", Snowflake, primary_key=True, autoincrement=False),
    Column("review_channel", Snowflake, nullable=False),
    Column("coach_role", Snowflake, nullable=False),
    Column("lead_role", Snowflake),
    Column("goal", Duration, nullable=False),
    Column("open_per_candidate", Integer, nullable=False),
    Column("claims_per_coach", Integer, nullable=False),
    Column("retention", Duration, nullable=False),
    Column("removed_at", UtcDateTime),  # when the bot was removed from it
    Column("emptied_at", UtcDateTime),  # when all was deleted that it had, but for reviews that candidates still have
    Column("sharing", Boolean, nullable=False, server_default=false()),  # its candidates may share their answers
    within("goal", GOAL.shortest, GOAL.longest),
    within("open_per_candidate", OPEN_PER_CANDIDATE.least, OPEN_PER_CANDIDATE.most),
    within("claims_per_coach", CLAIMS_PER_COACH.least, CLAIMS_PER_COACH.most),
    within("retention", RETENTION.shortest, RETENTION.longest),
    CheckConstraint("emptied_at IS NULL OR removed_at IS NOT NULL", name="emptied_after_removal"),
)

exposures = Table(
    "exposures",
    metadata,
    Column("server", Snowflake, ForeignKey(servers.c.id, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("channel", Snowflake, nullable=False),  # the review channel that others than coaches can read
    Column("warning", Snowflake),  # the message there that says so
    Column("claimed_until", UtcDateTime, nullable=False),  # a process sends it
)

IS_RUNNING = text("stage IN ('waiting', 'answered')")
IS_KEPT = text("NOT erased")
IS_OPEN = text("open_interview IS NOT NULL")

reviews = Table(
    "reviews",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("server", Snowflake, ForeignKey(servers.c.id), nullable=False),
    Column("channel", Snowflake, nullable=False),
    Column("candidate_id", Snowflake, ForeignKey(candidates.c.id, ondelete="CASCADE"), nullable=False),
    Column("named", Boolean, nullable=False),
    Column("locale", String(20), nullable=False),
    Column("sealed", Text, nullable=False),  # focus, shown name and the reason why it was closed, encrypted
    Column("erased", Boolean, nullable=False),  # focus and shown name are empty: its retention is over
    Column("goal", Duration, nullable=False),
    Column("stage", String(20), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("claim_coach", Snowflake),
    Column("claim_since", UtcDateTime),
    Column("claim_until", UtcDateTime),
    Column("coach", Snowflake),
    Column("gone", Text, nullable=False, server_default="[]"),  # who are no coaches any more, as a JSON list
    Column("handed_back", Boolean, nullable=False, server_default=false()),  # the coach is among them
    Column("waits_since", UtcDateTime),  # since when the candidate waits for a coach
    Column("excluded", Text, nullable=False),  # coaches as a JSON list
    Column("opinion_of", RowId, ForeignKey("reviews.id", ondelete="SET NULL")),
    Column("open_interview", RowId),  # with the next: the answer, while this is the one review that waits for feedback
    Column("open_question", Integer),
    Column("answered_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("rating", String(20)),
    Column("thread", Snowflake, unique=True),
    Column("coaches_pinged", Boolean, nullable=False),
    Column("leads_pinged", Boolean, nullable=False),
    Column("told_late", Boolean, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("wake_at", UtcDateTime),  # when time decides something next
    Column("active_at", UtcDateTime, nullable=False),  # when somebody last did something
    Column("version", Integer, nullable=False),
    one_of("stage", Stage),
    one_of("rating", Helpfulness),
    CheckConstraint("goal > 0", name="goal"),
    CheckConstraint("counter >= 0", name="counter"),
    CheckConstraint(
        "(claim_coach IS NULL) = (claim_since IS NULL) AND (claim_coach IS NULL) = (claim_until IS NULL)",
        name="claim_is_whole",
    ),
    CheckConstraint("claim_coach IS NULL OR stage IN ('waiting', 'answered')", name="only_running_is_claimed"),
    CheckConstraint("claim_coach IS NULL OR claim_coach != candidate_id", name="not_claimed_by_candidate"),
    CheckConstraint("(coach IS NULL) = (answered_at IS NULL)", name="answered_by_somebody"),
    CheckConstraint("stage != 'answered' OR coach IS NOT NULL", name="answered_has_coach"),
    CheckConstraint("rating IS NULL OR coach IS NOT NULL", name="rated_has_feedback"),
    CheckConstraint("(stage IN ('closed', 'withdrawn')) = (closed_at IS NOT NULL)", name="closed_at_when_over"),
    CheckConstraint("(open_interview IS NULL) = (open_question IS NULL)", name="open_answer_is_whole"),
    CheckConstraint("open_interview IS NULL OR stage = 'waiting'", name="only_waiting_is_open"),
    Index(None, "candidate_id"),
    Index(None, "opinion_of"),
    partial_index("uq_reviews_one_open_of_an_answer", "open_interview", "open_question", unique=True, where=IS_OPEN),
    Index(None, "wake_at"),
    Index(None, "server", "sent_at", "answered_at", "closed_at", "waits_since"),  # all that a promise is made of
    Index(None, "server", "stage", "sent_at"),  # of two that begin with the server SQLite may prefer either
    partial_index("ix_reviews_candidate_id_running", "candidate_id", where=IS_RUNNING),
    partial_index("ix_reviews_active_at_kept", "active_at", where=IS_KEPT),
    # The id is used in buttons, as that of an interview is.
    sqlite_autoincrement=True,
)


def _of_review() -> Column[int]:
    return Column("review_id", RowId, ForeignKey(reviews.c.id, ondelete="CASCADE"), primary_key=True)


attempts = Table(
    "attempts",
    metadata,
    _of_review(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("interview_id", RowId, nullable=False),
    Column("question", Integer, nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("sealed", Text),  # the answer as coaches see it, if it was changed after its review was closed, encrypted
    CheckConstraint("number >= 1", name="number"),
    ForeignKeyConstraint(["interview_id", "question"], [rounds.c.interview_id, rounds.c.number], ondelete="CASCADE"),
    UniqueConstraint("review_id", "interview_id", "question"),
    Index(None, "interview_id", "question"),
)

comments = Table(
    "letters",
    metadata,
    _of_review(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("side", String(20), nullable=False),
    Column("author", Snowflake, nullable=False),
    Column("sealed", Text, nullable=False),  # text, files, assessment and the author's name, encrypted
    Column("source_channel", Snowflake),
    Column("source_message", Snowflake, unique=True),  # a message is the source of one comment at most
    Column("written_at", UtcDateTime, nullable=False),
    Column("state", String(20), nullable=False),
    Column("why", String(20)),
    Column("edited", Boolean, nullable=False),
    one_of("side", Side),
    one_of("state", CommentState),
    one_of("why", Why),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("(source_channel IS NULL) = (source_message IS NULL)", name="source_is_whole"),
    CheckConstraint("side = 'coach' OR source_message IS NOT NULL", name="only_coaches_have_forms"),
    CheckConstraint("state NOT IN ('held', 'failed') OR why IS NOT NULL", name="reason_where_not_sent"),
    CheckConstraint("state NOT IN ('delivered', 'withdrawn') OR why IS NULL", name="no_reason_where_settled"),
    Index(None, "author"),
)

shown_pages = Table(
    "sheets",
    metadata,
    Column("id", RowId, primary_key=True),  # their order
    Column("review_id", RowId, ForeignKey(reviews.c.id, ondelete="CASCADE"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("number", Integer, nullable=False),
    Column("page", String(100), nullable=False),
    Column("message_id", Snowflake, nullable=False, unique=True),  # a message shows one page
    Column("shown_at", UtcDateTime, nullable=False),
    one_of("kind", PostKind),
    UniqueConstraint("review_id", "kind", "number", "page"),
)

aliases = Table(
    "aliases",
    metadata,
    Column("server", Snowflake, ForeignKey(servers.c.id, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column(
        "candidate_id",
        Snowflake,
        ForeignKey(candidates.c.id, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("alias", String(100), nullable=False),
    UniqueConstraint("server", "alias"),
    Index(None, "candidate_id"),
)

profiles = Table(
    "profiles",
    metadata,
    Column("server", Snowflake, ForeignKey(servers.c.id, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("coach", Snowflake, primary_key=True, autoincrement=False),
    Column("sealed", Text, nullable=False),  # name and bio, encrypted
)

snippets = Table(
    "snippets",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("server", Snowflake, ForeignKey(servers.c.id, ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("folded_name", Text, nullable=False),  # upper and lower case are the same
    Column("author", Snowflake, nullable=False),
    Column("sealed", Text, nullable=False),  # the text, encrypted
    UniqueConstraint("server", "folded_name"),
)

notes = Table(
    "notes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("server", Snowflake, ForeignKey(servers.c.id, ondelete="CASCADE"), nullable=False),
    Column("candidate_id", Snowflake, ForeignKey(candidates.c.id, ondelete="CASCADE"), nullable=False),
    Column("named", Boolean, nullable=False),  # about the candidate by their name; false: by their alias
    Column("author", Snowflake, nullable=False),
    Column("sealed", Text, nullable=False),  # the text, encrypted
    Column("written_at", UtcDateTime, nullable=False),
    Index(None, "server", "candidate_id"),
    Index(None, "candidate_id"),
    # The id is used in commands: that of a deleted note must never name another one.
    sqlite_autoincrement=True,
)
