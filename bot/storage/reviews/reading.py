"""Reads reviews in four statements, each review as it was at one moment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Row, Select, Table, bindparam, select

from bot.core.content import InterviewId
from bot.core.transactions import ConcurrentUpdate
from bot.reviewing.domain.model import Review
from bot.storage.database.transaction import Transaction
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.interviews import READINGS
from bot.storage.reviews.rows import review_from_rows
from bot.storage.schema.reviews import attempts, comments, reviews, shown_pages

REVIEWS_AT_ONCE = 500
"""The most reviews that one statement names, because databases limit its arguments."""

_Children = dict[int, list[Row[Any]]]

_OF_ANSWER = select(reviews).where(
    reviews.c.id.in_(
        select(attempts.c.review_id).where(
            attempts.c.interview_id == bindparam("interview"), attempts.c.question == bindparam("question")
        )
    )
)
_OF_INTERVIEW = select(reviews).where(
    reviews.c.id.in_(select(attempts.c.review_id).where(attempts.c.interview_id == bindparam("interview")))
)


class ReviewReading:
    """Reads reviews in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault

    async def all_where(self, condition: ColumnElement[bool]) -> Sequence[Review]:
        """The reviews that meet the condition, oldest first.

        Raises:
            ConcurrentUpdate: others change them again and again meanwhile.
        """
        return await self._all(lambda: self._db.execute(select(reviews).where(condition)))

    async def of_answer(self, interview: InterviewId, question: int) -> Sequence[Review]:
        """All reviews of an answer, oldest first."""
        return await self._few_of(_OF_ANSWER, interview=interview, question=question)

    async def of_interview(self, interview: InterviewId) -> Sequence[Review]:
        """All reviews of answers of an interview, oldest first."""
        return await self._few_of(_OF_INTERVIEW, interview=interview)

    async def _few_of(self, heads: Select[Any], **values: object) -> Sequence[Review]:
        """`all_where` for a query that finds a few rows of `reviews` by their keys."""
        return await self._all(lambda: self._db.quick(heads, values))

    async def _all(self, read: Callable[[], Awaitable[CursorResult[Any]]]) -> Sequence[Review]:
        found: dict[int, Review] = {}
        for _ in range(READINGS):
            heads = (await read()).all()
            present = {head.id: head.version for head in heads}
            found = {number: each for number, each in found.items() if present.get(number) == each.version}
            left = [head for head in heads if head.id not in found]
            for begin in range(0, len(left), REVIEWS_AT_ONCE):
                found |= await self._read(left[begin : begin + REVIEWS_AT_ONCE])
            if found.keys() == present.keys():
                return sorted(found.values(), key=lambda each: (each.sent_at, each.id))
        raise ConcurrentUpdate

    async def _read(self, heads: Sequence[Row[Any]]) -> dict[int, Review]:
        """The reviews whose rows were all seen with one version."""
        versions = {head.id: {head.version} for head in heads}
        tried = await self._children(attempts, attempts.c.number, versions)
        written = await self._children(comments, comments.c.number, versions)
        shown = await self._children(shown_pages, shown_pages.c.id, versions)
        return {
            head.id: review_from_rows(head, tried[head.id], written[head.id], shown[head.id], self._vault)
            for head in heads
            if versions[head.id] == {head.version}
        }

    async def _children(
        self, table: Table, order: ColumnElement[int], versions: dict[int, set[int | None]]
    ) -> _Children:
        """The rows of each review. Adds to `versions` those that they were seen with, None if the review is gone."""
        # On PostgreSQL each statement sees what is committed by then: every row tells which version of its review it
        # saw, and so does a review without rows.
        rows = await self._db.execute(
            select(reviews.c.id.label("owner"), reviews.c.version, table)
            .join(table, table.c.review_id == reviews.c.id, isouter=True)
            .where(reviews.c.id.in_(versions))
            .order_by(reviews.c.id, order)
        )
        found: _Children = {number: [] for number in versions}
        seen: set[int] = set()
        for row in rows:
            seen.add(row.owner)
            versions[row.owner].add(row.version)
            if row.review_id is not None:
                found[row.owner].append(row)
        for gone in versions.keys() - seen:
            versions[gone].add(None)
        return found
