"""Puts snapshots of reviews together."""

from __future__ import annotations

from datetime import datetime

from bot.core.content import InterviewId, ServerId, UserId
from bot.reviewing.domain.coaches import Profile, notes_on
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.promise import AT_LEAST, WINDOW, Promise, promise
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.domain.model import Server


async def snapshot_of(uow: ReviewingUnitOfWork, review: Review, *, now: datetime) -> Snapshot | None:
    """The snapshot of a review; None if its server or one of its interviews does not exist any more."""
    server = await uow.servers.remembered(review.server)
    known = await uow.candidates.get(review.candidate)
    interviews = {}
    for number in dict.fromkeys(InterviewId(each.interview) for each in review.attempts):
        interview = await uow.interviews.get(number)
        if interview is None:
            return None
        interviews[number] = interview
    if server is None:
        return None
    return Snapshot(
        review=review,
        server=server,
        interviews=interviews,
        profiles=await _profiles(uow, review),
        dm_channel=None if known is None else known.dm_channel,
        barrier=None if known is None else known.barrier,
        promise=await promise_of(uow, server, now=now),
        notes=len(notes_on(await uow.coaches.notes(review.server, review.candidate), named=review.named)),
        now=now,
    )


async def promise_of(uow: ReviewingUnitOfWork, server: Server, *, now: datetime) -> Promise | None:
    """The server's promise; None if there are too few reviews to say anything."""
    past = await uow.reviews.past(server.id, goal=server.goal, since=now - WINDOW, at_least=AT_LEAST, now=now)
    return promise(past, goal=server.goal)


async def _profiles(uow: ReviewingUnitOfWork, review: Review) -> dict[UserId, Profile]:
    coaches = {comment.author for comment in review.comments} | {*([] if review.coach is None else [review.coach])}
    found = {}
    for coach in coaches - {review.candidate}:
        profile = await uow.coaches.profile(ServerId(review.server), coach)
        if profile is not None:
            found[coach] = profile
    return found
