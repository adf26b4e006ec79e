"""Inbox, outbox, answers: the same in less room.

A nonce is asked for nowhere, so it is unique among what may still be sent. Sealed answers are kept without their base64:
older ones are read as they are. The inbox has its key once, and a time in seconds.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.rebuilding import numbers_kept

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# A stored time has six places of its second, or none.
MICROSECONDS = "CAST(strftime('%s', {0}) AS INTEGER) * 1000000 + CAST(substr({0} || '000000', 21, 6) AS INTEGER)"
WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    for name in ("ix_outbox_delivered_at", "ix_outbox_candidate_id"):
        op.drop_index(name, "outbox")
    microseconds_in("outbox", ("due_at", False), ("claimed_until", True), ("delivered_at", True))
    microseconds_in("rounds", ("asked_at", True), ("panel_sent_at", True))
    op.create_index(
        "uq_outbox_nonce_waiting",
        "outbox",
        ["nonce"],
        unique=True,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    with op.batch_alter_table("parts") as parts:
        parts.alter_column(
            "sealed",
            existing_type=sa.Text(),
            existing_nullable=False,
            type_=sa.LargeBinary(),
            postgresql_using="convert_to(sealed, 'UTF8')",
        )
    if op.get_bind().dialect.name == "postgresql":
        seconds = "CAST(extract(epoch FROM seen_at) AS BIGINT)"
        op.alter_column("inbox", "seen_at", type_=sa.BigInteger(), postgresql_using=seconds)
    else:
        make_inbox_anew()


def microseconds_in(table: str, *columns: tuple[str, bool]) -> None:
    """Have SQLite keep times as numbers; its column of a time takes either. PostgreSQL does so anyway."""
    kept = {"sqlite_autoincrement": True} if table == "outbox" else {}
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        op.execute(f"UPDATE {table} SET {', '.join(f'{name} = {MICROSECONDS.format(name)}' for name, _ in columns)}")
    with numbers_kept(table), op.batch_alter_table(table, table_kwargs=kept) as batch_op:
        if table == "outbox":
            batch_op.drop_constraint(op.f("uq_outbox_nonce"), type_="unique")
        for name, nullable in columns if is_sqlite else ():
            batch_op.alter_column(
                name, existing_type=sa.DateTime(timezone=True), existing_nullable=nullable, type_=sa.BigInteger()
            )


def make_inbox_anew() -> None:
    op.create_table(
        "new_inbox",
        sa.Column("cause", sa.String(length=100), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("cause", name=op.f("pk_inbox")),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO new_inbox SELECT cause, CAST(strftime('%s', seen_at) AS INTEGER) FROM inbox ORDER BY cause")
    op.drop_table("inbox")
    op.rename_table("new_inbox", "inbox")
    op.create_index(op.f("ix_inbox_seen_at"), "inbox", ["seen_at"])
