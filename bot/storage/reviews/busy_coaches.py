"""Says in SQL which coaches have reviews."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all

from bot.core.content import ServerId, UserId
from bot.storage.schema.reviews import IS_RUNNING, reviews, servers

_IS_KEPT = and_(reviews.c.coach.is_not(None), ~reviews.c.handed_back)


def busy_coaches() -> Select[Any]:
    """The coaches of running reviews in servers that the bot is in, and since when somebody waits in one of theirs."""
    claimed = select(reviews.c.server, reviews.c.claim_coach.label("coach"), reviews.c.waits_since).where(
        IS_RUNNING, reviews.c.claim_coach.is_not(None)
    )
    kept = select(reviews.c.server, reviews.c.coach, reviews.c.waits_since).where(IS_RUNNING, _IS_KEPT)
    busy = union_all(claimed, kept).subquery()
    return (
        select(
            busy.c.server, busy.c.coach, func.max(busy.c.waits_since, type_=reviews.c.waits_since.type).label("since")
        )
        .join(servers, servers.c.id == busy.c.server)
        .where(servers.c.removed_at.is_(None))
        .group_by(busy.c.server, busy.c.coach)
        .order_by(busy.c.server, busy.c.coach)
    )


def is_with(server: ServerId, coach: UserId) -> ColumnElement[bool]:
    """True for running reviews that the coach has claimed, or in which theirs is the latest feedback."""
    return and_(
        reviews.c.server == server,
        IS_RUNNING,
        or_(reviews.c.claim_coach == coach, and_(reviews.c.coach == coach, _IS_KEPT)),
    )
