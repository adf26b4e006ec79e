"""Puts together what the messages of a review show."""

from __future__ import annotations

from datetime import datetime

from bot.core.content import InterviewId, ServerId, UserId
from bot.outbound.outbox import UnitOfWork
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.promise import AT_LEAST, WINDOW, Promise, promise
from bot.reviewing.usecases.ports import Profile
from bot.reviewing.usecases.snapshot import Case
from bot.servers.domain.model import Server


async def case_of(uow: UnitOfWork, review: Review, *, now: datetime) -> Case | None:
    """None if its server or its interviews do not exist any more."""
    server = await uow.servers.get(review.server)
    known = await uow.candidates.get(review.candidate)
    interviews = {}
    for number in dict.fromkeys(InterviewId(each.interview) for each in review.attempts):
        interview = await uow.interviews.get(number)
        if interview is None:
            return None
        interviews[number] = interview
    if server is None:
        return None
    return Case(
        review=review,
        server=server,
        interviews=interviews,
        profiles=await _profiles(uow, review),
        dm_channel=None if known is None else known.dm_channel,
        promise=await promise_of(uow, server, now=now),
        notes=len(await uow.coaches.notes(review.server, review.candidate)),
        now=now,
    )


async def promise_of(uow: UnitOfWork, server: Server, *, now: datetime) -> Promise | None:
    """What may be told about how soon its coaches answer."""
    past = await uow.reviews.past(server.id, since=now - WINDOW, at_least=AT_LEAST)
    return promise(past, goal=server.goal, now=now)


async def _profiles(uow: UnitOfWork, review: Review) -> dict[UserId, Profile]:
    coaches = {letter.author for letter in review.letters} | {*([] if review.coach is None else [review.coach])}
    found = {}
    for coach in coaches - {review.candidate}:
        profile = await uow.coaches.profile(ServerId(review.server), coach)
        if profile is not None:
            found[coach] = profile
    return found
