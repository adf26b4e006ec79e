"""Stores what the bot remembers to reach candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, or_, select, union, update

from bot.core.content import ChannelId, MessageId, UserId
from bot.outbound.candidates import Candidate
from bot.outbound.rejection import Barrier
from bot.storage.database.transaction import Transaction
from bot.storage.schema.columns import Snowflake
from bot.storage.schema.interviews import MAY_TAKE_MESSAGES, candidates, interviews
from bot.storage.schema.reviews import IS_RUNNING, reviews

COLUMNS_OF_CANDIDATES = (
    candidates.c.dm_channel,
    candidates.c.newest_message,
    candidates.c.feedback_message,
    candidates.c.unreachable_since,
    candidates.c.barrier,
)
"""What is stored of a candidate besides the id."""

_BY_ID = select(*COLUMNS_OF_CANDIDATES).where(candidates.c.id == bindparam("candidate"))


_CHANNEL = bindparam("channel", type_=Snowflake)
_MESSAGE = bindparam("message", type_=Snowflake)
_KNOWN_IS_NEWER = and_(candidates.c.dm_channel == _CHANNEL, candidates.c.newest_message > _MESSAGE)
_SAW_MESSAGE = (
    update(candidates)
    .where(candidates.c.id == bindparam("candidate"))
    .values(dm_channel=_CHANNEL, newest_message=case((_KNOWN_IS_NEWER, candidates.c.newest_message), else_=_MESSAGE))
)


class StoredCandidates:
    """`Candidates` in the open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction
        self.has_saved = False
        self.present: set[UserId] = set()
        self._as_read: dict[UserId, Candidate] = {}
        """As this transaction sees them."""

    def read_with(self, interview: Row[Any]) -> None:
        """A candidate was read with an interview of theirs: the row has `candidate_id` and `COLUMNS_OF_CANDIDATES`."""
        candidate = UserId(interview.candidate_id)
        self._as_read[candidate] = _candidate(candidate, interview)

    async def get(self, candidate: UserId) -> Candidate | None:
        known = self._as_read.get(candidate)
        if known is not None:
            return known
        found = await self._db.quick(_BY_ID, {"candidate": candidate})
        row = found.first()
        return None if row is None else _candidate(candidate, row)

    async def save(self, candidate: Candidate) -> None:
        self.has_saved = True
        self._as_read[candidate.id] = candidate
        values = {
            "dm_channel": candidate.dm_channel,
            "newest_message": candidate.newest_message,
            "unreachable_since": candidate.unreachable_since,
            "barrier": candidate.barrier,
        }
        await self._db.execute(
            self._db.insert(candidates)
            .values(id=candidate.id, **values)
            .on_conflict_do_update(index_elements=[candidates.c.id], set_=values)
        )

    def mark_present(self, candidate: UserId) -> None:
        self.present.add(candidate)

    async def saw_message(self, candidate: UserId, channel: ChannelId, message: MessageId) -> None:
        known = self._as_read.get(candidate)
        if known is not None:
            known_newest = known.newest_message if known.dm_channel == channel else None
            newest = message if known_newest is None else max(known_newest, message)
            self._as_read[candidate] = replace(known, dm_channel=channel, newest_message=newest)
        await self._db.quick(_SAW_MESSAGE, {"candidate": candidate, "channel": channel, "message": message})

    async def showed_feedback(self, candidate: UserId, message: MessageId) -> None:
        known = self._as_read.get(candidate)
        if known is not None:
            self._as_read[candidate] = replace(known, feedback_message=max(known.feedback_message or message, message))
        older = or_(candidates.c.feedback_message.is_(None), candidates.c.feedback_message < message)
        await self._db.execute(
            update(candidates).where(candidates.c.id == candidate, older).values(feedback_message=message)
        )

    async def note_use(self, candidate: UserId, *, on: date) -> bool:
        is_earlier = or_(candidates.c.active_on.is_(None), candidates.c.active_on < on)
        noted = await self._db.execute(
            update(candidates)
            .where(candidates.c.id == candidate)
            .values(active_on=case((is_earlier, on), else_=candidates.c.active_on))
        )
        return noted.rowcount > 0

    async def used_on(self, candidate: UserId) -> date | None:
        found = await self._db.execute(select(candidates.c.active_on).where(candidates.c.id == candidate))
        used_on: date | None = found.scalar()
        return used_on

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


def _candidate(candidate: UserId, row: Row[Any]) -> Candidate:
    return Candidate(
        id=candidate,
        dm_channel=row.dm_channel,
        newest_message=row.newest_message,
        feedback_message=row.feedback_message,
        unreachable_since=row.unreachable_since,
        barrier=None if row.barrier is None else Barrier(row.barrier),
    )
