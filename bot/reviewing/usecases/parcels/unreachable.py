"""What waits where the bot is not let in, and for how long; writers are told why their comments wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.content import ReviewId, UserId
from bot.outbound.outbox import Destination, dm_of
from bot.outbound.reachability import mark_unreachable
from bot.outbound.rejection import Barrier
from bot.reviewing.domain.effects import ShowPost
from bot.reviewing.domain.events import PostStuck
from bot.reviewing.domain.model import Why
from bot.reviewing.domain.posts import PostKind
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.ports import ReviewingUnitOfWork

UNTIL_MENDED = timedelta(minutes=5)
"""How long a parcel waits after Discord has refused permission."""
LONGEST_REST = timedelta(days=1)
"""The longest pause between attempts to delete messages, which starts at `UNTIL_MENDED` and doubles; also that of what
waits in a server that has removed the bot."""


async def cannot_be_reached(uow: ReviewingUnitOfWork, candidate: UserId, barrier: Barrier, *, at: datetime) -> None:
    """Let everything for the candidate wait until they act; coaches whose comments wait are told why."""
    await mark_unreachable(uow, candidate, barrier, at=at)
    await comments_wait(uow, dm_of(candidate), Why.CLOSED_DMS, at=at)


async def comments_wait(uow: ReviewingUnitOfWork, destination: Destination, why: Why, *, at: datetime) -> None:
    """Tell the writers of comments that wait for this destination why, once for each reason."""
    for parcel in await uow.outbox.waiting_for(destination):
        match parcel.effect:
            case ShowPost(post=post) if post.kind is PostKind.COMMENT:
                review = await uow.reviews.get(ReviewId(parcel.subject))
                if review is not None:
                    event = PostStuck(post=post, why=why)
                    await apply(uow, review, event, cause=f"parcel:{parcel.id}", now=at)
            case _:
                pass
