"""A process of the bot on a database of each kind, and two of them on one PostgreSQL.

There are hundreds of tests of use cases. So each database is made and opened once a test process, in one event loop for
all, and emptied before each test.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import yaml
from sqlalchemy import delete

from bot.banks.format.catalogue import Catalogue
from bot.storage.schema.banks import bank_uploads, server_banks
from bot.storage.schema.forgetting import forgettings
from bot.storage.schema.interviews import candidates, horizon, inbox, interviews, outbox
from bot.storage.schema.reviews import servers
from bot.storage.schema.safety import audit_log, pseudonym_secrets
from bot.storage.storage import Storage
from tests.builders import a_bank
from tests.databases import BOTH, TEMPLATE, a_vault, new_database, place_migrated_file
from tests.usecases.fakes import Conversations, MovableClock
from tests.usecases.interrupted import Interrupted
from tests.usecases.process import Process

OPENED_ONCE = {"opened_storage", "postgres_storages"}

Pair = tuple[Storage, Storage]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test on a database that stays open runs in the event loop in which it was opened."""
    for item in items:
        if pytest_asyncio.is_async_test(item) and not OPENED_ONCE.isdisjoint(item.fixturenames):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def sqlite_storage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Storage]:
    path = tmp_path_factory.mktemp("databases") / "usecases.sqlite3"
    place_migrated_file(path)
    async with Storage(f"sqlite:///{path}", a_vault()) as storage:
        yield storage


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def postgres_storages(postgres_server: str) -> AsyncIterator[Pair]:
    """Two on one database."""
    async with (
        new_database(postgres_server, template=TEMPLATE, deadlocks_last=True) as url,
        Storage(url, a_vault()) as one,
        Storage(url, a_vault()) as other,
    ):
        yield one, other


@pytest_asyncio.fixture(loop_scope="session")
async def nothing_left_running() -> AsyncIterator[None]:
    """What a test leaves behind does not meet the next one."""
    before = asyncio.all_tasks()
    yield
    left = {task for task in asyncio.all_tasks() - before if task is not asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


@pytest.fixture(params=BOTH)
def opened_storage(request: pytest.FixtureRequest) -> Storage:
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite_storage")
    one, _ = request.getfixturevalue("postgres_storages")
    return one


@pytest_asyncio.fixture(loop_scope="session")
async def shared_storage(opened_storage: Storage, nothing_left_running: None) -> Storage:  # noqa: ARG001
    """An open and empty storage on a database of each kind."""
    return await _emptied(opened_storage)


async def _emptied(storage: Storage) -> Storage:
    async with storage.engine.begin() as connection:
        forgotten = (audit_log, pseudonym_secrets, forgettings)
        for table in (outbox, interviews, candidates, inbox, horizon, bank_uploads, server_banks, servers, *forgotten):
            await connection.execute(delete(table))
    return storage


@pytest.fixture
def units(shared_storage: Storage) -> Interrupted:
    """The storage's units of work, in the middle of which something else may happen."""
    return Interrupted(shared_storage.unit_of_work)


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Stripe and Github, five questions each."""
    folder = tmp_path_factory.mktemp("banks")
    for slug in ("stripe", "github"):
        bank = a_bank(title=slug.title()).model_dump(mode="json", exclude={"slug"}, exclude_none=True)
        for question in bank["questions"]:
            question["question"] = question.pop("text")
            del question["community_answers"]
        (folder / f"{slug}.yaml").write_text(yaml.safe_dump({"format": 1, **bank}), encoding="utf-8")
    catalogue = Catalogue(folder)
    assert catalogue.problems == ()
    return catalogue


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def discord() -> Conversations:
    return Conversations()


@pytest.fixture
def bot(shared_storage: Storage, discord: Conversations, clock: MovableClock, catalogue: Catalogue) -> Process:
    return Process(unit_of_work=shared_storage.unit_of_work, discord=discord, clock=clock, catalogue=catalogue)


@pytest_asyncio.fixture(loop_scope="session")
async def two(
    postgres_storages: Pair,
    discord: Conversations,
    clock: MovableClock,
    catalogue: Catalogue,
    nothing_left_running: None,  # noqa: ARG001
) -> tuple[Process, Process]:
    """Two processes with storages of their own on one database."""
    one, other = postgres_storages
    await _emptied(one)
    first, second = (
        Process(unit_of_work=each.unit_of_work, discord=discord, clock=clock, catalogue=catalogue, name=name)
        for name, each in (("one", one), ("two", other))
    )
    return first, second
