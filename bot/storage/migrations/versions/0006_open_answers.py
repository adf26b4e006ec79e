"""Reviews: of each answer one at most waits for coaches as the one that was sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.rebuilding import numbers_kept

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WAITING = "stage = 'waiting'"
OPEN = "open_interview IS NOT NULL"


def upgrade() -> None:
    kept = {"sqlite_autoincrement": True}
    with numbers_kept("reviews"), op.batch_alter_table("reviews", table_kwargs=kept) as batch_op:
        batch_op.add_column(
            sa.Column("open_interview", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("open_question", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_reviews_open_answer_is_whole"), "(open_interview IS NULL) = (open_question IS NULL)"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_reviews_only_waiting_is_open"), f"open_interview IS NULL OR {WAITING}"
        )
    # A form that was sent again could send an answer twice until now. Of two reviews that wait, the first counts.
    first = "SELECT {0} FROM attempts WHERE attempts.review_id = reviews.id AND attempts.number = 1"
    earlier = (
        "SELECT 1 FROM reviews AS earlier JOIN attempts AS theirs ON theirs.review_id = earlier.id"
        " JOIN attempts AS mine ON mine.interview_id = theirs.interview_id AND mine.question = theirs.question"
        " WHERE mine.review_id = reviews.id AND mine.number = 1 AND theirs.number = 1"
        f" AND earlier.{WAITING} AND earlier.id < reviews.id"
    )
    op.execute(
        f"UPDATE reviews SET open_interview = ({first.format('interview_id')}),"
        f" open_question = ({first.format('question')}) WHERE {WAITING} AND NOT EXISTS ({earlier})"
    )
    op.create_index(
        "uq_reviews_one_open_of_an_answer",
        "reviews",
        ["open_interview", "open_question"],
        unique=True,
        sqlite_where=sa.text(OPEN),
        postgresql_where=sa.text(OPEN),
    )
