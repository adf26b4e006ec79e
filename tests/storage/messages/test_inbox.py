"""Each event counts once."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage.storage import Storage
from tests.databases import a_vault


async def sees(storage: Storage, cause: str, *, commits: bool = True) -> bool:
    async with storage.unit_of_work() as uow:
        first = await uow.inbox.first_sight(cause)
        if commits:
            await uow.commit()
    return first


async def test_only_the_first_sight_of_an_event_is_one(storage: Storage) -> None:
    assert [await sees(storage, cause) for cause in ("message:1", "message:1", "message:2")] == [True, False, True]


async def test_a_sight_that_was_not_committed_does_not_count(storage: Storage) -> None:
    assert await sees(storage, "message:1", commits=False)
    assert await sees(storage, "message:1")


async def test_an_event_is_seen_once_within_one_transaction_too(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        assert await uow.inbox.first_sight("message:1")
        assert not await uow.inbox.first_sight("message:1")


async def test_of_many_who_see_an_event_at_once_one_is_first(storage: Storage) -> None:
    sights = await asyncio.gather(*(sees(storage, "message:1") for _ in range(8)))

    assert sorted(sights) == [False] * 7 + [True]


@pytest.mark.postgres
@pytest.mark.parametrize("commits", [True, False])
async def test_a_second_process_waits_for_the_outcome_of_the_first(postgres_url: str, *, commits: bool) -> None:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        async with one.unit_of_work() as uow:
            assert await uow.inbox.first_sight("message:1")
            second = asyncio.create_task(sees(other, "message:1"))
            if commits:
                await uow.commit()

        assert await second is not commits
