"""Keeps what is known of how to reach a candidate true, and tells others when they cannot be reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.content import ChannelId, UserId
from bot.outbound.candidates import Candidate
from bot.outbound.outbox import OutboundUnitOfWork


async def note_presence(uow: OutboundUnitOfWork, candidate: UserId, *, channel: ChannelId | None) -> bool:
    """They act, so they can be reached again; and a direct message channel in which they act is theirs.

    Returns whether that is new.
    """
    known = await uow.candidates.get(candidate)
    present = replace(known or Candidate(id=candidate), unreachable_since=None)
    if channel is not None and channel != present.dm_channel:
        present = replace(present, dm_channel=channel, newest_message=None)
    if present == known:
        return False
    await uow.candidates.save(present)
    return True


async def mark_unreachable(uow: OutboundUnitOfWork, candidate: UserId, *, at: datetime) -> None:
    """Everything for them waits until they act."""
    known = await uow.candidates.get(candidate) or Candidate(id=candidate)
    await uow.candidates.save(replace(known, unreachable_since=at))


async def forget_channel(uow: OutboundUnitOfWork, candidate: UserId) -> None:
    """The stored channel is gone; the next attempt asks Discord for the present one."""
    known = await uow.candidates.get(candidate)
    if known is not None:
        await uow.candidates.save(replace(known, dm_channel=None, newest_message=None))
