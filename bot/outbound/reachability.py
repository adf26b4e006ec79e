"""What is known of how to reach a candidate, and what follows when they, or coaches, cannot be reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.content import ChannelId, UserId
from bot.outbound.candidates import Candidate
from bot.outbound.outbox import Destination, ReviewParcel, UnitOfWork, dm_of
from bot.reviewing.domain.effects import ShowPaper
from bot.reviewing.domain.events import PaperStuck
from bot.reviewing.domain.model import Why
from bot.reviewing.domain.posts import PaperKind
from bot.reviewing.usecases.apply import apply


async def note_presence(uow: UnitOfWork, candidate: UserId, *, channel: ChannelId | None) -> None:
    """They act, so they can be reached again; and a direct message channel in which they act is theirs."""
    known = await uow.candidates.get(candidate)
    present = replace(known or Candidate(id=candidate), unreachable_since=None)
    if channel is not None and channel != present.dm_channel:
        present = replace(present, dm_channel=channel, newest_message=None)
    if present != known:
        await uow.candidates.save(present)


async def cannot_be_reached(uow: UnitOfWork, candidate: UserId, *, at: datetime) -> None:
    """Everything for them waits until they act, and coaches whose letters wait are told why."""
    known = await uow.candidates.get(candidate) or Candidate(id=candidate)
    await uow.candidates.save(replace(known, unreachable_since=at))
    await letters_wait(uow, dm_of(candidate), Why.CLOSED_DMS, at=at)


async def letters_wait(uow: UnitOfWork, destination: Destination, why: Why, *, at: datetime) -> None:
    """Nothing gets there for now: the writers of what waits are told, once for each reason."""
    for parcel in await uow.outbox.waiting_for(destination):
        match parcel.subject:
            case ReviewParcel(review=number, effect=ShowPaper(paper=paper)) if paper.kind is PaperKind.LETTER:
                review = await uow.reviews.get(number)
                if review is not None:
                    event = PaperStuck(paper=paper, why=why)
                    await apply(uow, review, event, cause=f"parcel:{parcel.id}", now=at)
            case _:
                pass


async def forget_channel(uow: UnitOfWork, candidate: UserId) -> None:
    """The stored channel is gone; the next attempt asks Discord for the present one."""
    known = await uow.candidates.get(candidate)
    if known is not None:
        await uow.candidates.save(replace(known, dm_channel=None, newest_message=None))
