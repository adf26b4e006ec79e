"""A process of the bot on a database of each kind, and two of them on one PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import yaml

from bot.banks.catalogue import Catalogue
from bot.storage.storage import Storage
from tests.builders import a_bank
from tests.databases import a_vault
from tests.services.fakes import Conversations, MovableClock
from tests.services.process import Process


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
def bot(storage: Storage, discord: Conversations, clock: MovableClock, catalogue: Catalogue) -> Process:
    return Process(unit_of_work=storage.unit_of_work, discord=discord, clock=clock, catalogue=catalogue)


@pytest.fixture
async def two(
    postgres_url: str, discord: Conversations, clock: MovableClock, catalogue: Catalogue
) -> AsyncIterator[tuple[Process, Process]]:
    """Two processes with storages of their own on one database."""
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        first, second = (
            Process(unit_of_work=each.unit_of_work, discord=discord, clock=clock, catalogue=catalogue, name=name)
            for name, each in (("one", one), ("two", other))
        )
        yield first, second
