"""Knows cards that came after the opening of their thread was given up."""

from __future__ import annotations

from bot.reviewing.domain.effects import OpenThread
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.posts import CARD
from bot.reviewing.usecases.outgoing import destination_of
from bot.reviewing.usecases.ports import ReviewingUnitOfWork


async def came_late(uow: ReviewingUnitOfWork, before: Review) -> bool:
    """True if the card has come by now, and has no thread, nor is one about to be opened. `before`: without the card.

    A thread waits for its card, but not for ever: somebody may have deleted the card in its first minute, and only a
    coach's press shows it again.
    """
    if before.message_of(CARD) is not None:
        return False  # an edit, as nearly always: nothing has to be read
    review = await uow.reviews.get(before.id)
    if review is None or review.thread is not None or review.is_over:
        return False
    waiting = await uow.outbox.waiting_for(destination_of(review.id))
    return not any(isinstance(each.effect, OpenThread) for each in waiting)
