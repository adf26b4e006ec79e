"""The tables of people who are being forgotten. Nothing of a person stays in them when that is done."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table

from bot.privacy.domain.forgetting import ForgettingPhase, StepKind, Unreached
from bot.storage.schema.columns import RowId, Snowflake, UtcDateTime, one_of
from bot.storage.schema.interviews import metadata

forgettings = Table(
    "forgettings",
    metadata,
    # It refers to no row: what the person had is deleted long before this is.
    Column("person", Snowflake, primary_key=True, autoincrement=False),
    Column("locale", String(20), nullable=False),
    Column("dm_channel", Snowflake),
    Column("phase", String(20), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("swept_to", Snowflake, nullable=False),
    Column("sweep_until", Snowflake, nullable=False),
    Column("rounds", Integer, nullable=False),
    Column("deleted", Integer, nullable=False),
    Column("unswept", String(20)),
    Column("unswept_messages", Integer, nullable=False),
    Column("nonce", String(25), nullable=False),
    Column("word_begun", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("claimed_by", String(200)),
    Column("claimed_until", UtcDateTime),
    one_of("phase", ForgettingPhase),
    one_of("unswept", Unreached),
    CheckConstraint("(claimed_by IS NULL) = (claimed_until IS NULL)", name="claim_has_an_end"),
    CheckConstraint("deleted >= 0 AND unswept_messages >= 0 AND attempts >= 0", name="counts"),
    CheckConstraint("rounds >= 1", name="rounds"),
    Index(None, "due_at"),
)

forgetting_steps = Table(
    "forgetting_steps",
    metadata,
    Column("id", RowId, primary_key=True),  # their order
    Column("person", Snowflake, ForeignKey(forgettings.c.person, ondelete="CASCADE"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("server", Snowflake, nullable=False),
    Column("channel", Snowflake, nullable=False),
    Column("message", Snowflake),
    Column("coach", Snowflake),  # who is told
    Column("about", String(200), nullable=False),  # the bank and the number of a question; nobody's words
    Column("nonce", String(25), nullable=False),
    Column("begun", Boolean, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("why", String(20)),  # it is given up; NULL: it waits
    one_of("kind", StepKind),
    one_of("why", Unreached),
    CheckConstraint("(message IS NULL) = (kind != 'message')", name="message_where_one_goes"),
    CheckConstraint("(coach IS NULL) = (kind != 'tell_coach')", name="coach_where_one_is_told"),
    Index(None, "person", "id"),
    sqlite_autoincrement=True,
)
