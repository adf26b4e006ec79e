"""Looks up what was asked in rounds, and what a candidate has done with questions, without reading whole interviews."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import case, func, literal, or_, select

from bot.core.content import InterviewId, UserId
from bot.interviewing.domain.selection import Seen
from bot.interviewing.usecases.ports import Asked
from bot.storage.database.transaction import Transaction
from bot.storage.interviews.frozen_texts import StoredFrozenTexts
from bot.storage.interviews.snapshot_codec import decode_snapshot
from bot.storage.schema.frozen import bank_references
from bot.storage.schema.interviews import interviews, parts, rounds


async def asked_in(
    transaction: Transaction, texts: StoredFrozenTexts, wanted: Collection[tuple[InterviewId, int]]
) -> Mapping[tuple[InterviewId, int], Asked]:
    """As `Interviews.asked`."""
    # Rounds of other numbers come along where several interviews are asked for: SQLite searches no index for pairs.
    found = await transaction.execute(
        select(rounds.c.interview_id, rounds.c.number, rounds.c.snapshot_digest, bank_references.c.title)
        .join(bank_references, bank_references.c.id == rounds.c.bank_id)
        .where(
            rounds.c.interview_id.in_({interview for interview, _ in wanted}),
            rounds.c.number.in_({number for _, number in wanted}),
        )
    )
    rows = found.all()
    found_texts = await texts.read({row.snapshot_digest for row in rows})
    return {
        (InterviewId(row.interview_id), row.number): Asked(
            bank=row.title, text=decode_snapshot(found_texts[row.snapshot_digest])[0].text
        )
        for row in rows
        if (row.interview_id, row.number) in wanted
    }


async def seen_by(
    transaction: Transaction, candidate: UserId, banks: Collection[str]
) -> Mapping[tuple[str, str], Seen]:
    """As `Interviews.seen`."""
    has_answer = (
        select(literal(1))
        .where(parts.c.interview_id == rounds.c.interview_id, parts.c.number == rounds.c.number)
        .where(parts.c.follow_up.is_(None))
        .exists()
    )
    was_shown = or_(rounds.c.asked_at.is_not(None), rounds.c.hints > 0, rounds.c.examples_seen, has_answer)
    # Two columns: SQLite keeps the times of interviews and of rounds in different ways, and cannot compare them.
    began = func.max(case((rounds.c.asked_at.is_(None), interviews.c.started_at)))
    answered = func.sum(case((has_answer, 1), else_=0))
    rows = await transaction.execute(
        select(bank_references.c.slug, rounds.c.question_id, answered.label("answered"))
        .add_columns(func.max(rounds.c.asked_at).label("asked"), began.label("began"))
        .join(interviews, interviews.c.id == rounds.c.interview_id)
        .join(bank_references, bank_references.c.id == rounds.c.bank_id)
        .where(interviews.c.candidate_id == candidate, bank_references.c.slug.in_(banks), was_shown)
        .group_by(bank_references.c.slug, rounds.c.question_id)
    )
    return {
        (row.slug, row.question_id): Seen(answered=row.answered, last=max(filter(None, (row.asked, row.began))))
        for row in rows
    }
