"""One transaction: all of it or nothing, in turn, and freed whatever happens."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from bot.core.commits import Committed
from bot.core.observing import Unobserved
from bot.core.transactions import ConcurrentUpdate, DatabaseAway
from bot.outbound.candidates import Candidate
from bot.storage.database import engine
from bot.storage.storage import Storage
from bot.storage.unit_of_work import SqlUnitOfWork
from playground.world.bell import PATIENCE
from tests.builders import CANDIDATE, a_part, an_interview
from tests.databases import a_vault


async def is_new(storage: Storage, cause: str) -> bool:
    async with storage.unit_of_work() as uow:
        return await uow.inbox.first_sight(cause)


async def test_without_a_commit_nothing_is_stored(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        await uow.inbox.first_sight("message:1")

    assert await is_new(storage, "message:1")


async def test_an_error_undoes_everything_since_the_last_commit(storage: Storage) -> None:
    async def fail() -> None:
        async with storage.unit_of_work() as uow:
            await uow.inbox.first_sight("message:1")
            await uow.commit()
            await uow.inbox.first_sight("message:2")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert [await is_new(storage, f"message:{n}") for n in (1, 2)] == [False, True]


async def test_a_cancelled_task_undoes_its_transaction_and_lets_the_next_one_in(storage: Storage) -> None:
    inside = asyncio.Event()

    async def never_ends() -> None:
        async with storage.unit_of_work() as uow:
            await uow.inbox.first_sight("message:1")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(never_ends())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await is_new(storage, "message:1")


async def test_what_a_cancelled_task_has_stored_is_told_of_all_the_same(storage: Storage) -> None:
    told: list[Committed] = []

    async def store() -> None:
        async with storage.unit_of_work(on_commit=told.append) as uow:
            await uow.candidates.save(Candidate(id=CANDIDATE))
            committing.set()
            await uow.commit()

    committing = asyncio.Event()
    task = asyncio.create_task(store())
    await committing.wait()  # the task goes on first, and waits for the database when this goes on
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert [each.parcels for each in told] == [True]
    async with storage.unit_of_work() as uow:
        assert await uow.candidates.get(CANDIDATE) is not None


async def test_tasks_cancelled_at_any_moment_keep_nobody_waiting(storage: Storage) -> None:
    async def work(number: int) -> None:
        async with storage.unit_of_work() as uow:
            await uow.inbox.first_sight(f"message:{number}")
            await uow.commit()

    for moment in range(100):
        tasks = [asyncio.create_task(work(10 * moment + number)) for number in range(3)]
        await asyncio.sleep(moment * 0.0001)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        async with asyncio.timeout(PATIENCE):
            await work(10 * moment + 9)


async def test_a_second_unit_of_work_in_the_same_task_is_an_error_not_a_deadlock(sqlite_url: str) -> None:
    async with Storage(sqlite_url, a_vault()) as storage:
        async with storage.unit_of_work():
            with pytest.raises(RuntimeError, match="open already"):
                await is_new(storage, "message:1")
        assert await is_new(storage, "message:1")


async def test_a_unit_of_work_that_is_not_open_cannot_be_committed(storage: Storage) -> None:
    uow = storage.unit_of_work()
    with pytest.raises(RuntimeError):
        await uow.commit()
    async with uow:
        pass
    with pytest.raises(RuntimeError):
        await uow.commit()


async def test_a_reader_waits_for_those_before_it_and_for_nobody_else(sqlite_url: str) -> None:
    """Writers that come back at once, again and again, do not overtake a reader who waits."""
    async with Storage(sqlite_url, a_vault()) as storage:
        finished: list[str] = []
        busy = asyncio.Event()
        reader_done = asyncio.Event()

        async def write_until_the_reader_is_done(name: str) -> None:
            while not reader_done.is_set():
                async with storage.unit_of_work() as uow:
                    await uow.inbox.first_sight(f"{name}:{len(finished)}")
                    await uow.commit()
                finished.append(name)
                if len(finished) == 6:
                    busy.set()

        async def read() -> None:
            async with storage.unit_of_work() as uow:
                await uow.outbox.next_due()
            finished.append("reader")
            reader_done.set()

        async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
            for name in "abc":
                tasks.create_task(write_until_the_reader_is_done(name))
            await busy.wait()
            before = len(finished)
            tasks.create_task(read())

    assert finished.index("reader") - before <= 4


async def test_a_sqlite_file_that_another_program_writes_to_is_a_conflict(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT", 0.05)
    async with Storage(sqlite_url, a_vault()) as storage:
        shell = sqlite3.connect(Path(sqlite_url.removeprefix("sqlite:///")), isolation_level=None)
        try:
            shell.execute("BEGIN IMMEDIATE")
            with pytest.raises(ConcurrentUpdate):
                await is_new(storage, "message:1")
        finally:
            shell.close()

        assert await is_new(storage, "message:1")


async def test_two_hundred_tasks_at_once_all_get_their_transaction(storage: Storage) -> None:
    async def work(number: int) -> None:
        async with storage.unit_of_work() as uow:
            assert await uow.inbox.first_sight(f"message:{number}")
            await uow.commit()

    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(work(number) for number in range(200)))

    assert not await is_new(storage, "message:199")


async def test_a_storage_that_is_not_open_gives_no_unit_of_work(sqlite_url: str) -> None:
    storage = Storage(sqlite_url, a_vault())
    with pytest.raises(RuntimeError):
        storage.unit_of_work()
    async with storage:
        assert isinstance(storage.unit_of_work(), SqlUnitOfWork)
    with pytest.raises(RuntimeError):
        storage.unit_of_work()


async def test_a_database_that_cannot_be_reached_is_named_once_and_keeps_nobody_waiting(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "bot.sqlite3"
    async with Storage(f"sqlite:///{file}", a_vault()) as storage:
        await storage.disconnect()  # as after an error that ended the connection
        await storage.engine.dispose()
        file.rename(tmp_path / "away")
        file.mkdir()

        for _ in range(2):
            with pytest.raises(DatabaseAway):
                async with asyncio.timeout(PATIENCE):
                    await is_new(storage, "message:1")
        assert [vars(each)["reason"] for each in caplog.records] == ["unable to open database file"]

        file.rmdir()
        (tmp_path / "away").rename(file)
        assert await is_new(storage, "message:1")


class Watching(Unobserved):
    """Counts what the database did."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def committed(self, committed: Committed) -> None:
        self.seen["answers"] += committed.answers
        self.seen["reviews"] += committed.reviews

    def transaction_ended(self, *, waited: float, took: float) -> None:
        assert waited >= 0
        assert took > 0
        self.seen["ended"] += 1

    def database_failed(self) -> None:
        self.seen["failed"] += 1


async def test_whoever_looks_on_hears_of_each_transaction_and_what_is_new_in_it(emptied_url: str) -> None:
    watching = Watching()
    async with Storage(emptied_url, a_vault(), observer=watching) as storage:
        watching.seen.clear()
        async with storage.unit_of_work(on_commit=watching.committed) as uow:
            added = await uow.interviews.add(an_interview())
            await uow.commit()
            for parts in [(a_part(),), (a_part(), a_part(901)), (a_part(901),)]:  # one answer of several messages
                first, *others = added.rounds
                added = await uow.interviews.save(replace(added, rounds=(replace(first, parts=parts), *others)))
                await uow.commit()
        assert watching.seen == {"answers": 1, "reviews": 0, "ended": 1}

        with pytest.raises(DBAPIError):
            async with storage.unit_of_work() as uow:
                await uow.inbox._db.execute(text("SELECT * FROM nothing"))
        assert watching.seen["failed"] == 1
        with pytest.raises(ZeroDivisionError):
            async with storage.unit_of_work():
                raise ZeroDivisionError
        assert (watching.seen["failed"], watching.seen["ended"]) == (1, 3)


async def fill(storage: Storage, what: str) -> None:
    async with storage.unit_of_work() as uow:
        for number in range(10_000):
            await uow.inbox.first_sight(f"{what}:{number}:{'0' * 80}")


async def test_a_full_disk_is_told_once_and_keeps_nothing_from_going_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with Storage(f"sqlite:///{tmp_path / 'bot.sqlite3'}", a_vault()) as storage:

        def allow(connection: Any, _record: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {pages}")

        pages = 1  # SQLite takes the present size instead
        await storage.disconnect()
        await storage.engine.dispose()
        event.listen(storage.engine.sync_engine, "connect", allow)
        for what in ("message", "interaction"):
            with pytest.raises(DatabaseAway):
                await fill(storage, what)
        assert [each.getMessage() for each in caplog.records] == [
            "the database has no room; nothing can be stored until you make some"
        ]

        pages = 10**6
        await storage.disconnect()
        await storage.engine.dispose()
        assert await is_new(storage, "message:last")
