"""Stores interviews: reads one in three statements, where its texts are known, and writes only what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, literal, or_, select, update

from bot.core.content import InterviewId, MessageId, Part, UserId
from bot.core.transactions import ConcurrentUpdate
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.usecases.ports import AlreadyLive
from bot.storage.database.transaction import Transaction, changes
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.frozen_texts import RecentTexts, StoredFrozenTexts, digest_of
from bot.storage.interviews.rows import (
    digests_in,
    frozen_round_values,
    frozen_snapshot,
    interview_from_rows,
    interview_values,
    part_values,
    round_values,
)
from bot.storage.schema.interviews import IS_LIVE, MAY_TAKE_MESSAGES, candidates, interviews, parts, rounds

READINGS = 5
"""How often a read is tried while others write in between, before it fails as a conflict."""

_Parts = Mapping[MessageId, tuple[int, Part]]
"""The messages of all answers of an interview, each with the number of its question."""


class StoredInterviews:
    """`Interviews` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault, recent: RecentTexts) -> None:
        self._db = transaction
        self._vault = vault
        self._texts = StoredFrozenTexts(transaction, recent)
        self._as_read: dict[InterviewId, Interview] = {}

    async def live_of(self, candidate: UserId) -> Interview | None:
        return await self._find((interviews.c.candidate_id == candidate) & (interviews.c.phase != Phase.ENDED))

    async def taking_messages(self, candidate: UserId, *, written: MessageId | None = None) -> Sequence[Interview]:
        open_to_it = interviews.c.candidate_id == candidate
        if written is not None:
            open_to_it &= or_(interviews.c.phase != Phase.ENDED, interviews.c.accepts_before > written)
        return await self._find_all(and_(open_to_it, MAY_TAKE_MESSAGES))

    async def ended_since(self, candidate: UserId, since: datetime) -> Sequence[Interview]:
        return await self._find_all(and_(interviews.c.candidate_id == candidate, interviews.c.ended_at > since))

    async def get(self, interview: InterviewId) -> Interview | None:
        return await self._find(interviews.c.id == interview)

    async def containing(self, message: MessageId) -> Interview | None:
        container = select(parts.c.interview_id).where(parts.c.message_id == message).scalar_subquery()
        return await self._find(interviews.c.id == container)

    async def add(self, interview: Interview) -> Interview:
        await self._db.execute(self._db.insert(candidates).values(id=interview.candidate).on_conflict_do_nothing())
        snapshots = [frozen_snapshot(each) for each in interview.rounds]
        await self._texts.store([interview.introduction, *snapshots])
        given = await self._db.execute(
            self._db.insert(interviews)
            .values(**interview_values(interview), introduction_digest=digest_of(interview.introduction), version=0)
            .on_conflict_do_nothing(index_elements=[interviews.c.candidate_id], index_where=IS_LIVE)
            .returning(interviews.c.id)
        )
        row = given.first()
        if row is None:
            raise AlreadyLive(interview.candidate)
        added = replace(interview, id=InterviewId(row.id), version=0)
        await self._db.execute(
            insert(rounds),
            [
                {"interview_id": added.id, **frozen_round_values(each, snapshot), **round_values(each)}
                for each, snapshot in zip(added.rounds, snapshots, strict=True)
            ],
        )
        await self._insert_parts(added.id, _parts_of(added))
        return added

    async def save(self, interview: Interview) -> None:
        before = self._as_read.pop(interview.id, None)
        if before is None or before.version != interview.version:
            before = await self.get(interview.id)
        if before is None or before.version != interview.version:
            raise ConcurrentUpdate(interview.id)
        bumped = await self._db.execute(
            update(interviews)
            .where(interviews.c.id == interview.id, interviews.c.version == interview.version)
            .values(**changes(interview_values(before), interview_values(interview)), version=interview.version + 1)
            .returning(interviews.c.id)
        )
        if bumped.first() is None:
            raise ConcurrentUpdate(interview.id)
        self._as_read.pop(interview.id, None)
        for old, new in zip(before.rounds, interview.rounds, strict=True):
            changed = {} if old == new else changes(round_values(old), round_values(new))
            if changed:
                await self._db.execute(
                    update(rounds)
                    .where(rounds.c.interview_id == interview.id, rounds.c.number == new.number)
                    .values(**changed)
                )
        await self._save_parts(interview.id, _parts_of(before), _parts_of(interview))

    async def discard(self, interview: InterviewId) -> None:
        self._as_read.pop(interview, None)
        await self._db.execute(delete(interviews).where(interviews.c.id == interview))

    async def times_answered(self, candidate: UserId, bank: str) -> Mapping[str, int]:
        has_answer = (
            select(literal(1))
            .where(parts.c.interview_id == rounds.c.interview_id, parts.c.number == rounds.c.number)
            .exists()
        )
        rows = await self._db.execute(
            select(rounds.c.question_id, func.count().label("times"))
            .join(interviews, interviews.c.id == rounds.c.interview_id)
            .where(interviews.c.candidate_id == candidate, interviews.c.bank_slug == bank, has_answer)
            .group_by(rounds.c.question_id)
        )
        return {row.question_id: row.times for row in rows}

    async def remove_unused_texts(self, limit: int) -> int:
        return await self._texts.remove_unreferenced(limit)

    async def _find(self, condition: ColumnElement[bool]) -> Interview | None:
        found = await self._find_all(condition)
        return found[0] if found else None

    async def _find_all(self, condition: ColumnElement[bool]) -> Sequence[Interview]:
        for _ in range(READINGS):
            heads = await self._db.execute(select(interviews).where(condition).order_by(interviews.c.id))
            found = [await self._whole(head) for head in heads.all()]
            whole = [each for each in found if each is not None]
            if len(whole) == len(found):
                self._as_read.update({each.id: each for each in whole})
                return whole
        raise ConcurrentUpdate

    async def _whole(self, head: Row[Any]) -> Interview | None:
        """The interview of this row; None if somebody has changed it meanwhile."""
        # On PostgreSQL each statement sees what is committed by then: rounds and parts tell the version they saw.
        asked = await self._db.execute(
            select(interviews.c.version, rounds)
            .join(rounds, rounds.c.interview_id == interviews.c.id)
            .where(interviews.c.id == head.id)
            .order_by(rounds.c.number)
        )
        written = await self._db.execute(
            select(interviews.c.version, parts)
            .join(parts, parts.c.interview_id == interviews.c.id, isouter=True)
            .where(interviews.c.id == head.id)
            .order_by(parts.c.message_id)
        )
        round_rows, part_rows = asked.all(), written.all()
        if {row.version for row in (*round_rows, *part_rows)} != {head.version} or not part_rows:
            return None
        wanted = digests_in(head, round_rows)
        texts = await self._texts.read(wanted)
        if texts.keys() != wanted:
            return None
        return interview_from_rows(head, round_rows, part_rows, texts, self._vault)

    async def _save_parts(self, interview: InterviewId, before: _Parts, after: _Parts) -> None:
        gone = before.keys() - after.keys()
        if gone:
            await self._db.execute(delete(parts).where(parts.c.message_id.in_(gone)))
        for message in before.keys() & after.keys():
            if before[message] != after[message]:
                number, part = after[message]
                await self._db.execute(
                    update(parts)
                    .where(parts.c.message_id == message)
                    .values(**part_values(interview, number, part, self._vault))
                )
        await self._insert_parts(interview, {m: after[m] for m in after.keys() - before.keys()})

    async def _insert_parts(self, interview: InterviewId, new: _Parts) -> None:
        if new:
            values = [part_values(interview, number, part, self._vault) for number, part in new.values()]
            await self._db.execute(insert(parts), values)


def _parts_of(interview: Interview) -> _Parts:
    found: dict[MessageId, tuple[int, Part]] = {}
    for each in interview.rounds:
        for part in each.parts:
            if part.message_id in found:
                raise ValueError("a message is part of two answers")
            found[part.message_id] = (each.number, part)
    return found
