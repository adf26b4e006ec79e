"""Writes the attempts, comments and shown pages of a review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, insert, update

from bot.core.content import ReviewId
from bot.reviewing.domain.model import Comment, Review
from bot.reviewing.domain.posts import ShownPage
from bot.storage.database.transaction import Transaction, changes
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.reviews.rows import attempt_values, comment_values, sealed_of_comment, shown_page_values
from bot.storage.schema.reviews import attempts, comments, shown_pages

_Values = Mapping[str, Any]


class ReviewWriting:
    """Writes the parts of reviews in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault

    def sealed(self, content: _Values) -> str:
        return sealed_json.seal(content, self._vault)

    async def save_children(self, before: Review, after: Review) -> None:
        """Write what changed between two versions of a review, except its own row."""
        await self._save_attempts(before, after)
        await self._save_comments(before, after)
        await self._save_shown_pages(after.id, before.shown_pages, after.shown_pages)

    async def _save_attempts(self, before: Review, after: Review) -> None:
        kept = set(before.attempts) & set(after.attempts)
        gone = {each.number for each in before.attempts if each not in kept}
        await self._delete(attempts, after.id, attempts.c.number, gone)
        await self._insert(
            attempts, after.id, [attempt_values(each, self._vault) for each in after.attempts if each not in kept]
        )

    async def _save_comments(self, before: Review, after: Review) -> None:
        # A message is the source of one comment at most, even between two statements: a row never changes its source.
        old = {(each.number, each.source): each for each in before.comments}
        new = {(each.number, each.source): each for each in after.comments}
        await self._delete(comments, after.id, comments.c.number, {number for number, _ in old.keys() - new.keys()})
        for kept in old.keys() & new.keys():
            await self._update_comment(after.id, old[kept], new[kept])
        added = [each for kept, each in new.items() if kept not in old]
        await self._insert(
            comments,
            after.id,
            [comment_values(each) | {"sealed": self.sealed(sealed_of_comment(each))} for each in added],
        )

    async def _update_comment(self, review: ReviewId, old: Comment, new: Comment) -> None:
        changed = changes(comment_values(old), comment_values(new))
        if sealed_of_comment(old) != sealed_of_comment(new):
            changed["sealed"] = self.sealed(sealed_of_comment(new))
        if changed:
            await self._db.execute(
                update(comments)
                .where(comments.c.review_id == review, comments.c.number == new.number)
                .values(**changed)
            )

    async def _save_shown_pages(
        self, review: ReviewId, before: Sequence[ShownPage], after: Sequence[ShownPage]
    ) -> None:
        """Write shown pages, whose order is that of their ids: if the order changes, all are inserted anew."""
        wanted = set(after)
        kept = tuple(each for each in before if each in wanted)
        if kept != tuple(after[: len(kept)]):
            kept = ()
        await self._delete(
            shown_pages,
            review,
            shown_pages.c.message_id,
            {each.message for each in before} - {each.message for each in kept},
        )
        await self._insert(shown_pages, review, [shown_page_values(each) for each in after[len(kept) :]])

    async def _delete(self, table: Table, review: ReviewId, column: ColumnElement[int], gone: AbstractSet[int]) -> None:
        if gone:
            await self._db.execute(delete(table).where(table.c.review_id == review, column.in_(gone)))

    async def _insert(self, table: Table, review: ReviewId, new: Sequence[_Values]) -> None:
        if new:
            await self._db.execute(insert(table), [{"review_id": review, **each} for each in new])
