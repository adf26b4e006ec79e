"""What tests of stored reviews share: a server, an answer to ask about, and short ways to store and read."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.content import InterviewId, MessageId, ReviewId, UserId
from bot.interviewing.domain.model import Phase
from bot.outbound.outbox import Destination, Parcel
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.posts import FIRST_PAGE, Post, PostKind, ShownPage
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, NOON, a_server, an_interview


async def prepared(storage: Storage, candidate: UserId = CANDIDATE, **changes: object) -> InterviewId:
    """Sets the server up and stores an interview that has ended."""
    async with storage.unit_of_work() as uow:
        await uow.servers.save(a_server())
        interview = an_interview(candidate=candidate, phase=Phase.ENDED, ended_at=NOON, **changes)
        added = await uow.interviews.add(interview)
        await uow.commit()
    return added.id


async def stored(storage: Storage, review: Review) -> Review:
    async with storage.unit_of_work() as uow:
        added = await uow.reviews.add(review)
        await uow.commit()
    return added


async def read(storage: Storage, review: ReviewId) -> Review | None:
    async with storage.unit_of_work() as uow:
        return await uow.reviews.get(review)


async def save(storage: Storage, review: Review) -> None:
    async with storage.unit_of_work() as uow:
        await uow.reviews.save(review)
        await uow.commit()


async def waiting(storage: Storage, destination: Destination) -> Sequence[Parcel]:
    async with storage.unit_of_work() as uow:
        return await uow.outbox.waiting_for(destination)


def a_shown_page(
    message: int, kind: PostKind = PostKind.ANSWER, number: int = 1, page: str = FIRST_PAGE, **changes: object
) -> ShownPage:
    """A message that shows a page; by default the card."""
    fields = {"shown_at": NOON} | changes
    return ShownPage(post=Post(kind=kind, number=number), page=page, message=MessageId(message), **fields)  # type: ignore[arg-type]
