"""Says in SQL which reviews a coach's queue shows, so that a long queue need not be read to show a page of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from bot.core.content import ServerId, UserId
from bot.reviewing.domain.model import COUNTING, Side, Stage
from bot.reviewing.domain.queue_filter import Filter
from bot.storage.schema.reviews import IS_RUNNING, attempts, comments, reviews


def in_queue(server: ServerId, wanted: Filter, coach: UserId, at: datetime) -> Select[Any]:
    """Ids and times of the running reviews that `bot.reviewing.domain.queue_filter.fits`.

    In no order: to have them in order, SQLite would read all reviews of the server.
    """
    return select(reviews.c.id, reviews.c.sent_at).where(
        reviews.c.server == server, IS_RUNNING, _fits(wanted, coach, at)
    )


def _fits(wanted: Filter, coach: UserId, at: datetime) -> ColumnElement[bool]:
    waits = reviews.c.stage == Stage.WAITING
    match wanted:
        case Filter.OPEN:
            return waits
        case Filter.FREE:
            return and_(waits, or_(reviews.c.claim_coach.is_(None), reviews.c.claim_until <= at))
        case Filter.MINE:
            return or_(and_(reviews.c.claim_coach == coach, reviews.c.claim_until > at), reviews.c.coach == coach)
        case Filter.REPLIES:
            return and_(reviews.c.stage == Stage.ANSWERED, _awaits_reply())
        case _:
            assert_never(wanted)


def _awaits_reply() -> ColumnElement[bool]:
    """True if no coach has spoken since the candidate wrote or tried last."""
    by_coach = select(func.max(comments.c.written_at)).where(
        comments.c.review_id == reviews.c.id, comments.c.state.in_(COUNTING), comments.c.side == Side.COACH
    )
    last = by_coach.correlate(reviews).scalar_subquery()  # an answered review has feedback that counts
    theirs = comments.alias()
    return or_(
        exists().where(
            theirs.c.review_id == reviews.c.id,
            theirs.c.state.in_(COUNTING),
            theirs.c.side == Side.CANDIDATE,
            theirs.c.written_at > last,
        ),
        # The first attempt came before all feedback.
        exists().where(attempts.c.review_id == reviews.c.id, attempts.c.number > 1, attempts.c.sent_at > last),
    )
