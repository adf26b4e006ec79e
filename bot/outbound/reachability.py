"""Stores whether a candidate can be reached, and in which channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.content import ChannelId, UserId
from bot.outbound.candidates import Candidate
from bot.outbound.outbox import OutboundUnitOfWork
from bot.outbound.rejection import Barrier


async def note_presence(uow: OutboundUnitOfWork, candidate: UserId, *, channel: ChannelId | None) -> bool:
    """Mark a candidate who acts as reachable; a direct message channel in which they act is theirs.

    Returns True if that is new.
    """
    known = await uow.candidates.get(candidate)
    return await _note(uow, known, known or Candidate(id=candidate), channel)


async def note_return(uow: OutboundUnitOfWork, candidate: UserId, *, channel: ChannelId | None) -> bool:
    """`note_presence` of somebody who may be a stranger, about whom nothing is stored."""
    known = await uow.candidates.get(candidate)
    return known is not None and await _note(uow, known, known, channel)


async def _note(
    uow: OutboundUnitOfWork, known: Candidate | None, candidate: Candidate, channel: ChannelId | None
) -> bool:
    uow.candidates.mark_present(candidate.id)
    present = replace(candidate, unreachable_since=None, barrier=None)
    if channel is not None and channel != present.dm_channel:
        present = replace(present, dm_channel=channel, newest_message=None)
    if present == known:
        return False
    await uow.candidates.save(present)
    return True


async def mark_unreachable(uow: OutboundUnitOfWork, candidate: UserId, barrier: Barrier, *, at: datetime) -> None:
    """Let all direct messages to the candidate wait until they act. Of somebody unknown nothing is stored."""
    known = await uow.candidates.get(candidate)
    if known is None:
        return  # forgotten while something was being sent to them
    await uow.candidates.save(replace(known, unreachable_since=at, barrier=barrier))


async def forget_channel(uow: OutboundUnitOfWork, candidate: UserId) -> None:
    """Forget a channel that is gone; the next attempt asks Discord for the present one."""
    known = await uow.candidates.get(candidate)
    if known is not None:
        await uow.candidates.save(replace(known, dm_channel=None, newest_message=None))
