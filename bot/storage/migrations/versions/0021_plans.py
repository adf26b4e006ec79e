"""Plans of candidates, and reminders, which go through the outbox like what interviews and reviews send."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.rebuilding import numbers_kept

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ONE_SUBJECT = (
    "CASE WHEN interview_id IS NULL THEN 0 ELSE 1 END + CASE WHEN review_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN reminder_id IS NULL THEN 0 ELSE 1 END = 1"
)
IS_OF_REMINDER = sa.text("reminder_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("candidate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("interview_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("banks", sa.Text(), nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("reminder_hour", sa.Integer(), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 5 AND 240", name=op.f("ck_plans_minutes")),
        sa.CheckConstraint("weekdays BETWEEN 1 AND 127", name=op.f("ck_plans_weekdays")),
        sa.CheckConstraint(
            "reminder_hour IS NULL OR reminder_hour BETWEEN 0 AND 23", name=op.f("ck_plans_reminder_hour")
        ),
        sa.CheckConstraint(
            "remind_at IS NULL OR (reminder_hour IS NOT NULL AND zone IS NOT NULL)",
            name=op.f("ck_plans_reminded_at_an_hour"),
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidates.id"], name=op.f("fk_plans_candidate_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("candidate_id", name=op.f("pk_plans")),
    )
    op.create_index(op.f("ix_plans_remind_at"), "plans", ["remind_at"])
    op.create_table(
        "reminders",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("candidate_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("heeded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidates.id"], name=op.f("fk_reminders_candidate_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("candidate_id", "day", name=op.f("uq_reminders_candidate_id_day")),
        sqlite_autoincrement=True,
    )
    with numbers_kept("outbox"), op.batch_alter_table(
        "outbox", table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(
            sa.Column("reminder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_reminder_id"), "reminders", ["reminder_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.drop_constraint(batch_op.f("ck_outbox_one_subject"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_outbox_one_subject"), ONE_SUBJECT)
    op.create_index(
        "ix_outbox_reminder_id",
        "outbox",
        ["reminder_id"],
        sqlite_where=IS_OF_REMINDER,
        postgresql_where=IS_OF_REMINDER,
    )
