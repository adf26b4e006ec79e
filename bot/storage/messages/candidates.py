"""Stores what the bot remembers to reach candidates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, case, or_, select

from bot.core.content import ChannelId, MessageId, UserId
from bot.outbound.candidates import Candidate
from bot.storage.database.transaction import Transaction
from bot.storage.schema.interviews import MAY_TAKE_MESSAGES, candidates, interviews


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

    async def in_interviews(self, *, ended_since: datetime | None = None) -> Sequence[Candidate]:
        lately = () if ended_since is None else (interviews.c.ended_at > ended_since,)
        taking = select(interviews.c.candidate_id).where(or_(MAY_TAKE_MESSAGES, *lately))
        rows = await self._db.execute(select(candidates).where(candidates.c.id.in_(taking)).order_by(candidates.c.id))
        return [_candidate(row) for row in rows]


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(
        id=UserId(row.id),
        dm_channel=row.dm_channel,
        newest_message=row.newest_message,
        unreachable_since=row.unreachable_since,
    )
