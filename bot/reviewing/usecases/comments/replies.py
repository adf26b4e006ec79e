"""Stores what a candidate writes to their coach."""

from __future__ import annotations

from datetime import datetime

from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.outbound.reachability import note_presence
from bot.reviewing.domain.events import ReplyWritten
from bot.reviewing.domain.model import Review, Source
from bot.reviewing.domain.posts import Post
from bot.reviewing.usecases.apply import apply
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.reviewing.usecases.safety.admission import Admission


async def store_reply(
    uow: ReviewingUnitOfWork,
    review: Review,
    message: IncomingMessage,
    *,
    answered: Post,
    admission: Admission,
    now: datetime,
) -> Outcome:
    """Store a message as a comment of its writer's review, and commit. `DUPLICATE`: it was seen before.

    Raises:
        ReplyTooLate: the review is over.
        ReplyMuted: its writer is muted on that server.
    """
    cause = f"message:{message.id}"
    if not await uow.inbox.first_sight(cause):
        return Outcome.DUPLICATE
    if not review.is_over:
        await admission.require_not_muted(uow, message.author, review.server, by_reply=True)
    await note_presence(uow, message.author, channel=message.channel)
    event = ReplyWritten(
        candidate=message.author,
        answered=answered,
        text=message.text,
        files=message.files,
        source=Source(channel=message.channel, message=message.id),
        at=now,
    )
    await apply(uow, review, event, cause=cause, now=now)
    await uow.commit()
    return Outcome.RECORDED
