"""The tables of candidates, interviews, inbox and outbox, with every invariant that a constraint can express.

The tables of reviews are in `bot.storage.schema.reviews`. Each change is also a migration;
`tests/storage/database/test_migrations.py` compares the two.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)

from bot.interviewing.domain.model import Mode, Phase
from bot.outbound.rejection import Barrier
from bot.storage.schema.columns import (
    Digest,
    Moment,
    RowId,
    Sealed,
    Snowflake,
    UtcDateTime,
    UtcSeconds,
    one_of,
    partial_index,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class ParcelState(StrEnum):
    """What became of a parcel."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DROPPED = "dropped"


candidates = Table(
    "candidates",
    metadata,
    Column("id", Snowflake, primary_key=True, autoincrement=False),
    Column("dm_channel", Snowflake),
    Column("newest_message", Snowflake),
    Column("feedback_message", Snowflake),
    Column("unreachable_since", UtcDateTime),
    Column("barrier", String(10)),  # what keeps the bot from writing to them
    Column("active_on", Date),  # when they last used the bot, in UTC; NULL: not noted yet
    Column("told_on", Date),  # when they were last told that they have been away for long
    one_of("barrier", Barrier),
    Index(None, "active_on"),
    CheckConstraint("newest_message IS NULL OR dm_channel IS NOT NULL", name="message_has_channel"),
)

IS_UNFINISHED = text("phase != 'ended'")
IS_LIVE = text("phase != 'ended' AND parked_by IS NULL")
MAY_TAKE_MESSAGES = text("(phase != 'ended' OR accepts_before IS NOT NULL)")

interviews = Table(
    "interviews",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("candidate_id", Snowflake, ForeignKey(candidates.c.id, ondelete="CASCADE"), nullable=False),
    Column("server", Snowflake),
    Column("locale", String(20), nullable=False),
    Column("introduction_digest", Digest, ForeignKey("frozen_texts.digest"), nullable=False),
    Column("mode", String(20), nullable=False),
    Column("phase", String(20), nullable=False),
    Column("position", Integer, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("started_by", Snowflake),  # NULL: by an older version
    Column("accepts_before", Snowflake),  # NULL: its questions go on, or all that was written before their end is known
    Column("over_from", Snowflake),
    Column("over_until", Snowflake),  # NULL: it was not gone on with after its end
    Column("parked_by", Snowflake),
    Column("leafing", Boolean, nullable=False),
    Column("follow_up", Integer),  # what is on screen, by its number in `follow_ups`; NULL: the question itself
    Column("follow_ups_wanted", Integer, nullable=False),
    Column("overview_message", Snowflake),
    Column("review_id", RowId, ForeignKey("reviews.id", ondelete="SET NULL")),
    Column("version", Integer, nullable=False),
    one_of("mode", Mode),
    one_of("phase", Phase),
    CheckConstraint("position BETWEEN 1 AND questions", name="position_names_a_question"),
    CheckConstraint("(phase = 'ended') = (ended_at IS NOT NULL)", name="ended_at_when_ended"),
    CheckConstraint("accepts_before IS NULL OR phase IN ('debrief', 'ended')", name="accepts_before_its_end"),
    CheckConstraint("overview_message IS NULL OR phase IN ('debrief', 'ended')", name="overview_of_what_is_over"),
    CheckConstraint("parked_by IS NULL OR phase != 'ended'", name="parked_until_it_goes_on"),
    CheckConstraint("follow_up IS NULL OR (follow_up > questions AND phase != 'debrief')", name="follow_up_on_screen"),
    CheckConstraint("follow_ups_wanted BETWEEN 0 AND 2", name="follow_ups_wanted"),
    Index(None, "candidate_id"),
    Index(None, "review_id"),
    Index(None, "introduction_digest"),
    Index(None, "ended_at"),
    partial_index("ix_interviews_candidate_id_may_take_messages", "candidate_id", where=MAY_TAKE_MESSAGES),
    partial_index("uq_interviews_one_live", "candidate_id", unique=True, where=IS_LIVE),
    # The id is used in buttons: it must never be given again, not even after its interview was deleted.
    sqlite_autoincrement=True,
)

rounds = Table(
    "rounds",
    metadata,
    Column("interview_id", RowId, ForeignKey(interviews.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("bank_id", Integer, ForeignKey("bank_references.id"), nullable=False),
    Column("bank_number", Integer, nullable=False),
    Column("question_id", String(100), nullable=False),
    Column("snapshot_digest", Digest, ForeignKey("frozen_texts.digest"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("skipped", Boolean, nullable=False),
    Column("hints", Integer, nullable=False),
    Column("examples_seen", Boolean, nullable=False),
    Column("reveal_asked", Boolean, nullable=False),
    Column("assisted", Boolean, nullable=False),
    Column("ticks", Integer),  # the n-th bit: the n-th key point was in the answer; NULL: not compared
    Column("rating", Integer),
    Column("asked_at", Moment),
    Column("question_message", Snowflake),
    Column("panel_message", Snowflake),
    Column("panel_sent_at", Moment),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("bank_number >= 1", name="bank_number"),
    CheckConstraint("attempt >= 1", name="attempt"),
    CheckConstraint("hints BETWEEN 0 AND 3", name="hints"),
    CheckConstraint("examples_seen OR NOT assisted", name="assisted_by_examples"),
    CheckConstraint("ticks >= 0", name="ticks"),
    CheckConstraint("rating BETWEEN 1 AND 4", name="rating"),
    CheckConstraint("rating <= 2 OR NOT assisted", name="assisted_is_shaky_at_best"),
    Index(None, "snapshot_digest"),
)

follow_ups = Table(
    "follow_ups",
    metadata,
    Column("interview_id", RowId, primary_key=True),
    Column("question", Integer, primary_key=True, autoincrement=False),  # the number of the round
    Column("item", Integer, primary_key=True, autoincrement=False),  # of the frozen question, counted from 0
    Column("number", Integer, nullable=False),  # in the interview: they are numbered after its last round
    Column("skipped", Boolean, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("question_message", Snowflake),
    Column("panel_message", Snowflake),
    Column("panel_sent_at", Moment),
    ForeignKeyConstraint(["interview_id", "question"], [rounds.c.interview_id, rounds.c.number], ondelete="CASCADE"),
    UniqueConstraint("interview_id", "number"),
    CheckConstraint("item >= 0", name="item"),
    CheckConstraint("number > question", name="number"),
    sqlite_with_rowid=False,
)

parts = Table(
    "parts",
    metadata,
    Column("message_id", Snowflake, primary_key=True, autoincrement=False),
    Column("interview_id", RowId, nullable=False),
    Column("number", Integer, nullable=False),
    Column("sealed", Sealed, nullable=False),  # text and files, encrypted
    # The number of the follow-up that it answers; NULL: the question itself. It refers to no row: to add a foreign key,
    # SQLite would have to write the largest table of all anew. Follow-ups go only with their round, and so do parts.
    Column("follow_up", Integer),
    Column("seconds", Integer),  # how long it takes aloud, so that nothing is opened to add them up; NULL: older rows
    ForeignKeyConstraint(["interview_id", "number"], [rounds.c.interview_id, rounds.c.number], ondelete="CASCADE"),
    Index(None, "interview_id", "number"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("cause", String(100), primary_key=True),
    Column("seen_at", UtcSeconds),  # by the clock of the database; NULL: it is remembered for good
    Index(None, "seen_at"),
    sqlite_with_rowid=False,
)

horizon = Table("horizon", metadata, Column("event", Snowflake, primary_key=True, autoincrement=False))
"""The highest row counts: all events up to there are taken for seen, whether the inbox has an entry or not."""

IS_WAITING = text("state = 'waiting'")
IS_UNCLAIMED = text("state = 'waiting' AND claimed_by IS NULL")
IS_DROPPED = text("state = 'dropped'")
IS_SENT_AGAIN = text("state = 'delivered' AND attempts > 1")

IS_OF_REVIEW = text("review_id IS NOT NULL")
IS_OF_REMINDER = text("reminder_id IS NOT NULL")
IS_OF_EXPORT = text("export_id IS NOT NULL")
IS_OF_SHARE = text("share_id IS NOT NULL")
IS_SHOWN = text("message_id IS NOT NULL")
ONE_SUBJECT = (
    "CASE WHEN interview_id IS NULL THEN 0 ELSE 1 END + CASE WHEN review_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN reminder_id IS NULL THEN 0 ELSE 1 END + CASE WHEN export_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN share_id IS NULL THEN 0 ELSE 1 END = 1"
)
OWN_DESTINATION = (
    "destination = 'dm:' || candidate_id OR (review_id IS NOT NULL AND destination = 'review:' || review_id)"
    " OR (share_id IS NOT NULL AND destination = 'share:' || share_id)"
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("destination", String(40), nullable=False),
    Column("candidate_id", Snowflake, ForeignKey(candidates.c.id, ondelete="CASCADE"), nullable=False),
    Column("interview_id", RowId, ForeignKey(interviews.c.id, ondelete="CASCADE")),
    Column("review_id", RowId, ForeignKey("reviews.id", ondelete="CASCADE")),
    Column("reminder_id", RowId, ForeignKey("reminders.id", ondelete="CASCADE")),
    Column("export_id", RowId, ForeignKey("exports.id", ondelete="CASCADE")),
    Column("share_id", RowId, ForeignKey("shared_answers.id", ondelete="CASCADE")),
    Column("line", RowId),  # its order, as in `Parcel.line`; NULL: its own id
    Column("merge_key", String(200)),  # NULL: it never coalesces
    Column("kind", String(60), nullable=False),
    Column("effect", Text, nullable=False),
    Column("cause", String(100), nullable=False),
    Column("nonce", String(25), nullable=False),
    Column("after", Snowflake),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("begun", Text),  # what attempts may have left in the channel; NULL: nothing was noted
    Column("due_at", Moment, nullable=False),
    Column("claimed_by", String(200)),
    Column("claimed_until", Moment),
    Column("message_id", Snowflake),
    Column("delivered_at", Moment),
    Column("reason", Text),
    one_of("state", ParcelState),
    CheckConstraint(ONE_SUBJECT, name="one_subject"),
    CheckConstraint(OWN_DESTINATION, name="destination_is_theirs"),
    CheckConstraint("attempts >= 0", name="attempts"),
    CheckConstraint("(claimed_by IS NULL) = (claimed_until IS NULL)", name="claim_has_an_end"),
    CheckConstraint("state = 'waiting' OR claimed_by IS NULL", name="only_waiting_is_claimed"),
    CheckConstraint("(state = 'delivered') = (message_id IS NOT NULL)", name="delivered_has_message"),
    CheckConstraint("(message_id IS NULL) = (delivered_at IS NULL)", name="delivered_has_time"),
    CheckConstraint("(state = 'dropped') = (reason IS NOT NULL)", name="dropped_has_reason"),
    Index(None, "interview_id"),
    # Each answer puts parcels, few of them of a review: an index has room only for those that it can find.
    partial_index("ix_outbox_review_id", "review_id", where=IS_OF_REVIEW),
    partial_index("ix_outbox_message_id", "message_id", where=IS_SHOWN),
    partial_index("ix_outbox_reminder_id", "reminder_id", where=IS_OF_REMINDER),
    partial_index("ix_outbox_export_id", "export_id", where=IS_OF_EXPORT),
    partial_index("ix_outbox_share_id", "share_id", where=IS_OF_SHARE),
    partial_index("ix_outbox_destination_waiting", "destination", where=IS_WAITING),
    partial_index("ix_outbox_due_at_waiting", "due_at", where=IS_WAITING),
    partial_index("uq_outbox_nonce_waiting", "nonce", unique=True, where=IS_WAITING),
    partial_index("ix_outbox_due_at_dropped", "due_at", where=IS_DROPPED),
    partial_index("ix_outbox_destination_sent_again", "destination", where=IS_SENT_AGAIN),
    partial_index("uq_outbox_one_unclaimed", "destination", "merge_key", unique=True, where=IS_UNCLAIMED),
    sqlite_autoincrement=True,
)


def is_in(state: ParcelState) -> ColumnElement[bool]:
    """True for parcels in this state, written as in the partial indexes: arguments do not lead a database to one."""
    return outbox.c.state == literal_column(f"'{state}'")


key_check = Table(
    "key_check",
    metadata,
    Column("fingerprint", String(16), primary_key=True),
    Column("proof", Text, nullable=False),
)
