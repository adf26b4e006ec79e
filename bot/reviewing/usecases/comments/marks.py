"""Marks in the inbox about a message that is no comment: refused for good, or its writer had a hint."""

from __future__ import annotations

from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import UnitOfWorkFactory
from bot.outbound.reachability import note_presence
from bot.reviewing.domain.model import Review
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.reviewing.usecases.safety.admission import Admission
from bot.reviewing.usecases.safety.refusals import ReplyMuted


@retried_on_conflict
async def was_refused(unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork], message: IncomingMessage) -> bool:
    async with unit_of_work() as uow:  # without a commit it only looks
        return not await uow.inbox.first_sight(f"refused:{message.id}")


@retried_on_conflict
async def note_refusal(unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork], message: IncomingMessage) -> None:
    """Refuse the message for good: what changes later does not make it a comment."""
    async with unit_of_work() as uow:
        await uow.inbox.first_sight(f"refused:{message.id}")
        if message.server is None:
            await note_presence(uow, message.author, channel=message.channel)
        await uow.commit()


async def hinted(uow: ReviewingUnitOfWork, message: IncomingMessage, outcome: Outcome) -> Outcome:
    """The outcome, once for a message and once for each edit of it; `DUPLICATE` afterwards. Commits the mark."""
    if not await uow.inbox.first_sight(hint_of(message)):
        return Outcome.DUPLICATE
    await uow.commit()
    return outcome


async def admitted_edit(
    uow: ReviewingUnitOfWork, review: Review, message: IncomingMessage, admission: Admission
) -> bool:
    """False for an edit that was refused before.

    Raises:
        ReplyMuted: its writer is muted. It is refused for good; the mark is committed.
    """
    refused = f"refused:{hint_of(message)}"
    if await uow.inbox.has_seen(refused):
        return False
    try:
        await admission.require_not_muted(uow, message.author, review.server, by_reply=True)
    except ReplyMuted:
        await uow.inbox.first_sight(refused)
        await uow.commit()
        raise
    return True


def hint_of(message: IncomingMessage) -> str:
    """The key in the inbox for a version of a message that needs no hint, or has had one."""
    edit = "" if message.edited_at is None else f":{int(message.edited_at.timestamp() * 1000)}"
    return f"hint:{message.id}{edit}"
