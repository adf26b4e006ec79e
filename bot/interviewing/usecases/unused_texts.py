"""Removes what interviews froze and none refers to any more, as a kind of cleanup."""

from __future__ import annotations

from bot.interviewing.usecases.ports import InterviewingUnitOfWork
from bot.outbound.handled import Batch, Limits
from bot.outbound.upkeep.cleanup import MOST


async def remove_unused_texts(uow: InterviewingUnitOfWork, _limits: Limits, _reached: object) -> Batch:
    """One batch of `Cleanup`."""
    removed = await uow.interviews.remove_unused_texts(MOST)
    return Batch(removed=removed, is_last=removed < MOST)
