"""The tables of mutes, reports, what servers ask of candidates, and audit logs."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.reviewing.domain.safety.reports import Decision
from bot.servers.domain.audit import Act
from bot.servers.domain.bounds import ACCOUNT_AGE, MEMBERSHIP_AGE, REVIEWS_PER_DAY
from bot.storage.schema.columns import Duration, RowId, Snowflake, UtcDateTime, one_of, partial_index, within
from bot.storage.schema.interviews import metadata
from bot.storage.schema.reviews import reviews, servers

Pseudonym = LargeBinary(32)
"""What stands for a person in one server; nobody finds out who it is without the secret and the person's id."""

safeguards = Table(
    "safeguards",
    metadata,
    Column("server", Snowflake, ForeignKey(servers.c.id, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("account_age", Duration),
    Column("membership_age", Duration),
    Column("reviews_per_day", Integer),
    Column("sealed", Text),  # how a muted candidate can ask about it, encrypted
    within("account_age", ACCOUNT_AGE.shortest, ACCOUNT_AGE.longest),
    within("membership_age", MEMBERSHIP_AGE.shortest, MEMBERSHIP_AGE.longest),
    within("reviews_per_day", REVIEWS_PER_DAY.least, REVIEWS_PER_DAY.most),
)

pseudonym_secrets = Table(
    "pseudonym_secrets",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sealed", Text, nullable=False),  # the one secret of all pseudonyms, encrypted
    CheckConstraint("id = 1", name="only_one"),
)

mutes = Table(
    "mutes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("server", Snowflake, ForeignKey(servers.c.id, ondelete="CASCADE"), nullable=False),
    Column("pseudonym", Pseudonym, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("sealed", Text),  # the alias or the name, encrypted; NULL once the person had it forgotten
    Column("review", RowId),  # only a number: it stays when the review is deleted
    Column("muted_by", Snowflake, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),  # NULL: for ever
    UniqueConstraint("server", "pseudonym", "named"),
    # The id is used in commands: that of a mute that is over must never name another one.
    sqlite_autoincrement=True,
)

IS_UNDECIDED = text("decision IS NULL")

reports = Table(
    "reports",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("server", Snowflake, ForeignKey(servers.c.id, ondelete="CASCADE"), nullable=False),
    Column("review_id", RowId, ForeignKey(reviews.c.id, ondelete="CASCADE"), nullable=False),
    Column("reporter", Snowflake, nullable=False),
    Column("sealed", Text, nullable=False),  # what the coach wrote, encrypted
    Column("reported_at", UtcDateTime, nullable=False),
    Column("decision", String(20)),
    Column("decided_by", Snowflake),
    Column("decided_at", UtcDateTime),
    one_of("decision", Decision),
    CheckConstraint(
        "(decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)",
        name="decision_is_whole",
    ),
    UniqueConstraint("review_id", "reporter"),
    partial_index("uq_reports_one_undecided_of_a_review", "review_id", unique=True, where=IS_UNDECIDED),
    # The id is used in buttons: that of a deleted report must never name another one.
    sqlite_autoincrement=True,
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("server", Snowflake, nullable=False),  # which may have banks without having been set up
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Snowflake, nullable=False),
    Column("act", String(20), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("review", RowId),  # only a number: it stays when the review is deleted
    Column("until", UtcDateTime),
    Column("before", String(200), nullable=False),
    Column("after", String(200), nullable=False),
    one_of("act", Act),
    Index(None, "server", "at"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)
