"""Figures of servers and coaches do not fall because a candidate leaves, and a coach's go to nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.content import FORMER_COACH, UserId
from bot.reviewing.domain.model import Helpfulness, Stage
from bot.reviewing.domain.promise import Past
from bot.reviewing.domain.team.workload import BygoneFeedback, Workload
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, COACH, NOON, SERVER, a_comment, a_review
from tests.storage.reviewing import prepared, stored

GOAL = timedelta(hours=24)
DAY = timedelta(days=1)
NOW = NOON + timedelta(days=60)
OTHER = UserId(1003)


async def past(storage: Storage, *, at_least: int) -> Past:
    async with storage.unit_of_work() as uow:
        since = NOW - timedelta(days=30)
        found = await uow.reviews.past(SERVER, goal=GOAL, since=since, at_least=at_least, now=NOW)
    return replace(found, median=None)


async def workload(storage: Storage) -> Workload:
    async with storage.unit_of_work() as uow:
        return await uow.reviews.workload(SERVER, since=NOW - timedelta(days=30), now=NOW)


async def bygone(storage: Storage, coach: UserId) -> BygoneFeedback:
    async with storage.unit_of_work() as uow:
        return await uow.reviews.bygone_feedback(SERVER, coach, since=NOW - timedelta(days=30))


async def send(storage: Storage, candidate: UserId, days_ago: int, *, answered_after: timedelta | None) -> None:
    sent = NOW - days_ago * DAY
    review = a_review(
        interview=await prepared(storage, candidate), candidate=candidate, sent_at=sent, stage=Stage.CLOSED
    )
    review = replace(review, attempts=(replace(review.attempts[0], sent_at=sent),), closed_at=sent + 3 * DAY)
    if answered_after is not None:
        at = sent + answered_after
        written = a_comment(1, written_at=at, source=None)
        review = replace(review, comments=(written,), coach=COACH, answered_at=at, helpfulness=Helpfulness.HELPED)
    await stored(storage, review)


async def forget(storage: Storage, person: UserId) -> None:
    async with storage.unit_of_work() as uow:
        await uow.belongings.erase(person, at=NOW)
        await uow.commit()


@pytest.mark.parametrize("at_least", [0, 5, 8])
async def test_what_a_promise_counts_stays(storage: Storage, at_least: int) -> None:
    for days_ago in (2, 10, 40, 45, 55):
        await send(storage, CANDIDATE, days_ago, answered_after=timedelta(hours=days_ago))
        await send(storage, OTHER, days_ago + 1, answered_after=timedelta(hours=3))
    await send(storage, CANDIDATE, 5, answered_after=None)
    before = await past(storage, at_least=at_least), await workload(storage)

    await forget(storage, CANDIDATE)

    assert (await past(storage, at_least=at_least), await workload(storage)) == before
    gone = BygoneFeedback(reviews=5, recent=2, comments=5, helpfulness={Helpfulness.HELPED: 5})
    assert await bygone(storage, COACH) == gone

    await forget(storage, COACH)

    assert await past(storage, at_least=at_least) == before[0]
    assert (await workload(storage)).answered == {FORMER_COACH: sum(before[1].answered.values())}
    assert (await bygone(storage, COACH)).reviews == 0
