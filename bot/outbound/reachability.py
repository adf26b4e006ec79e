"""Stores whether a candidate can be reached, and in which channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.content import ChannelId, UserId
from bot.outbound.candidates import Candidate
from bot.outbound.outbox import OutboundUnitOfWork


async def note_presence(uow: OutboundUnitOfWork, candidate: UserId, *, channel: ChannelId | None) -> bool:
    """Mark a candidate who acts as reachable; a direct message channel in which they act is theirs.

    Returns True if that is new.
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
    """Let all direct messages to the candidate wait until they act."""
    known = await uow.candidates.get(candidate) or Candidate(id=candidate)
    await uow.candidates.save(replace(known, unreachable_since=at))


async def forget_channel(uow: OutboundUnitOfWork, candidate: UserId) -> None:
    """Forget a channel that is gone; the next attempt asks Discord for the present one."""
    known = await uow.candidates.get(candidate)
    if known is not None:
        await uow.candidates.save(replace(known, dm_channel=None, newest_message=None))
