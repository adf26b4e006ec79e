"""What was counted stays true until the transaction ends, so that two processes together keep to a limit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from bot.core.content import InterviewId, ReviewId, UserId
from bot.reviewing.domain.model import Claim
from bot.storage.storage import Storage
from playground.world.bell import PATIENCE
from tests.builders import CANDIDATE, COACH, NOON, SERVER, a_review, later
from tests.databases import a_vault
from tests.storage.reviewing import prepared, read, save, stored

pytestmark = pytest.mark.postgres
MOST = 3
CLAIM = Claim(coach=COACH, since=NOON, until=later(3600))

Two = tuple[Storage, Storage]


@pytest.fixture
async def two(postgres_url: str) -> AsyncIterator[Two]:
    """Two processes on one database."""
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        yield one, other


async def ask(storage: Storage, interview: InterviewId, question: int, candidate: UserId = CANDIDATE) -> bool:
    async with storage.unit_of_work() as uow:
        if await uow.reviews.count_open(SERVER, candidate) >= MOST:
            return False
        await uow.reviews.add(a_review(interview=interview, question=question, candidate=candidate))
        await uow.commit()
    return True


async def claim(storage: Storage, review: ReviewId, coach: UserId = COACH) -> bool:
    async with storage.unit_of_work() as uow:
        found = await uow.reviews.get(review)
        assert found is not None
        if await uow.reviews.count_claims(SERVER, coach, NOON) >= MOST:
            return False
        await uow.reviews.save(replace(found, claim=replace(CLAIM, coach=coach)))
        await uow.commit()
    return True


async def is_held_up(work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """The work, which does not get on."""
    task = asyncio.create_task(work)
    await asyncio.wait([task], timeout=0.2)
    assert not task.done()
    return task


async def test_a_candidate_who_asks_in_many_processes_at_once_keeps_to_the_limit(two: Two) -> None:
    interview = await prepared(two[0], questions=10)

    asked = await asyncio.gather(*(ask(storage, interview, at) for at, storage in enumerate(two * 5, start=1)))

    assert sorted(asked) == [False] * 7 + [True] * 3


async def test_a_coach_who_claims_in_many_processes_at_once_keeps_to_the_limit(two: Two) -> None:
    interview = await prepared(two[0], questions=10)
    reviews = [await stored(two[0], a_review(interview=interview, question=number)) for number in range(1, 11)]

    claimed = await asyncio.gather(
        *(claim(storage, review.id) for storage, review in zip(two * 5, reviews, strict=True))
    )

    assert sorted(claimed) == [False] * 7 + [True] * 3
    kept = [await read(two[0], review.id) for review in reviews]
    assert sum(each is not None and each.claim is not None for each in kept) == MOST


async def test_even_who_does_not_count_adds_nothing_that_others_have_counted(two: Two) -> None:
    interview = await prepared(two[0])

    async with two[0].unit_of_work() as counting:
        assert await counting.reviews.count_open(SERVER, CANDIDATE) == 0
        adding = await is_held_up(stored(two[1], a_review(interview=interview)))
        assert await counting.reviews.count_open(SERVER, CANDIDATE) == 0
        await counting.reviews.add(a_review(interview=interview, question=2))
        await counting.commit()

    await adding


async def test_even_who_does_not_count_claims_nothing_that_others_have_counted(two: Two) -> None:
    review = await stored(two[0], a_review(interview=await prepared(two[0])))

    async with two[0].unit_of_work() as counting:
        assert await counting.reviews.count_claims(SERVER, COACH, NOON) == 0
        claiming = await is_held_up(save(two[1], replace(review, claim=CLAIM)))
        assert await counting.reviews.count_claims(SERVER, COACH, NOON) == 0

    await claiming


async def test_others_are_not_held_up(two: Two) -> None:
    interview = await prepared(two[0])
    review = await stored(two[0], a_review(interview=interview))

    async with two[0].unit_of_work() as counting:
        await counting.reviews.count_open(SERVER, CANDIDATE)
        await counting.reviews.count_claims(SERVER, COACH, NOON)
        async with asyncio.timeout(PATIENCE):
            assert await ask(two[1], interview, 2, UserId(5))
            assert await claim(two[1], review.id, UserId(6))
