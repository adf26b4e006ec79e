"""Stores interviews: reads one in a statement if it is remembered, else in three, and writes only what changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, delete, insert, or_, select, update

from bot.core.content import InterviewId, MessageId, UserId
from bot.core.transactions import ConcurrentUpdate, Outdated
from bot.interviewing.domain.model import Interview
from bot.interviewing.domain.selection import Seen
from bot.interviewing.usecases.ports import AlreadyLive, Asked
from bot.storage.database.transaction import Transaction, changes
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.bank_references import number_banks
from bot.storage.interviews.frozen_texts import StoredFrozenTexts, digest_of
from bot.storage.interviews.past_questions import asked_in, seen_by
from bot.storage.interviews.recent import RecentReadings
from bot.storage.interviews.rows import (
    FOLLOWED_UP,
    digests_in,
    frozen_round_values,
    frozen_snapshot,
    interview_from_rows,
    interview_values,
    round_values,
)
from bot.storage.interviews.turns import save_turns
from bot.storage.messages.candidates import COLUMNS_OF_CANDIDATES, StoredCandidates
from bot.storage.schema.frozen import bank_references
from bot.storage.schema.interviews import (
    IS_LIVE,
    IS_UNFINISHED,
    MAY_TAKE_MESSAGES,
    candidates,
    follow_ups,
    interviews,
    parts,
    rounds,
)

READINGS = 5
"""How often a read is tried while others write in between, before it fails as a conflict."""

COLUMNS_OF_BANKS = (
    bank_references.c.slug.label("bank_slug"),
    bank_references.c.title.label("bank_title"),
    bank_references.c.size.label("bank_size"),
)
_HEADS = (
    select(interviews, *COLUMNS_OF_CANDIDATES)
    .join(candidates, candidates.c.id == interviews.c.candidate_id)
    .order_by(interviews.c.id)
)
_OF_CANDIDATE = interviews.c.candidate_id == bindparam("candidate")
_LIVE_OF = _HEADS.where(_OF_CANDIDATE, IS_LIVE)
_UNFINISHED_OF = _HEADS.where(_OF_CANDIDATE, MAY_TAKE_MESSAGES, IS_UNFINISHED)  # the former for its index
_TAKING_MESSAGES = _HEADS.where(_OF_CANDIDATE, MAY_TAKE_MESSAGES)
_TAKING_MESSAGE = _TAKING_MESSAGES.where(
    or_(IS_LIVE, interviews.c.accepts_before > bindparam("written"), interviews.c.parked_by > bindparam("written"))
)
_ENDED_SINCE = _HEADS.where(_OF_CANDIDATE, interviews.c.ended_at > bindparam("since"))
_BY_ID = _HEADS.where(interviews.c.id == bindparam("interview"))
_CONTAINING = _HEADS.where(
    interviews.c.id == select(parts.c.interview_id).where(parts.c.message_id == bindparam("message")).scalar_subquery()
)
_ROUNDS = (
    select(interviews.c.version, rounds, *COLUMNS_OF_BANKS, *FOLLOWED_UP)
    .join(rounds, rounds.c.interview_id == interviews.c.id)
    .join(bank_references, bank_references.c.id == rounds.c.bank_id)
    .join(
        follow_ups,
        and_(follow_ups.c.interview_id == rounds.c.interview_id, follow_ups.c.question == rounds.c.number),
        isouter=True,
    )
    .where(interviews.c.id == bindparam("of"))
    .order_by(rounds.c.number)
)
_PARTS = (
    select(interviews.c.version, parts)
    .join(parts, parts.c.interview_id == interviews.c.id, isouter=True)
    .where(interviews.c.id == bindparam("of"))
    .order_by(parts.c.message_id)
)
_BUMP = (
    update(interviews)
    .where(interviews.c.id == bindparam("of"), interviews.c.version == bindparam("as_read"))
    .returning(interviews.c.id)
)
_CHANGE_ROUND = update(rounds).where(rounds.c.interview_id == bindparam("of"), rounds.c.number == bindparam("which"))


class StoredInterviews:
    """`Interviews` in the open transaction."""

    def __init__(
        self, transaction: Transaction, vault: Vault, people: StoredCandidates, recent: RecentReadings
    ) -> None:
        """`people` are told of the candidates who are read with their interviews."""
        self._db = transaction
        self._vault = vault
        self._people = people
        self._texts = StoredFrozenTexts(transaction, recent.texts)
        self._recent = recent.interviews
        self._as_read: dict[InterviewId, Interview] = {}
        """As this transaction sees them."""
        self._changed: set[InterviewId] = set()
        """Those that it has changed: others see them so once it is committed."""
        self.answered = 0
        """How many questions and follow-ups have got a first answer in it."""

    @property
    def has_changed(self) -> bool:
        """True if this transaction has changed an interview."""
        return bool(self._changed)

    async def live_of(self, candidate: UserId) -> Interview | None:
        return _first(await self._find_all(_LIVE_OF, candidate=candidate))

    async def unfinished_of(self, candidate: UserId) -> Sequence[Interview]:
        return await self._find_all(_UNFINISHED_OF, candidate=candidate)

    async def taking_messages(self, candidate: UserId, *, written: MessageId | None = None) -> Sequence[Interview]:
        if written is None:
            return await self._find_all(_TAKING_MESSAGES, candidate=candidate)
        return await self._find_all(_TAKING_MESSAGE, candidate=candidate, written=written)

    async def ended_since(self, candidate: UserId, since: datetime) -> Sequence[Interview]:
        return await self._find_all(_ENDED_SINCE, candidate=candidate, since=since)

    async def get(self, interview: InterviewId) -> Interview | None:
        return _first(await self._find_all(_BY_ID, interview=interview))

    async def containing(self, message: MessageId) -> Interview | None:
        return _first(await self._find_all(_CONTAINING, message=message))

    async def add(self, interview: Interview) -> Interview:
        await self._db.execute(self._db.insert(candidates).values(id=interview.candidate).on_conflict_do_nothing())
        numbers = await number_banks(self._db, interview.banks)
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
                {
                    "interview_id": added.id,
                    **frozen_round_values(each, snapshot, numbers[each.bank]),
                    **round_values(each),
                }
                for each, snapshot in zip(added.rounds, snapshots, strict=True)
            ],
        )
        await save_turns(self._db, self._vault, None, added)
        self._as_read[added.id] = added
        self._changed.add(added.id)
        return added

    async def save(self, interview: Interview) -> Interview:
        before = self._at(interview.id, interview.version) or await self.get(interview.id)
        if before is None or before.version != interview.version:
            raise Outdated(interview.id)
        changed = changes(interview_values(before), interview_values(interview))
        read = {"of": interview.id, "as_read": interview.version}
        bumped = await self._db.quick(_BUMP, {**changed, **read, "version": interview.version + 1})
        if bumped.first() is None:
            self._as_read.pop(interview.id, None)
            raise Outdated(interview.id)
        saved = self._as_read[interview.id] = replace(interview, version=interview.version + 1)
        self._changed.add(interview.id)
        self.answered += max(_answers_in(interview) - _answers_in(before), 0)
        for old, new in zip(before.rounds, interview.rounds, strict=True):
            changed = {} if old == new else changes(round_values(old), round_values(new))
            if changed:
                await self._db.quick(_CHANGE_ROUND, {**changed, "of": interview.id, "which": new.number})
        await save_turns(self._db, self._vault, before, interview)
        return saved

    async def discard(self, interview: InterviewId) -> None:
        self._as_read.pop(interview, None)
        self._changed.discard(interview)
        await self._db.execute(delete(interviews).where(interviews.c.id == interview))

    async def asked(self, wanted: Collection[tuple[InterviewId, int]]) -> Mapping[tuple[InterviewId, int], Asked]:
        return await asked_in(self._db, self._texts, wanted)

    async def is_first(self, interview: Interview) -> bool:
        others = select(interviews.c.id).where(_OF_CANDIDATE, interviews.c.id != bindparam("but")).limit(1)
        found = await self._db.quick(others, {"candidate": interview.candidate, "but": interview.id})
        return found.first() is None

    async def seen(self, candidate: UserId, banks: Collection[str]) -> Mapping[tuple[str, str], Seen]:
        return await seen_by(self._db, candidate, banks)

    def committed(self) -> None:
        """Others see from now on what this transaction has changed."""
        for each in self._changed:
            self._recent.put(each, self._as_read[each])

    async def remove_unused_texts(self, limit: int) -> int:
        return await self._texts.remove_unreferenced(limit)

    async def _find_all(self, heads_where: Select[Any], **values: object) -> Sequence[Interview]:
        for _ in range(READINGS):
            heads = (await self._db.quick(heads_where, values)).all()
            for head in heads:
                self._people.read_with(head)
            found = [await self._of(head) for head in heads]
            whole = [each for each in found if each is not None]
            if len(whole) == len(found):
                return whole
        raise ConcurrentUpdate

    def _at(self, interview: InterviewId, version: int) -> Interview | None:
        """The interview as it is remembered; None if another version is, or none."""
        known = self._as_read.get(interview) or self._recent.get(interview)
        return known if known is not None and known.version == version else None

    async def _of(self, head: Row[Any]) -> Interview | None:
        """The interview of this row; None if somebody has changed it meanwhile."""
        found = self._at(head.id, head.version)
        # A review that is deleted takes its number with it, without another version.
        if found is None or found.review != head.review_id:
            found = await self._whole(head)
        if found is not None:
            self._as_read[found.id] = found
            if found.id not in self._changed:
                self._recent.put(found.id, found)
        return found

    async def _whole(self, head: Row[Any]) -> Interview | None:
        """The interview of this row; None if somebody has changed it meanwhile."""
        # On PostgreSQL each statement sees what is committed by then: rounds and parts tell the version they saw.
        asked = await self._db.quick(_ROUNDS, {"of": head.id})
        written = await self._db.quick(_PARTS, {"of": head.id})
        round_rows, part_rows = asked.all(), written.all()
        if {row.version for row in (*round_rows, *part_rows)} != {head.version} or not part_rows:
            return None
        wanted = digests_in(head, round_rows)
        texts = await self._texts.read(wanted)
        if texts.keys() != wanted:
            return None
        return interview_from_rows(head, round_rows, part_rows, texts, self._vault)


def _first(found: Sequence[Interview]) -> Interview | None:
    return found[0] if found else None


def _answers_in(interview: Interview) -> int:
    return sum(bool(each.parts) for each in interview.turns)
