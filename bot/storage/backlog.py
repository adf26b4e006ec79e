"""Asks the database how much waits in it, in one statement that no unit of work has to wait for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, literal, or_, select

from bot.core.observing import Backlog
from bot.reviewing.domain.model import Stage
from bot.storage.database.asynchronous import AsyncEngine
from bot.storage.database.engine import BEGINS_ITSELF
from bot.storage.messages.putting import LINE
from bot.storage.schema.columns import UtcDateTime, milliseconds_between
from bot.storage.schema.interviews import ParcelState, candidates, is_in, outbox
from bot.storage.schema.reviews import IS_RUNNING, reviews

_MICROSECONDS = 1000


async def backlog_of(engine: AsyncEngine, *, now: datetime) -> Backlog:
    """How much waits at that moment.

    Raises:
        Exception: the database does not answer.
    """
    async with engine.connect() as connection:
        # Without a transaction: on SQLite each of ours begins to write, and others would wait for it.
        if connection.dialect.name == "sqlite":
            await connection.execution_options(**{BEGINS_ITSELF: True})
        else:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
        row = (await connection.execute(_statement(now))).one()
    is_due = row.due_since is not None and row.due_since <= now
    return Backlog(
        reviews_waiting=row.waiting,
        reviews_late=row.late or 0,
        parcels=row.parcels,
        due_since=row.due_since if is_due else None,
    )


def _statement(now: datetime) -> Select[Any]:
    waited = milliseconds_between(reviews.c.sent_at, literal(now, UtcDateTime)) * _MICROSECONDS
    of_reviews = (
        select(
            func.count().label("waiting"),
            func.sum(case((waited > reviews.c.goal, 1), else_=0)).label("late"),
        )
        .where(IS_RUNNING, reviews.c.stage == Stage.WAITING)  # the former for its index
        .subquery()
    )
    # A parcel behind another one is not late: it waits for that.
    falls_due = case((outbox.c.claimed_until > outbox.c.due_at, outbox.c.claimed_until), else_=outbox.c.due_at)
    place = func.row_number().over(partition_by=outbox.c.destination, order_by=(LINE, outbox.c.id))
    waiting = (
        select(falls_due.label("falls_due"), place.label("place"))
        .join(candidates, candidates.c.id == outbox.c.candidate_id)
        .where(
            is_in(ParcelState.WAITING),
            or_(candidates.c.unreachable_since.is_(None), outbox.c.destination.not_like("dm:%")),
        )
        .subquery()
    )
    of_outbox = select(
        func.count().label("parcels"),
        func.min(case((waiting.c.place == 1, waiting.c.falls_due))).label("due_since"),
    ).subquery()
    return select(of_reviews, of_outbox).select_from(of_reviews.join(of_outbox, literal(value=True)))
