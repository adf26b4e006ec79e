"""Whatever happens in an interview, the database holds what the machine made of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.content import InterviewId, UserId
from bot.interviewing.domain.errors import InterviewError
from bot.interviewing.domain.events import Event
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.interviewing.usecases.outgoing import interview_parcels
from bot.storage.storage import Storage
from tests.builders import an_interview
from tests.databases import a_vault
from tests.interviewing.domain.strategies import QUESTIONS, any_event, endings


@pytest.mark.parametrize("remembers", [False, True])
def test_every_step_of_an_interview_comes_back_as_it_was(sqlite_url: str, remembers: bool) -> None:
    storage = Storage(sqlite_url, a_vault())
    candidates = count(5000)
    with asyncio.Runner() as runner:
        runner.run(storage.open())

        @settings(max_examples=30)
        @given(st.lists(any_event, max_size=25), st.none() | endings, st.sampled_from(Mode))
        def try_history(happened: list[Event], ending: Event | None, mode: Mode) -> None:
            begun = an_interview(
                questions=QUESTIONS, phase=Phase.OPENING, mode=mode, candidate=UserId(next(candidates))
            )
            runner.run(play(storage, remembers, begun, [*happened, *([] if ending is None else [ending])]))

        try:
            try_history()
        finally:
            runner.run(storage.close())


async def play(storage: Storage, remembers: bool, begun: Interview, happened: list[Event]) -> None:
    async with storage.unit_of_work() as uow:
        await uow.interviews.add(begun)  # undone: this leaves nothing behind
    async with storage.unit_of_work() as uow:
        added = await uow.interviews.add(begun)
        await uow.commit()
    try:
        for event in happened:
            if not remembers:
                storage.forget()
            added = await stepped(storage, added, event)
        if not remembers:
            storage.forget()
        assert await read(storage, added.id) == added
    finally:
        async with storage.unit_of_work() as uow:  # the next history has messages with the same ids
            await uow.interviews.discard(added.id)
            await uow.commit()


async def stepped(storage: Storage, expected: Interview, event: Event) -> Interview:
    """The interview after the event, stored in a transaction of its own, after one that was undone."""
    assert await read(storage, expected.id) == expected
    try:
        step = advance(expected, event)
    except InterviewError:
        return expected
    async with storage.unit_of_work() as uow:
        await uow.interviews.save(replace(step.interview, locale="de"))
    async with storage.unit_of_work() as uow:
        await uow.interviews.save(step.interview)
        await uow.outbox.put(interview_parcels(step.interview, step.effects, cause="test", due_at=expected.started_at))
        await uow.commit()
    return replace(step.interview, version=expected.version + 1)


async def read(storage: Storage, interview: InterviewId) -> Interview:
    async with storage.unit_of_work() as uow:
        found = await uow.interviews.get(interview)
    assert found is not None
    return found
