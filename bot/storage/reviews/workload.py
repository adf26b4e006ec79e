"""Asks the database how a server's reviews stand: a few columns of what waits, and counts of what was sent lately."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select

from bot.core.content import ServerId, UserId
from bot.reviewing.domain.model import Helpfulness, Stage
from bot.reviewing.domain.team.workload import Workload
from bot.storage.database.transaction import Transaction
from bot.storage.schema.reviews import reviews


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
