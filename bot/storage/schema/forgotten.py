"""The tables of what is left of those who have had themselves forgotten: counts, and that it was done."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Date, Integer, LargeBinary, String, Table, Text

from bot.storage.schema.columns import Snowflake, one_of
from bot.storage.schema.interviews import metadata

DIGEST_BYTES = 32


class Tally(StrEnum):
    """What is counted of reviews that are gone."""

    WITHIN = "within"
    """Feedback came within the goal. By the day on which it was sent, as the next five."""
    LATER = "later"
    """Feedback came after it."""
    MISSED = "missed"
    """No feedback came for longer than the goal."""
    ANSWERED = "answered"
    """The coach gave the latest feedback."""
    HELPED = "helped"
    """It was said of that feedback, as of the next two."""
    PARTLY = "partly"
    NO = "no"
    FEEDBACK = "feedback"
    """There was feedback of the coach's. By the day of the first, as the next."""
    COMMENTS = "comments"
    """Comments of the coach's."""


# No id of a review or a candidate: a row is the sum of all that was counted alike.
tallies = Table(
    "tallies",
    metadata,
    Column("server", Snowflake, primary_key=True, autoincrement=False),
    Column("coach", Snowflake, primary_key=True, autoincrement=False),  # 0: of no coach, or of former ones
    Column("day", Date, primary_key=True),
    Column("tally", String(20), primary_key=True),
    Column("number", Integer, nullable=False),
    one_of("tally", Tally),
    CheckConstraint("number >= 1", name="number"),
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("digest", LargeBinary(DIGEST_BYTES), primary_key=True),  # HMAC-SHA256 of the person's id with the secret
    Column("day", Date, nullable=False),  # of the last time
    Column("times", Integer, nullable=False),
    CheckConstraint(f"length(digest) = {DIGEST_BYTES}", name="digest"),
    CheckConstraint("times >= 1", name="times"),
)

forgetting_secrets = Table(
    "forgetting_secrets",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sealed", Text, nullable=False),  # random, made once, encrypted
    CheckConstraint("id = 1", name="one"),
)
