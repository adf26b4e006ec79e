"""Interviews come back from the database as they were stored."""

from __future__ import annotations

from bot.storage.storage import Storage
from tests.builders import an_interview


async def test_a_new_interview_comes_back_as_it_was(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        added = await uow.interviews.add(an_interview(answered=(1, 2)))
        await uow.commit()

    async with storage.unit_of_work() as uow:
        assert await uow.interviews.get(added.id) == added
