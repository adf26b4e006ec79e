"""Has the database count what became of reviews: a month may have thousands, too many to make a value of each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select

from bot.core.content import ServerId
from bot.storage.schema.columns import UtcDateTime, milliseconds_between
from bot.storage.schema.reviews import reviews

_BEGINNING = datetime(2015, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def sent_since(server: ServerId, since: datetime, *, at_least: int) -> ColumnElement[bool]:
    """True for the reviews of a server that were sent since then, and for older ones until there are `at_least`."""
    of_server = reviews.c.server == server
    if not at_least:
        return and_(of_server, reviews.c.sent_at >= since)
    newest_first = select(reviews.c.sent_at).where(of_server).order_by(reviews.c.sent_at.desc())
    enough = func.coalesce(
        newest_first.offset(at_least - 1).limit(1).scalar_subquery(), literal(_BEGINNING, UtcDateTime)
    )
    start = case((enough < since, enough), else_=literal(since, UtcDateTime))
    return and_(of_server, reviews.c.sent_at >= start)


def counted_past(sent: ColumnElement[bool], *, goal: timedelta, now: datetime) -> Select[Any]:
    """A row with what `Past` says of these reviews, the median in milliseconds."""
    longest = goal // _MILLISECOND
    is_answered = reviews.c.answered_at.is_not(None)
    # Whoever has waited too long for a reply is not helped in time, however soon the feedback came.
    again = milliseconds_between(reviews.c.waits_since, literal(now, UtcDateTime))
    is_late_again = and_(is_answered, again > longest)  # nothing, where nobody waits
    until = func.coalesce(reviews.c.closed_at, literal(now, UtcDateTime))
    first = milliseconds_between(reviews.c.sent_at, reviews.c.answered_at)
    waits = (
        select(
            case((is_late_again, None), else_=first).label("answered"),
            case((is_late_again, again), (~is_answered, milliseconds_between(reviews.c.sent_at, until))).label(
                "unanswered"
            ),
        )
        .where(sent)
        .cte("waits")
    )
    counts = select(
        func.count(waits.c.answered).label("answered"),
        func.count(case((waits.c.answered <= longest, 1))).label("within"),
        func.count(case((waits.c.unanswered > longest, 1))).label("missed"),
    ).cte("counts")
    middle = select((counts.c.answered + counts.c.missed - 1) // 2).scalar_subquery()
    median = select(waits.c.answered).where(waits.c.answered.is_not(None)).order_by(waits.c.answered)
    return select(counts, median.offset(middle).limit(1).scalar_subquery().label("median"))
