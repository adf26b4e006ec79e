"""Counts reviews before they go, so that figures of servers and coaches do not fall because somebody leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select

from bot.core.content import FORMER_COACH, UserId
from bot.reviewing.domain.model import COUNTING, Side
from bot.storage.database.transaction import Transaction
from bot.storage.schema.forgotten import Tally, tallies
from bot.storage.schema.reviews import comments, reviews, servers

_Key = tuple[int, int, date, Tally]
"""Server, coach, day and what is counted."""
_AT_ONCE = 1000


class Tallies:
    """The counts, in the open transaction. No row says of which review or candidate it is."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def count(self, candidate: UserId, *, at: datetime, before: datetime | None = None) -> None:
        """Add what is counted of a candidate's reviews, as it stands at that moment; they are to go now.

        `before`: only of those that were sent before that time.
        """
        whose = reviews.c.candidate_id == candidate
        if before is not None:
            whose &= reviews.c.sent_at < before
        rows = await self._db.execute(
            select(
                reviews.c.id,
                reviews.c.server,
                reviews.c.coach,
                reviews.c.sent_at,
                reviews.c.answered_at,
                reviews.c.waits_since,
                reviews.c.closed_at,
                reviews.c.rating,
                servers.c.goal,
            )
            .join(servers, servers.c.id == reviews.c.server)
            .where(whose)
        )
        counted: Counter[_Key] = Counter()
        for row in rows:
            counted.update(_of_review(row, at))
        await self._count_feedback(whose, counted)
        await self._add(counted)

    async def give_to_nobody(self, coach: UserId) -> None:
        """From now on the counts of a coach are those of former coaches."""
        rows = (await self._db.execute(select(tallies).where(tallies.c.coach == coach))).all()
        await self._db.execute(delete(tallies).where(tallies.c.coach == coach))
        await self._add({(row.server, FORMER_COACH, row.day, Tally(row.tally)): row.number for row in rows})

    async def _count_feedback(self, whose: ColumnElement[bool], counted: Counter[_Key]) -> None:
        rows = await self._db.execute(
            select(
                reviews.c.server,
                comments.c.author,
                func.min(comments.c.written_at, type_=comments.c.written_at.type).label("first"),
                func.count().label("written"),
            )
            .join(comments, comments.c.review_id == reviews.c.id)
            .where(
                whose,
                comments.c.side == Side.COACH,
                comments.c.state.in_(COUNTING),
            )
            .group_by(reviews.c.id, reviews.c.server, comments.c.author)
        )
        for row in rows:
            day = row.first.astimezone(UTC).date()
            counted[row.server, row.author, day, Tally.FEEDBACK] += 1
            counted[row.server, row.author, day, Tally.COMMENTS] += row.written

    async def _add(self, counted: Mapping[_Key, int]) -> None:
        new = [
            {"server": server, "coach": coach, "day": day, "tally": tally.value, "number": number}
            for (server, coach, day, tally), number in sorted(counted.items())
        ]
        adding = self._db.insert(tallies)
        added = adding.on_conflict_do_update(
            index_elements=[tallies.c.server, tallies.c.coach, tallies.c.day, tallies.c.tally],
            set_={"number": tallies.c.number + adding.excluded.number},
        )
        for begin in range(0, len(new), _AT_ONCE):
            await self._db.execute(added, new[begin : begin + _AT_ONCE])


def _of_review(row: Row[Any], at: datetime) -> Counter[_Key]:
    """What the promise and the workload count of a review: see `counted_past` and `workload_of`."""
    counted: Counter[_Key] = Counter()
    day = row.sent_at.astimezone(UTC).date()

    def count(tally: Tally, coach: int = FORMER_COACH) -> None:
        counted[row.server, coach, day, tally] += 1

    if row.answered_at is None:
        if (row.closed_at or at) - row.sent_at > row.goal:
            count(Tally.MISSED)
        return counted
    if row.waits_since is not None and at - row.waits_since > row.goal:
        count(Tally.MISSED)
    else:
        count(Tally.WITHIN if row.answered_at - row.sent_at <= row.goal else Tally.LATER)
    count(Tally.ANSWERED, row.coach)
    if row.rating is not None:
        count(Tally(row.rating), row.coach)
    return counted
