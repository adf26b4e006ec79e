"""Reads interviews as an export shows them: row by row as they are stored, past everything that is remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Row, select

from bot.core.content import File, InterviewId, Part, UserId, moment_of_id
from bot.interviewing.domain.rating import Rating
from bot.privacy.usecases.exporting.records.messages import FileRecord, MessageRecord
from bot.privacy.usecases.exporting.records.whole import BankRecord, FollowUpRecord, InterviewRecord, RoundRecord
from bot.storage.database.transaction import Transaction
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.part_codec import seconds_aloud, unseal_part
from bot.storage.interviews.rows import RATINGS, ticks_in
from bot.storage.interviews.snapshot_codec import decode_snapshot
from bot.storage.schema.interviews import bank_references, follow_ups, frozen_texts, interviews, parts, rounds

_RATED: dict[Rating, Literal["stuck", "shaky", "solid", "easy"]] = {
    Rating.STUCK: "stuck",
    Rating.SHAKY: "shaky",
    Rating.SOLID: "solid",
    Rating.EASY: "easy",
}


class ExportedInterviews:
    """The interviews of a person in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault

    async def of(self, person: UserId) -> Sequence[InterviewId]:
        rows = await self._db.execute(
            select(interviews.c.id).where(interviews.c.candidate_id == person).order_by(interviews.c.id)
        )
        return [InterviewId(each) for each in rows.scalars()]

    async def get(self, interview: InterviewId) -> InterviewRecord | None:
        found = await self._db.execute(
            select(interviews, frozen_texts.c.text.label("introduction"))
            .join(frozen_texts, frozen_texts.c.digest == interviews.c.introduction_digest)
            .where(interviews.c.id == interview)
        )
        head = found.first()
        if head is None:
            return None
        return InterviewRecord(
            id=head.id,
            server=head.server,
            locale=head.locale,
            introduction=head.introduction,
            mode=head.mode,
            phase=head.phase,
            position=head.position,
            questions=head.questions,
            started_at=head.started_at,
            ended_at=head.ended_at,
            parked=head.parked_by is not None,
            follow_ups_wanted=head.follow_ups_wanted,
            review=head.review_id,
            rounds=await self._rounds(interview),
        )

    async def _rounds(self, interview: InterviewId) -> tuple[RoundRecord, ...]:
        asked = await self._db.execute(
            select(rounds, bank_references.c.slug, bank_references.c.title, bank_references.c.size)
            .add_columns(frozen_texts.c.text.label("snapshot"))
            .join(bank_references, bank_references.c.id == rounds.c.bank_id)
            .join(frozen_texts, frozen_texts.c.digest == rounds.c.snapshot_digest)
            .where(rounds.c.interview_id == interview)
            .order_by(rounds.c.number)
        )
        rows = asked.all()
        followed = (
            await self._db.execute(
                select(follow_ups).where(follow_ups.c.interview_id == interview).order_by(follow_ups.c.number)
            )
        ).all()
        answers = await self._answers(interview)
        return tuple(_round(row, answers, [each for each in followed if each.question == row.number]) for row in rows)

    async def _answers(self, interview: InterviewId) -> dict[int, list[MessageRecord]]:
        """The messages, by the number of the question or follow-up that they answer."""
        written = await self._db.execute(
            select(parts).where(parts.c.interview_id == interview).order_by(parts.c.message_id)
        )
        answers: dict[int, list[MessageRecord]] = defaultdict(list)
        for row in written:
            part = unseal_part(row.message_id, row.sealed, self._vault)
            seconds = seconds_aloud(part) if row.seconds is None else row.seconds
            answers[row.follow_up or row.number].append(message_record(part, seconds=seconds, follow_up=row.follow_up))
        return answers


def message_record(part: Part, *, seconds: int | None = None, follow_up: int | None = None) -> MessageRecord:
    """A message of an answer as an export shows it."""
    return MessageRecord(
        message=part.message_id,
        written_at=moment_of_id(part.message_id),
        text=part.text,
        by_reply=part.by_reply,
        seconds=seconds,
        follow_up=follow_up or part.follow_up,
        files=tuple(file_record(each) for each in part.files),
    )


def file_record(file: File) -> FileRecord:
    """A file as an export shows it, before it is fetched."""
    return FileRecord(
        name=file.name,
        size=file.size,
        content_type=file.content_type,
        voice_seconds=file.voice_seconds,
        description=file.description,
        title=file.title,
        is_spoiler=file.is_spoiler,
        is_remix=file.is_remix,
    )


def _round(row: Row[Any], answers: dict[int, list[MessageRecord]], followed: Sequence[Row[Any]]) -> RoundRecord:
    question, _ = decode_snapshot(row.snapshot)
    rating, ticks = RATINGS[row.rating], ticks_in(row.ticks)
    return RoundRecord(
        number=row.number,
        bank=BankRecord(slug=row.slug, title=row.title, size=row.size),
        bank_number=row.bank_number,
        question_id=row.question_id,
        question=question.text,
        key_points=question.key_points,
        attempt=row.attempt,
        asked_at=row.asked_at,
        skipped=row.skipped,
        hints=row.hints,
        examples_seen=row.examples_seen,
        assisted=row.assisted,
        ticks=None if ticks is None else tuple(sorted(ticks)),
        rating=None if rating is None else _RATED[rating],
        answer=tuple(answers.get(row.number, ())),
        follow_ups=tuple(
            FollowUpRecord(
                number=each.number,
                item=each.item,
                # A question's follow-ups may be fewer where rows were written by hand; an export leaves out nothing.
                question=question.follow_ups[each.item] if each.item < len(question.follow_ups) else "",
                asked_at=each.asked_at,
                skipped=each.skipped,
                answer=tuple(answers.get(each.number, ())),
            )
            for each in followed
        ),
    )
