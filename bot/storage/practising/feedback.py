"""Finds which answers coaches have commented on, and what they found of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, Select, literal_column, select

from bot.core.content import InterviewId, UserId
from bot.practising.domain.history.answers import AnswerId
from bot.reviewing.domain.model import CommentState, Grade, Side
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.schema.reviews import attempts, comments, reviews

_LATER = attempts.alias("later")
_SENT_SINCE = (
    select(_LATER.c.number)
    .where(
        _LATER.c.review_id == attempts.c.review_id,
        _LATER.c.number > attempts.c.number,
        _LATER.c.sent_at <= comments.c.written_at,
    )
    .exists()
)
_SAID: Select[Any] = (
    select(attempts.c.interview_id, attempts.c.question, comments.c.sealed)
    .join(comments, comments.c.review_id == attempts.c.review_id)
    .where(
        comments.c.side == literal_column(f"'{Side.COACH}'"),
        comments.c.state == literal_column(f"'{CommentState.DELIVERED}'"),
        # Feedback is about the attempt that was sent last before it was written.
        comments.c.written_at >= attempts.c.sent_at,
        ~_SENT_SINCE,
    )
    .order_by(comments.c.written_at, comments.c.number)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What coaches have said about an answer."""

    grade: Grade | None = None
    """The latest one."""
    covered: tuple[int, ...] = ()
    """The key points that the latest one who named any found in it, or who graded it."""
    comments: int = 0


def feedback_in(asked: Collection[InterviewId]) -> Select[Any]:
    """The comments on answers of these interviews that have reached the candidate, oldest first."""
    return _SAID.where(attempts.c.interview_id.in_(sorted(asked)))


def feedback_for(candidate: UserId) -> Select[Any]:
    """All comments that have reached the candidate, oldest first."""
    return _SAID.join(reviews, reviews.c.id == attempts.c.review_id).where(
        reviews.c.candidate_id == candidate, reviews.c.answered_at.is_not(None)
    )


def answers_in(rows: Iterable[Row[Any]]) -> set[AnswerId]:
    """The answers that rows of feedback are about, without opening them."""
    return {AnswerId(InterviewId(row.interview_id), row.question) for row in rows}


def judged(rows: Iterable[Row[Any]], vault: Vault) -> Mapping[AnswerId, Judged]:
    """What rows of feedback, oldest first, say about each answer.

    Raises:
        Undecipherable: a comment does not open.
    """
    found: dict[AnswerId, Judged] = {}
    for row in rows:
        answer = AnswerId(InterviewId(row.interview_id), row.question)
        before = found.get(answer, Judged())
        said = sealed_json.unseal(row.sealed, vault)["assessment"]
        if said is not None and said["mark"] is not None:
            before = replace(before, grade=Grade(said["mark"]), covered=tuple(said["covered"]))
        elif said is not None and said["covered"]:
            before = replace(before, covered=tuple(said["covered"]))
        found[answer] = replace(before, comments=before.comments + 1)
    return found
