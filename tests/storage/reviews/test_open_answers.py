"""Of the reviews of one answer, the database lets one wait as the one that was sent."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.core.transactions import ConcurrentUpdate
from bot.reviewing.domain.model import Stage
from bot.storage.storage import Storage
from tests.builders import COACH, NOON, a_review, later
from tests.databases import a_vault
from tests.storage.reviewing import prepared, read, save, stored

ANSWERED = {"stage": Stage.ANSWERED, "coach": COACH, "answered_at": NOON}
WAITING = {"stage": Stage.WAITING, "coach": None, "answered_at": None}


async def open_answers(storage: Storage) -> list[tuple[object, ...]]:
    """Each review with the question whose answer it keeps open."""
    async with storage.engine.connect() as connection:
        rows = await connection.execute(text("SELECT id, open_question FROM reviews ORDER BY id"))
        return [tuple(row) for row in rows]


async def test_a_second_review_of_an_answer_that_waits_is_a_conflict(storage: Storage) -> None:
    interview = await prepared(storage)
    first = await stored(storage, a_review(interview=interview))

    with pytest.raises(ConcurrentUpdate):
        await stored(storage, a_review(interview=interview))

    other = await stored(storage, a_review(interview=interview, question=2))
    assert await open_answers(storage) == [(first.id, 1), (other.id, 2)]


@pytest.mark.parametrize(
    "changes", [ANSWERED, {"stage": Stage.CLOSED, "closed_at": later(9)}], ids=["answered", "closed"]
)
async def test_once_the_first_does_not_wait_any_more_there_may_be_another(
    storage: Storage, changes: dict[str, object]
) -> None:
    interview = await prepared(storage)
    first = await stored(storage, a_review(interview=interview))
    await save(storage, replace(first, **changes))  # type: ignore[arg-type]

    second = await stored(storage, a_review(interview=interview))

    assert await open_answers(storage) == [(first.id, None), (second.id, 1)]


@pytest.mark.parametrize("another", [True, False], ids=["sent again", "not sent again"])
async def test_a_review_whose_feedback_is_taken_back_waits_beside_another(storage: Storage, another: bool) -> None:
    interview = await prepared(storage)
    first = await stored(storage, a_review(interview=interview))
    await save(storage, replace(first, **ANSWERED))  # type: ignore[arg-type]
    if another:
        await stored(storage, a_review(interview=interview))
    answered = await read(storage, first.id)
    assert answered is not None

    await save(storage, replace(answered, **WAITING))  # type: ignore[arg-type]

    found = await open_answers(storage)
    assert found[0] == (first.id, None if another else 1)
    assert [question for _, question in found if question is not None] == [1]
    with pytest.raises(ConcurrentUpdate):
        await stored(storage, a_review(interview=interview))


@pytest.mark.postgres
async def test_of_two_processes_that_store_one_at_the_same_time_one_succeeds(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        interview = await prepared(one)

        outcomes = await asyncio.gather(
            *(stored(each, a_review(interview=interview)) for each in (one, other) * 3), return_exceptions=True
        )

        assert sum(isinstance(each, ConcurrentUpdate) for each in outcomes) == 5
        assert len(await open_answers(one)) == 1
