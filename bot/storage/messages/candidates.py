"""Stores what the bot remembers to reach candidates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, case, select, union

from bot.core.content import ChannelId, MessageId, UserId
from bot.outbound.candidates import Candidate
from bot.storage.database.transaction import Transaction
from bot.storage.schema.interviews import MAY_TAKE_MESSAGES, candidates, interviews
from bot.storage.schema.reviews import IS_RUNNING, reviews


class StoredCandidates:
    """`Candidates` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction
        self.has_saved = False

    async def get(self, candidate: UserId) -> Candidate | None:
        row = (await self._db.execute(select(candidates).where(candidates.c.id == candidate))).first()
        return None if row is None else _candidate(row)

    async def save(self, candidate: Candidate) -> None:
        self.has_saved = True
        values = {
            "dm_channel": candidate.dm_channel,
            "newest_message": candidate.newest_message,
            "unreachable_since": candidate.unreachable_since,
        }
        await self._db.execute(
            self._db.insert(candidates)
            .values(id=candidate.id, **values)
            .on_conflict_do_update(index_elements=[candidates.c.id], set_=values)
        )

    async def saw_message(self, candidate: UserId, channel: ChannelId, message: MessageId) -> None:
        known_is_newer = and_(candidates.c.dm_channel == channel, candidates.c.newest_message > message)
        await self._db.execute(
            self._db.insert(candidates)
            .values(id=candidate, dm_channel=channel, newest_message=message)
            .on_conflict_do_update(
                index_elements=[candidates.c.id],
                set_={
                    "dm_channel": channel,
                    "newest_message": case((known_is_newer, candidates.c.newest_message), else_=message),
                },
            )
        )

    async def to_catch_up_with(self, *, ended_since: datetime) -> Sequence[UserId]:
        # One condition for both kinds of interviews would have each of them read, not only the index.
        writing = union(
            select(interviews.c.candidate_id).where(MAY_TAKE_MESSAGES),
            select(interviews.c.candidate_id).where(interviews.c.ended_at > ended_since),
            select(reviews.c.candidate_id).where(IS_RUNNING),
        )
        rows = await self._db.execute(
            select(candidates.c.id)
            .where(candidates.c.id.in_(writing))
            .order_by(candidates.c.newest_message.desc().nulls_last(), candidates.c.id)
        )
        return [UserId(each) for each in rows.scalars()]


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(
        id=UserId(row.id),
        dm_channel=row.dm_channel,
        newest_message=row.newest_message,
        unreachable_since=row.unreachable_since,
    )
