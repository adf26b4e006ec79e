"""Has the database count what became of reviews: a month may have thousands, too many to make a value of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, Select, and_, case, func, literal, null, select, union_all

from bot.core.content import ServerId
from bot.reviewing.domain.promise import Past
from bot.storage.database.transaction import Transaction
from bot.storage.schema.columns import UtcDateTime, milliseconds_between
from bot.storage.schema.forgotten import Tally, tallies
from bot.storage.schema.reviews import reviews

_BEGINNING = datetime(2015, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_OF_PROMISE = (Tally.WITHIN, Tally.LATER, Tally.MISSED)


async def past_of(
    transaction: Transaction, server: ServerId, *, goal: timedelta, since: datetime, at_least: int, now: datetime
) -> Past:
    """As `Reviews.past` says: what is left is counted, with the counts of what has gone with its candidates.

    Those count by the day on which they were sent, and with the goal of their last moment. The median is that of what
    is left: how long a single one of them took is not kept.
    """
    counted = await _counted(transaction, sent_since(server, since, at_least=at_least), server, goal=goal, now=now)
    gone = counted[1:]
    if gone and at_least:
        # Those that are gone make up the number, too, so fewer of what is left are needed for it.
        since = await _start(transaction, server, gone, since=since, at_least=at_least)
        counted = await _counted(transaction, sent_since(server, since, at_least=0), server, goal=goal, now=now)
    return _past(counted[0], [each for each in gone if each.day >= since.astimezone(UTC).date()])


async def _counted(
    transaction: Transaction, sent: ColumnElement[bool], server: ServerId, *, goal: timedelta, now: datetime
) -> Sequence[Row[Any]]:
    """A row of what is left, and behind it one for each day and tally of what is gone."""
    left = counted_past(sent, goal=goal, now=now).add_columns(
        null().cast(tallies.c.day.type).label("day"), null().cast(tallies.c.tally.type).label("tally")
    )
    nothing = null().cast(BigInteger)
    gone = (
        select(func.sum(tallies.c.number), nothing, nothing, nothing, tallies.c.day, tallies.c.tally)
        .where(tallies.c.server == server, tallies.c.tally.in_(_OF_PROMISE))
        .group_by(tallies.c.day, tallies.c.tally)
    )
    rows = (await transaction.execute(union_all(left, gone))).all()
    return sorted(rows, key=lambda each: each.day is not None)


async def _start(
    transaction: Transaction, server: ServerId, gone: Sequence[Row[Any]], *, since: datetime, at_least: int
) -> datetime:
    """The earlier one of `since` and the moment from which on there are `at_least`, those that are gone among them."""
    newest = select(reviews.c.sent_at).where(reviews.c.server == server).order_by(reviews.c.sent_at.desc())
    left: list[tuple[datetime, int]] = [
        (each, 1) for each in (await transaction.execute(newest.limit(at_least))).scalars()
    ]
    days = [(datetime.combine(each.day, time(), UTC), int(each.answered)) for each in gone]
    found = 0
    for moment, number in sorted((*left, *days), reverse=True):
        found += number
        if found >= at_least:
            return min(moment, since)
    return _BEGINNING


def _past(left: Row[Any], gone: Sequence[Row[Any]]) -> Past:
    # PostgreSQL's sum is a Decimal.
    number = {tally: sum(int(each.answered) for each in gone if each.tally == tally) for tally in _OF_PROMISE}
    within = number[Tally.WITHIN]
    return Past(
        answered=left.answered + within + number[Tally.LATER],
        within=left.within + within,
        missed=left.missed + number[Tally.MISSED],
        median=None if left.median is None else timedelta(milliseconds=left.median),
    )


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
