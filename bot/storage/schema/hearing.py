"""The tables of what coaches want to hear: the interests about which they are pinged, and the bulletins of servers."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table

from bot.reviewing.domain.team.interests import InterestKind
from bot.storage.schema.columns import Snowflake, UtcDateTime, one_of, within
from bot.storage.schema.interviews import metadata
from bot.storage.schema.reviews import servers

interests = Table(
    "interests",
    metadata,
    Column("server", Snowflake, ForeignKey(servers.c.id, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("kind", String(20), primary_key=True),
    Column("value", String(100), primary_key=True),  # the slug of a bank or a topic; empty for every answer
    Column("coach", Snowflake, primary_key=True, autoincrement=False),
    one_of("kind", InterestKind),
    CheckConstraint("(kind = 'everything') = (value = '')", name="value_where_named"),
)

bulletins = Table(
    "bulletins",
    metadata,
    Column("server", Snowflake, ForeignKey(servers.c.id, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("hour", Integer, nullable=False),  # of the day in UTC
    Column("next_at", UtcDateTime, nullable=False),
    within("hour", 0, 23),
    Index(None, "next_at"),
)
