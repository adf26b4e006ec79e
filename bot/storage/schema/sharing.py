"""The tables of answers that candidates share with each other, of votes about them and of reports.

A shared answer has no text of its own: each of its versions has. What a writer takes back is deleted with its versions.
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
    text,
)

from bot.sharing.domain.model import VersionState
from bot.storage.schema.columns import Digest, RowId, Sealed, Snowflake, UtcDateTime, one_of, partial_index
from bot.storage.schema.interviews import candidates, metadata
from bot.storage.schema.reviews import servers

AWAITS_DECISION = text("state = 'waiting'")
IS_APPROVED = text("state = 'approved'")

shared_answers = Table(
    "shared_answers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("server", Snowflake, ForeignKey(servers.c.id, ondelete="CASCADE"), nullable=False),
    Column("candidate_id", Snowflake, ForeignKey(candidates.c.id, ondelete="CASCADE"), nullable=False),
    Column("bank", String(100), nullable=False),  # its slug
    Column("question_id", String(100), nullable=False),
    Column("wording", Digest, nullable=False),  # of the question's text
    Column("bank_title", Text, nullable=False),
    Column("question", Text, nullable=False),  # its text, which is nobody's personal words
    Column("locale", String(20), nullable=False),
    Column("written", Integer, nullable=False),  # how many versions there ever were
    Column("card_channel", Snowflake),
    Column("card", Snowflake, unique=True),  # the message that shows it to coaches
    Column("card_shown_at", UtcDateTime),
    Column("card_outdated", Boolean, nullable=False),  # what comes next is shown by a new message
    Column("hidden_since", UtcDateTime),  # until a coach has looked at the reports
    Column("version", Integer, nullable=False),
    CheckConstraint("length(wording) = 16", name="wording"),
    CheckConstraint("written >= 0", name="written"),
    CheckConstraint("(card IS NULL) = (card_channel IS NULL)", name="card_has_channel"),
    CheckConstraint("(card IS NULL) = (card_shown_at IS NULL)", name="card_has_time"),
    UniqueConstraint("candidate_id", "server", "bank", "question_id", "wording"),
    Index(None, "server", "bank", "question_id", "wording"),
    # The id is used in buttons, as that of an interview is.
    sqlite_autoincrement=True,
)

shared_versions = Table(
    "shared_versions",
    metadata,
    Column("share_id", RowId, ForeignKey(shared_answers.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", String(20), nullable=False),
    Column("sealed", Sealed),  # its text and a coach's reason, encrypted; NULL: replaced, and nobody needs it
    Column("written_at", UtcDateTime, nullable=False),
    Column("decided_by", Snowflake),
    Column("decided_at", UtcDateTime),
    one_of("state", VersionState),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", name="decision_is_whole"),
    CheckConstraint("state = 'replaced' OR (state = 'waiting') = (decided_by IS NULL)", name="decided_by_somebody"),
    CheckConstraint("(state = 'replaced') = (sealed IS NULL)", name="replaced_is_empty"),
    partial_index("uq_shared_versions_one_waiting", "share_id", unique=True, where=AWAITS_DECISION),
    partial_index("uq_shared_versions_one_approved", "share_id", unique=True, where=IS_APPROVED),
    Index(None, "decided_by"),
)

share_votes = Table(
    "share_votes",
    metadata,
    Column("share_id", RowId, ForeignKey(shared_answers.c.id, ondelete="CASCADE"), primary_key=True),
    Column("voter", Snowflake, ForeignKey(candidates.c.id, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("helpful", Boolean, nullable=False),
    Index(None, "voter"),
)

share_reports = Table(
    "share_reports",
    metadata,
    Column("share_id", RowId, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column(
        "reporter", Snowflake, ForeignKey(candidates.c.id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("settled", Boolean, nullable=False),  # a coach has looked since, and shown the answer again
    ForeignKeyConstraint(
        ["share_id", "number"], [shared_versions.c.share_id, shared_versions.c.number], ondelete="CASCADE"
    ),
    Index(None, "reporter"),
)
