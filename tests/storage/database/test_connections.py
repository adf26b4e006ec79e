"""A connection goes from one unit of work to the next without what went wrong in the first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.storage.database.connections import TransactionUndone
from bot.storage.database.uninterrupted import to_the_end
from bot.storage.storage import Storage
from bot.storage.unit_of_work import SqlUnitOfWork
from playground.world.bell import PATIENCE
from tests.databases import a_vault

MOST = 20
"""The connections that one process has on PostgreSQL at most; one of them holds its lock."""

Call = Callable[[], Awaitable[None]]


def entered(storage: Storage) -> SqlUnitOfWork:
    uow = storage.unit_of_work()
    assert isinstance(uow, SqlUnitOfWork)
    return uow


class Slow:
    """A call that is begun, then waits, and is finished although its task is cancelled."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self.begun, self.released = asyncio.Event(), asyncio.Event()

    async def __call__(self) -> None:
        await to_the_end(self._run())

    async def _run(self) -> None:
        self.begun.set()
        await self.released.wait()
        await self._call()


async def cancelled_in(slow: Slow, work: Awaitable[None]) -> None:
    working = asyncio.ensure_future(work)
    await slow.begun.wait()
    working.cancel()
    await asyncio.sleep(0)
    slow.released.set()
    with pytest.raises(asyncio.CancelledError):
        await working


async def seen(storage: Storage) -> list[str]:
    async with storage.unit_of_work() as uow:
        return [each for each in ("message:1", "message:2") if await uow.inbox.has_seen(each)]


async def end_all_sessions(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()


@pytest.mark.postgres
async def test_connections_that_ended_while_nobody_used_them_fail_nobody(postgres_url: str) -> None:
    """A restarted server, or a firewall that forgets idle connections: the first statement hears of it."""
    async with Storage(postgres_url, a_vault()) as storage:
        one, other = entered(storage), entered(storage)
        async with one, other:
            await one.inbox.first_sight("message:1")
            await one.commit()
        with ThreadPoolExecutor() as elsewhere:  # this event loop hears of nothing meanwhile
            elsewhere.submit(asyncio.run, end_all_sessions(postgres_url)).result()

        assert await seen(storage) == ["message:1"]


@pytest.mark.postgres
async def test_nobody_waits_for_a_connection_while_one_lies_idle(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as storage, AsyncExitStack() as in_use:
        used = [await in_use.enter_async_context(entered(storage)) for _ in range(MOST - 1)]
        waiting = [asyncio.create_task(seen(storage)) for _ in range(5)]
        await asyncio.sleep(0)

        await used[0].__aexit__()

        async with asyncio.timeout(PATIENCE):
            assert await asyncio.gather(*waiting) == [[]] * 5


async def test_a_cancelled_commit_that_fails_leaves_no_transaction_open(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def disk_is_full() -> None:
        raise OSError

    slow = Slow(disk_is_full)

    async def work() -> None:
        async with entered(storage) as uow:
            await uow.inbox.first_sight("message:1")
            assert uow._lent is not None
            monkeypatch.setattr(uow._lent, "commit", slow)
            await uow.commit()

    await cancelled_in(slow, work())
    monkeypatch.undo()

    assert await seen(storage) == []


async def test_a_transaction_that_begins_after_a_commit_is_undone_if_its_task_is_cancelled(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with entered(storage) as uow:
        assert uow._lent is not None
        lent = uow._lent
    slow = Slow(lent.begin)

    async def work() -> None:
        async with entered(storage) as uow:
            await uow.inbox.first_sight("message:1")
            await uow.commit()
            monkeypatch.setattr(lent.transaction, "_begin", slow)
            await uow.inbox.first_sight("message:2")

    await cancelled_in(slow, work())
    monkeypatch.undo()

    assert await seen(storage) == ["message:1"]


async def test_what_the_database_has_undone_is_not_taken_for_committed(storage: Storage) -> None:
    again = "INSERT INTO inbox (cause, seen_at) VALUES ('message:1', NULL)"
    if storage.alone:
        again = again.replace("INSERT", "INSERT OR ROLLBACK")  # as SQLite does when the disk is full
    async with entered(storage) as uow:
        assert uow._lent is not None
        await uow.inbox.first_sight("message:1")
        with suppress(IntegrityError):
            await uow._lent.transaction.execute(text(again))
        with pytest.raises(TransactionUndone):
            await uow.commit()

    assert await seen(storage) == []
