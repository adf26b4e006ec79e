"""Finds what is missing of reviews in the review channel, and shows it again when an admin asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.content import ReviewId, ServerId
from bot.core.incoming import Member
from bot.core.locks import KeyedLocks
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.reviewing.domain.events import ShowAgainPressed
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.posting import missing
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.outgoing import destination_of
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.usecases.permission import require_admin


class MissingPosts:
    """Knows what was deleted and did not come again by itself. What waits to be sent is not missing yet."""

    def __init__(
        self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork], locks: KeyedLocks[ReviewId], clock: Clock
    ) -> None:
        self._uow = unit_of_work
        self._locks = locks
        self._clock = clock

    async def reviews(self, server: ServerId) -> Sequence[ReviewId]:
        """The running reviews of which coaches cannot see everything, oldest first."""
        async with self._uow() as uow:
            return [each.id for each in await uow.reviews.queue(server) if await _lacks_something(uow, each)]

    async def show_again(self, member: Member) -> int:
        """Show everything that is missing. Returns in how many reviews. A second call finds nothing.

        Raises:
            NotAdmin: the member may not manage the server.
        """
        require_admin(member, what="show again what is missing")
        found = await self.reviews(member.server)
        for review in found:
            async with self._locks.lock(review):
                await self._show_again(review)
        return len(found)

    @retried_on_conflict
    async def _show_again(self, review: ReviewId) -> None:
        async with self._uow() as uow:
            found = await uow.reviews.get(review)
            if found is not None and await _lacks_something(uow, found):
                await apply(uow, found, ShowAgainPressed(), cause=f"posts:{review}", now=self._clock(), ahead_of=0)
                await uow.commit()


async def _lacks_something(uow: ReviewingUnitOfWork, review: Review) -> bool:
    return bool(missing(review)) and not await uow.outbox.waiting_for(destination_of(review.id))
