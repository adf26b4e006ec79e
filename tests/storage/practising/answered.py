"""Stores what a candidate has answered, and what coaches said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.content import InterviewId, UserId
from bot.interviewing.domain.model import Phase, Round
from bot.reviewing.domain.model import Review
from bot.storage.storage import Storage
from tests.builders import a_server, an_interview, later


async def ended(storage: Storage, rounds: Sequence[Round], *, begun: datetime, candidate: UserId) -> InterviewId:
    """An interview of these rounds that is over."""
    interview = an_interview(candidate=candidate, rounds=tuple(rounds), phase=Phase.ENDED, ended_at=later(900))
    async with storage.unit_of_work() as uow:
        await uow.servers.save(a_server())
        added = await uow.interviews.add(replace(interview, started_at=begun))
        await uow.commit()
    return added.id


async def reviewed(storage: Storage, review: Review) -> None:
    async with storage.unit_of_work() as uow:
        await uow.reviews.add(review)
        await uow.commit()
