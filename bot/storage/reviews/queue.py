"""Says in SQL which reviews a coach's queue shows, so that a long queue need not be read to show a page of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, func, or_, select, union_all

from bot.core.content import ServerId, UserId
from bot.reviewing.domain.model import COUNTING, Side, Stage
from bot.reviewing.domain.queue_filter import Filter
from bot.storage.schema.reviews import attempts, comments, reviews


def in_queue(server: ServerId, wanted: Filter, coach: UserId, at: datetime) -> Select[Any]:
    """The ids of the reviews that `bot.reviewing.domain.queue_filter.fits`, oldest first."""
    found = _found(server, wanted, coach, at).subquery()
    return select(found.c.id).order_by(found.c.sent_at, found.c.id)


def _found(server: ServerId, wanted: Filter, coach: UserId, at: datetime) -> Select[Any] | CompoundSelect[Any]:
    match wanted:
        case Filter.OPEN:
            return _in_stage(Stage.WAITING, server)
        case Filter.FREE:
            unclaimed = or_(reviews.c.claim_coach.is_(None), reviews.c.claim_until <= at)
            return _in_stage(Stage.WAITING, server, unclaimed)
        case Filter.MINE:
            mine = or_(and_(reviews.c.claim_coach == coach, reviews.c.claim_until > at), reviews.c.coach == coach)
            return union_all(*(_in_stage(stage, server, mine) for stage in (Stage.WAITING, Stage.ANSWERED)))
        case Filter.REPLIES:
            return _in_stage(Stage.ANSWERED, server, _awaits_reply())
        case _:
            assert_never(wanted)


def _in_stage(stage: Stage, server: ServerId, *conditions: ColumnElement[bool]) -> Select[Any]:
    # One stage each: to have several in order, SQLite would read all reviews of the server.
    return select(reviews.c.id, reviews.c.sent_at).where(
        reviews.c.server == server, reviews.c.stage == stage, *conditions
    )


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
