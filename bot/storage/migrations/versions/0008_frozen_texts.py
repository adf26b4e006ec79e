"""Interviews: what they froze is stored once and referred to. Here a place for it, and the move to that place.

0009 takes away where it stood, once all of it has been moved.
"""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LEFT = "{} IS NULL"


def upgrade() -> None:
    op.create_table(
        "frozen_texts",
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(digest) = 16", name=op.f("ck_frozen_texts_digest")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_frozen_texts")),
    )
    for each in MOVES:
        op.add_column(each.table, sa.Column(each.digest, sa.LargeBinary(16), nullable=True))
        # What is left is found and counted without looking at what is done.
        rest = sa.text(LEFT.format(each.digest))
        op.create_index(f"ix_{each.table}_left", each.table, each.key, sqlite_where=rest, postgresql_where=rest)


class Move:
    """The way of one column: from its table to `frozen_texts`, with a digest in its place."""

    def __init__(self, table: str, *, key: list[str], text: str, digest: str) -> None:
        self.table, self.key, self.digest = table, key, digest
        left, named = LEFT.format(digest), " AND ".join(f"{each} = :{each}" for each in key)
        self.count = sa.text(f"SELECT count(*) FROM {table} WHERE {left}")
        self.next = sa.text(
            f"SELECT {', '.join(key)}, {text} AS text FROM {table} WHERE {left} ORDER BY {', '.join(key)} LIMIT :most"
        )
        # Emptied, the old column gives its space to what is moved next: the database does not grow meanwhile.
        self.refer = sa.text(f"UPDATE {table} SET {digest} = :digest, {text} = '' WHERE {named}")


MOVES = (
    Move("rounds", key=["interview_id", "number"], text="snapshot", digest="snapshot_digest"),
    Move("interviews", key=["id"], text="introduction", digest="introduction_digest"),
)
STORE = sa.text("INSERT INTO frozen_texts (digest, text) VALUES (:digest, :text) ON CONFLICT DO NOTHING")


def left(connection: sa.Connection) -> int:
    return sum(connection.execute(each.count).scalar_one() for each in MOVES)


def move(connection: sa.Connection, most: int) -> int:
    for each in MOVES:
        rows = connection.execute(each.next, {"most": most}).mappings().all()
        if rows:
            texts = {row["text"]: hashlib.sha256(row["text"].encode()).digest()[:16] for row in rows}
            connection.execute(STORE, [{"digest": digest, "text": text} for text, digest in texts.items()])
            connection.execute(each.refer, [{**row, "digest": texts[row["text"]]} for row in rows])
            return len(rows)
    return 0
