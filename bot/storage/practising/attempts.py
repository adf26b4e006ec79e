"""Reads what a candidate has answered so far, and what coaches have said about it, in two statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select

from bot.core.content import InterviewId, UserId, moment_of_id
from bot.interviewing.domain.rating import Rating
from bot.practising.domain.past_attempt import PastAttempt
from bot.reviewing.domain.model import CommentState, Grade, Side
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.rows import ticks_in
from bot.storage.schema.interviews import bank_references, interviews, parts, rounds
from bot.storage.schema.reviews import attempts, comments, reviews

_FIRST_MESSAGE = (
    select(func.min(parts.c.message_id))
    .where(parts.c.interview_id == rounds.c.interview_id, parts.c.number == rounds.c.number)
    .scalar_subquery()
    .label("first_message")
)
_ANSWERED = (
    select(_FIRST_MESSAGE, rounds.c.interview_id, rounds.c.number, bank_references.c.slug, rounds.c.question_id)
    .add_columns(rounds.c.attempt, rounds.c.hints, rounds.c.assisted, rounds.c.ticks, rounds.c.rating)
    .select_from(interviews)
    .join(rounds, rounds.c.interview_id == interviews.c.id)
    .join(bank_references, bank_references.c.id == rounds.c.bank_id)
    .where(interviews.c.candidate_id == bindparam("candidate"))
)
_FEEDBACK = (
    select(reviews.c.id, comments.c.number.label("comment"), comments.c.sealed, comments.c.written_at)
    .add_columns(attempts.c.interview_id, attempts.c.question, attempts.c.sent_at)
    .join(attempts, attempts.c.review_id == reviews.c.id)
    .join(comments, comments.c.review_id == reviews.c.id)
    .where(
        reviews.c.candidate_id == bindparam("candidate"),
        reviews.c.answered_at.is_not(None),
        comments.c.side == literal_column(f"'{Side.COACH}'"),
        comments.c.state == literal_column(f"'{CommentState.DELIVERED}'"),
        attempts.c.sent_at <= comments.c.written_at,
    )
    .order_by(comments.c.written_at, reviews.c.id, comments.c.number, attempts.c.sent_at)
)

_RATINGS = {int(each): each for each in Rating}

_Answer = tuple[int, int]
"""An interview, and the number of a question in it."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a coach found of an answer."""

    grade: Grade | None
    covered: tuple[int, ...]


class StoredPastAttempts:
    """`PastAttempts` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault

    async def of(self, candidate: UserId) -> Sequence[PastAttempt]:
        rows = (await self._db.execute(_ANSWERED, {"candidate": candidate})).all()
        answered = sorted(tuple(row) for row in rows if row[0] is not None)  # by the first message
        judged = await self._judged(candidate) if answered else {}
        return [_past(row, judged.get(row[1:3])) for row in answered]

    async def _judged(self, candidate: UserId) -> Mapping[_Answer, _Judged]:
        """The latest judgement that has reached the candidate, by answer.

        Feedback is about the attempt that was sent last before it was written.
        """
        rows = (await self._db.execute(_FEEDBACK, {"candidate": candidate})).all()
        about = {(row.id, row.comment): row for row in rows}  # the last of each is that of the latest attempt
        found: dict[_Answer, _Judged] = {}
        for row in about.values():
            said = sealed_json.unseal(row.sealed, self._vault)["assessment"]
            if said is not None and (said["mark"] is not None or said["covered"]):
                grade = None if said["mark"] is None else Grade(said["mark"])
                found[row.interview_id, row.question] = _Judged(grade, tuple(said["covered"]))
        return found


def _past(row: tuple[Any, ...], judged: _Judged | None) -> PastAttempt:
    # Unpacked: of thousands of rows, a name for each value costs more than the query.
    first_message, interview, number, bank, question, attempt, hints, assisted, ticks, rating = row
    return PastAttempt(
        interview=InterviewId(interview),
        number=number,
        bank=bank,
        question=question,
        at=moment_of_id(first_message),
        attempt=attempt,
        rating=None if rating is None else _RATINGS[rating],
        ticks=None if ticks is None else ticks_in(ticks),
        hints=hints,
        assisted=assisted,
        grade=None if judged is None else judged.grade,
        covered=() if judged is None else judged.covered,
    )
