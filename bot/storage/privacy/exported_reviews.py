"""Reads reviews as an export shows them: to the candidate both sides, to a coach what the coach wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from bot.core.content import ChannelId, MessageId, ReviewId, UserId
from bot.privacy.usecases.exporting.ports import WantedFile, comment_file_label
from bot.privacy.usecases.exporting.records.coaches import CoachedRecord
from bot.privacy.usecases.exporting.records.messages import MessageRecord
from bot.privacy.usecases.exporting.records.reviews import AssessmentRecord, AttemptRecord, CommentRecord, ReviewRecord
from bot.reviewing.domain.model import CommentState, Side
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.part_codec import file_from_json, part_from_json
from bot.storage.privacy.exported_interviews import file_record, message_record
from bot.storage.schema.reviews import aliases, attempts, comments, reviews

_KEPT_BY_COACHES = {CommentState.HELD.value, CommentState.FAILED.value}
"""Comments of coaches that never went out: their writers have not decided yet, or Discord did not take them."""


class ExportedReviews:
    """The reviews of a person, as candidate or as coach, in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault

    async def of(self, person: UserId) -> Sequence[ReviewId]:
        rows = await self._db.execute(
            select(reviews.c.id).where(reviews.c.candidate_id == person).order_by(reviews.c.id)
        )
        return [ReviewId(each) for each in rows.scalars()]

    async def get(self, review: ReviewId) -> ReviewRecord | None:
        head = (await self._db.execute(select(reviews).where(reviews.c.id == review))).first()
        if head is None:
            return None
        said = sealed_json.unseal(head.sealed, self._vault)
        return ReviewRecord(
            id=head.id,
            server=head.server,
            named=head.named,
            shown_name=said["shown_name"],
            erased=head.erased,
            locale=head.locale,
            focus=said["wish"],
            goal_hours=head.goal.total_seconds() / 3600,
            stage=head.stage,
            sent_at=head.sent_at,
            claimed=head.claim_coach is not None,
            claim_since=head.claim_since,
            claim_until=head.claim_until,
            has_feedback=head.coach is not None,
            handed_back=head.handed_back,
            answered_at=head.answered_at,
            waits_since=head.waits_since,
            closed_at=head.closed_at,
            close_reason=said["close_reason"],
            active_at=head.active_at,
            told_late=head.told_late,
            helpfulness=head.rating,
            opinion_of=head.opinion_of,
            attempts=await self._attempts(review),
            comments=tuple([self._comment(row, reader=None) for row in await self._written(review)]),
        )

    async def coached(self, person: UserId) -> Sequence[ReviewId]:
        rows = await self._db.execute(
            select(comments.c.review_id)
            .where(comments.c.author == person, comments.c.side == Side.COACH.value)
            .distinct()
            .order_by(comments.c.review_id)
        )
        return [ReviewId(each) for each in rows.scalars()]

    async def coached_review(self, review: ReviewId, coach: UserId) -> CoachedRecord | None:
        found = await self._db.execute(
            select(reviews, aliases.c.alias)
            .join(
                aliases,
                (aliases.c.server == reviews.c.server) & (aliases.c.candidate_id == reviews.c.candidate_id),
                isouter=True,
            )
            .where(reviews.c.id == review)
        )
        head = found.first()
        if head is None:
            return None
        own = [row for row in await self._written(review) if row.author == coach and row.side == Side.COACH.value]
        is_latest = head.coach == coach
        return CoachedRecord(
            review=head.id,
            server=head.server,
            candidate="" if head.named else head.alias or "",
            stage=head.stage,
            is_yours=is_latest,
            helpfulness=head.rating if is_latest else None,
            comments=tuple([self._comment(row, reader=coach) for row in own]),
        )

    async def files(self, review: ReviewId, *, by: UserId | None) -> Sequence[WantedFile]:
        found = []
        for row in await self._written(review):
            is_shown = _is_shown_to_candidate(row) if by is None else _is_by(row, by)
            if not is_shown or row.source_message is None:
                continue
            for number, each in enumerate(sealed_json.unseal(row.sealed, self._vault)["files"], start=1):
                found.append(
                    WantedFile(
                        label=comment_file_label(review, row.number, number),
                        channel=ChannelId(row.source_channel),
                        message=MessageId(row.source_message),
                        file=file_record(file_from_json(each)),
                    )
                )
        return found

    async def _written(self, review: ReviewId) -> Sequence[Row[Any]]:
        return (
            await self._db.execute(select(comments).where(comments.c.review_id == review).order_by(comments.c.number))
        ).all()

    async def _attempts(self, review: ReviewId) -> tuple[AttemptRecord, ...]:
        tried = await self._db.execute(
            select(attempts).where(attempts.c.review_id == review).order_by(attempts.c.number)
        )
        return tuple(
            AttemptRecord(
                number=row.number,
                interview=row.interview_id,
                question=row.question,
                sent_at=row.sent_at,
                as_sent=self._as_sent(row.sealed),
            )
            for row in tried
        )

    def _as_sent(self, sealed: str | None) -> tuple[MessageRecord, ...] | None:
        if sealed is None:
            return None
        kept = sealed_json.unseal(sealed, self._vault)
        return tuple(message_record(part_from_json(each["message_id"], each)) for each in kept)

    def _comment(self, row: Row[Any], *, reader: UserId | None) -> CommentRecord:
        """A comment as its review's candidate reads it, or as `reader`, the coach who wrote it."""
        is_own = row.side == Side.CANDIDATE.value if reader is None else True
        is_shown = reader is not None or _is_shown_to_candidate(row)
        said = sealed_json.unseal(row.sealed, self._vault)
        assessed = said["assessment"] if is_shown else None
        return CommentRecord(
            number=row.number,
            by="you" if is_own else "coach",
            name=said["author_name"],
            written_at=row.written_at,
            text=said["text"] if is_shown else None,
            state=row.state,
            why=row.why,
            edited=row.edited,
            assessment=None
            if assessed is None
            else AssessmentRecord(
                grade=assessed["mark"],
                covered=tuple(each + 1 for each in assessed["covered"]),
                next_step=assessed["next_step"],
            ),
            files=tuple(file_record(file_from_json(each)) for each in said["files"]) if is_shown else (),
        )


def _is_by(row: Row[Any], coach: UserId) -> bool:
    return bool(row.author == coach and row.side == Side.COACH.value)


def _is_shown_to_candidate(row: Row[Any]) -> bool:
    return bool(row.side == Side.CANDIDATE.value or row.state not in _KEPT_BY_COACHES)
