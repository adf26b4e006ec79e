"""Says in SQL which reviews a coach's queue shows, so that a long queue need not be read to show a page of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, or_, select, union_all

from bot.core.content import ServerId, UserId
from bot.reviewing.domain.model import Stage
from bot.reviewing.domain.team.queue_filter import Filter
from bot.storage.schema.reviews import reviews


def in_queue(server: ServerId, wanted: Filter, coach: UserId, at: datetime) -> Select[Any]:
    """The ids of the reviews that `bot.reviewing.domain.team.queue_filter.fits`, longest waiting first."""
    found = _found(server, wanted, coach, at).subquery()
    return select(found.c.id).order_by(found.c.since, found.c.id)


def _found(server: ServerId, wanted: Filter, coach: UserId, at: datetime) -> Select[Any] | CompoundSelect[Any]:
    waits = reviews.c.waits_since.is_not(None)
    match wanted:
        case Filter.OPEN:
            return _running(server, waits)
        case Filter.FREE:
            unclaimed = or_(reviews.c.claim_coach.is_(None), reviews.c.claim_until <= at)
            return _running(server, waits, unclaimed, or_(reviews.c.coach.is_(None), reviews.c.handed_back))
        case Filter.MINE:
            claimed = and_(reviews.c.claim_coach == coach, reviews.c.claim_until > at)
            return _running(server, or_(claimed, and_(reviews.c.coach == coach, ~reviews.c.handed_back)))
        case Filter.REPLIES:
            return _in_stage(Stage.ANSWERED, server, waits)
        case _:
            assert_never(wanted)


def _running(server: ServerId, *conditions: ColumnElement[bool]) -> CompoundSelect[Any]:
    # One stage each: to have several in order, SQLite would read all reviews of the server.
    return union_all(*(_in_stage(stage, server, *conditions) for stage in (Stage.WAITING, Stage.ANSWERED)))


def _in_stage(stage: Stage, server: ServerId, *conditions: ColumnElement[bool]) -> Select[Any]:
    since = func.coalesce(reviews.c.waits_since, reviews.c.sent_at).label("since")
    return select(reviews.c.id, since).where(reviews.c.server == server, reviews.c.stage == stage, *conditions)
