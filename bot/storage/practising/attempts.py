"""Reads what a candidate has answered so far, and what coaches have said about it, in two or three statements.

Somebody who has practised all year has thousands of answers. Those of interviews that have not changed are remembered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, exists, func, literal_column, select

from bot.core.content import InterviewId, UserId, moment_of_id
from bot.interviewing.domain.rating import Rating
from bot.practising.domain.past_attempt import PastAttempt
from bot.practising.domain.plan import QuestionKey
from bot.reviewing.domain.model import CommentState, Grade, Side
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.interviews import StoredInterviews
from bot.storage.interviews.recent import Answered, AnsweredInterview, RecentReadings
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
    .add_columns(interviews.c.version)
    .select_from(interviews)
    .join(rounds, rounds.c.interview_id == interviews.c.id)
    .join(bank_references, bank_references.c.id == rounds.c.bank_id)
    .where(interviews.c.candidate_id == bindparam("candidate"))
)
_ANSWERED_IN = _ANSWERED.where(interviews.c.id.in_(bindparam("changed", expanding=True)))
_VERSIONS = select(interviews.c.id, interviews.c.version).where(interviews.c.candidate_id == bindparam("candidate"))
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

_QUESTIONS: BindParameter[Any] = bindparam("questions", expanding=True)
_WAS_SENT = exists().where(attempts.c.interview_id == rounds.c.interview_id, attempts.c.question == rounds.c.number)
_ANSWERED_AT = _ANSWERED.add_columns(_WAS_SENT).where(rounds.c.question_id.in_(_QUESTIONS))
_FEEDBACK_AT = _FEEDBACK.where(
    reviews.c.id.in_(
        select(attempts.c.review_id)
        .join(reviews, reviews.c.id == attempts.c.review_id)
        .join(rounds, (rounds.c.interview_id == attempts.c.interview_id) & (rounds.c.number == attempts.c.question))
        .where(reviews.c.candidate_id == bindparam("candidate"), rounds.c.question_id.in_(_QUESTIONS))
        .correlate(None)
    )
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

    def __init__(
        self, transaction: Transaction, vault: Vault, interviews_here: StoredInterviews, recent: RecentReadings
    ) -> None:
        """`interviews_here`: those of the same transaction; what it has changed is not remembered for others."""
        self._db = transaction
        self._vault = vault
        self._here = interviews_here
        self._recent = recent.answered

    async def of(self, candidate: UserId) -> Sequence[PastAttempt]:
        known = await self._answered(candidate)
        found = _in_order(known)
        judged = await self._judged(_FEEDBACK, {"candidate": candidate}) if found else {}
        return [_with_judgement(each, judged) for each in found] if judged else found

    async def at(self, candidate: UserId, questions: Collection[QuestionKey]) -> Sequence[PastAttempt]:
        named = {"candidate": candidate, "questions": sorted({each.question for each in questions})}
        rows = [tuple(row) for row in (await self._db.execute(_ANSWERED_AT, named)).all()]
        found = _in_order(_by_interview(row[:-1] for row in rows))
        judged = await self._judged(_FEEDBACK_AT, named) if any(row[-1] for row in rows) else {}
        # Two banks may have a question of one id.
        return [_with_judgement(each, judged) for each in found if QuestionKey(each.bank, each.question) in questions]

    async def _answered(self, candidate: UserId) -> Answered:
        """What the candidate has answered in each interview, as if no coach had said anything."""
        known = None if self._here.has_changed else self._recent.get(candidate)
        if known is None:
            found = _by_interview((await self._db.execute(_ANSWERED, {"candidate": candidate})).all())
        else:
            rows = await self._db.execute(_VERSIONS, {"candidate": candidate})
            versions: dict[int, int] = dict(map(tuple, rows))
            found = {each: known[each] for each in versions if each in known and known[each].version == versions[each]}
            changed = versions.keys() - found.keys()
            if changed:
                values = {"candidate": candidate, "changed": changed}
                found.update(_by_interview((await self._db.execute(_ANSWERED_IN, values)).all()))
        if not self._here.has_changed:
            self._recent.put(candidate, found)
        return found

    async def _judged(self, feedback: Select[Any], named: Mapping[str, Any]) -> Mapping[_Answer, _Judged]:
        """The latest judgement that has reached the candidate, by answer.

        Feedback is about the attempt that was sent last before it was written.
        """
        rows = (await self._db.execute(feedback, named)).all()
        about = {(row.id, row.comment): row for row in rows}  # the last of each is that of the latest attempt
        found: dict[_Answer, _Judged] = {}
        for row in about.values():
            said = sealed_json.unseal(row.sealed, self._vault)["assessment"]
            if said is not None and (said["mark"] is not None or said["covered"]):
                grade = None if said["mark"] is None else Grade(said["mark"])
                found[row.interview_id, row.question] = _Judged(grade, tuple(said["covered"]))
        return found


def _by_interview(rows: Iterable[Any]) -> dict[int, AnsweredInterview]:
    attempts_of: dict[tuple[int, int], list[tuple[int, PastAttempt]]] = {}
    for row in rows:
        # Unpacked: of thousands of rows, a name for each value costs more than the query.
        first_message, interview, number, bank, question, attempt, hints, assisted, ticks, rating, version = tuple(row)
        those = attempts_of.setdefault((interview, version), [])
        if first_message is not None:
            past = PastAttempt(
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
            )
            those.append((first_message, past))
    return {
        interview: AnsweredInterview(version=version, attempts=tuple(those))
        for (interview, version), those in attempts_of.items()
    }


def _in_order(known: Answered) -> list[PastAttempt]:
    return [attempt for _, attempt in sorted(each for interview in known.values() for each in interview.attempts)]


def _with_judgement(attempt: PastAttempt, judged: Mapping[_Answer, _Judged]) -> PastAttempt:
    found = judged.get((attempt.interview, attempt.number))
    return attempt if found is None else replace(attempt, grade=found.grade, covered=found.covered)
