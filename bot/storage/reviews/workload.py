"""Asks the database how a server's reviews stand: a few columns of what waits, and counts of what was sent lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from bot.core.content import ServerId, UserId
from bot.reviewing.domain.model import Helpfulness, Stage
from bot.reviewing.domain.team.workload import BygoneFeedback, Workload
from bot.storage.database.transaction import Transaction
from bot.storage.schema.forgotten import Tally, tallies
from bot.storage.schema.reviews import reviews

_RATINGS = {each.value for each in Helpfulness}


async def workload_of(transaction: Transaction, server: ServerId, *, since: datetime, now: datetime) -> Workload:
    """The workload at `now`, with the reviews sent since then."""
    # Databases do not agree on how to add a duration to a time, so what is late is found here.
    waiting = await transaction.execute(
        select(reviews.c.sent_at, reviews.c.goal, reviews.c.claim_coach, reviews.c.claim_until).where(
            reviews.c.server == server, reviews.c.stage == Stage.WAITING
        )
    )
    rows = waiting.all()
    answered = await transaction.execute(
        select(reviews.c.coach, reviews.c.rating, func.count().label("reviews"))
        .where(reviews.c.server == server, reviews.c.sent_at >= since, reviews.c.answered_at.is_not(None))
        .group_by(reviews.c.coach, reviews.c.rating)
    )
    by_coach: Counter[UserId] = Counter()
    helpfulness: Counter[Helpfulness] = Counter()
    gone = await _tallied(transaction, server, tallies.c.day >= since.astimezone(UTC).date())
    for row in gone:
        if row.tally == Tally.ANSWERED:
            by_coach[UserId(row.coach)] += int(row.number)
        elif row.tally in _RATINGS:
            helpfulness[Helpfulness(row.tally)] += int(row.number)
    for row in answered:
        by_coach[UserId(row.coach)] += row.reviews
        if row.rating is not None:
            helpfulness[Helpfulness(row.rating)] += row.reviews
    return Workload(
        waiting=len(rows),
        late=sum(row.sent_at + row.goal < now for row in rows),
        helpfulness=helpfulness,
        claims=Counter(
            UserId(row.claim_coach) for row in rows if row.claim_coach is not None and row.claim_until > now
        ),
        answered=by_coach,
    )


async def bygone_feedback_of(
    transaction: Transaction, server: ServerId, coach: UserId, *, since: datetime
) -> BygoneFeedback:
    """As `Reviews.bygone_feedback` says, by days: that of `since` counts as a whole."""
    rows = await _tallied(transaction, server, tallies.c.coach == coach)
    day = since.astimezone(UTC).date()
    number: Counter[str] = Counter()
    recent = 0
    for row in rows:
        number[row.tally] += int(row.number)
        recent += int(row.number) if row.tally == Tally.FEEDBACK and row.day >= day else 0
    return BygoneFeedback(
        reviews=number[Tally.FEEDBACK],
        recent=recent,
        comments=number[Tally.COMMENTS],
        helpfulness={each: number[each.value] for each in Helpfulness if number[each.value]},
    )


async def _tallied(transaction: Transaction, server: ServerId, which: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """The counts of a server's reviews that have gone with their candidates."""
    found = await transaction.execute(select(tallies).where(tallies.c.server == server, which))
    return found.all()
