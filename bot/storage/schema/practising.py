"""The tables of plans and of the reminders that were sent."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.practising.domain.hours import LEAST_MINUTES, MOST_MINUTES
from bot.storage.schema.columns import RowId, Snowflake, UtcDateTime, within
from bot.storage.schema.interviews import candidates, metadata

plans = Table(
    "plans",
    metadata,
    Column(
        "candidate_id",
        Snowflake,
        ForeignKey(candidates.c.id, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("interview_on", Date),  # in the candidate's zone
    Column("minutes", Integer, nullable=False),  # a day
    Column("weekdays", Integer, nullable=False),  # a bit for each, Monday the lowest
    Column("banks", Text, nullable=False),  # slugs as a JSON list; empty: those that were practised
    Column("server", Snowflake),
    Column("zone", String(64)),
    Column("reminder_hour", Integer),
    Column("remind_at", UtcDateTime),
    Column("locale", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    within("minutes", LEAST_MINUTES, MOST_MINUTES),
    within("weekdays", 1, 127),
    CheckConstraint("reminder_hour IS NULL OR reminder_hour BETWEEN 0 AND 23", name="reminder_hour"),
    CheckConstraint(
        "remind_at IS NULL OR (reminder_hour IS NOT NULL AND zone IS NOT NULL)", name="reminded_at_an_hour"
    ),
    Index(None, "remind_at"),
)

reminders = Table(
    "reminders",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("candidate_id", Snowflake, ForeignKey(candidates.c.id, ondelete="CASCADE"), nullable=False),
    Column("day", Date, nullable=False),  # in the zone that the candidate had then
    Column("until", UtcDateTime, nullable=False),
    Column("sent", Boolean, nullable=False),
    Column("heeded", Boolean, nullable=False),
    UniqueConstraint("candidate_id", "day"),
    # The id is used in buttons: that of a deleted reminder must never name another one.
    sqlite_autoincrement=True,
)
