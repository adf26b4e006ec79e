"""One lock a person: first come, first served, and nothing is left behind."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.locks import KeyedLocks
from playground.world.bell import PATIENCE


async def test_those_who_wait_are_served_in_the_order_in_which_they_came() -> None:
    locks: KeyedLocks[int] = KeyedLocks()
    served: list[int] = []

    async def one(number: int) -> None:
        async with locks.lock(7):
            await asyncio.sleep(0)
            served.append(number)

    await asyncio.gather(*(one(number) for number in range(50)))

    assert served == [*range(50)]


async def test_a_newcomer_does_not_overtake_those_who_wait() -> None:
    locks: KeyedLocks[int] = KeyedLocks()
    served: list[str] = []

    async def one(name: str) -> None:
        async with locks.lock(7):
            served.append(name)

    async with locks.lock(7):
        waiting = asyncio.create_task(one("waiting"))
        await asyncio.sleep(0)
    await one("newcomer")  # the lock is free, and the one who waits has not run yet
    await waiting

    assert served == ["waiting", "newcomer"]


async def test_nobody_waits_for_another_key() -> None:
    locks: KeyedLocks[int] = KeyedLocks()

    async with asyncio.timeout(PATIENCE), locks.lock(1), locks.lock(2):
        pass


async def test_a_free_lock_is_taken_without_a_pause() -> None:
    """So the order of the calls is the order of the queue."""
    locks: KeyedLocks[int] = KeyedLocks()
    lock = locks.lock(1)

    with pytest.raises(StopIteration):
        lock.__aenter__().__await__().send(None)

    await lock.__aexit__(None, None, None)


async def test_a_lock_left_by_an_error_is_free() -> None:
    locks: KeyedLocks[int] = KeyedLocks()

    with pytest.raises(ZeroDivisionError):
        async with locks.lock(1):
            raise ZeroDivisionError

    async with asyncio.timeout(PATIENCE), locks.lock(1):
        pass


async def test_one_who_gives_up_waiting_keeps_nobody_waiting() -> None:
    locks: KeyedLocks[int] = KeyedLocks()

    async def one() -> None:
        async with locks.lock(1):
            pass

    async with locks.lock(1):
        impatient, patient = asyncio.create_task(one()), asyncio.create_task(one())
        await asyncio.sleep(0)
        impatient.cancel()
        await asyncio.wait([impatient])
    async with asyncio.timeout(PATIENCE):
        await patient


async def test_a_lock_that_nobody_uses_leaves_nothing_behind() -> None:
    locks: KeyedLocks[int] = KeyedLocks()

    async def one(key: int) -> None:
        async with locks.lock(key):
            await asyncio.sleep(0)

    tasks = [asyncio.create_task(one(number % 10)) for number in range(100)]
    await asyncio.sleep(0)
    for task in tasks[::3]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert vars(locks) == {"_locks": {}, "_users": {}}
