"""Whatever happens in an interview, the database holds what the machine made of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.interviewing.domain.errors import InterviewError
from bot.interviewing.domain.events import Event
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Mode, Phase
from bot.interviewing.usecases.outgoing import interview_parcels
from bot.storage.storage import Storage
from tests.builders import an_interview
from tests.databases import a_vault
from tests.interviewing.domain.strategies import QUESTIONS, any_event, endings


def test_every_step_of_an_interview_comes_back_as_it_was(sqlite_url: str) -> None:
    storage = Storage(sqlite_url, a_vault())
    with asyncio.Runner() as runner:
        runner.run(storage.open())

        @settings(max_examples=30)
        @given(st.lists(any_event, max_size=25), st.none() | endings, st.sampled_from(Mode))
        def try_history(happened: list[Event], ending: Event | None, mode: Mode) -> None:
            runner.run(play(storage, [*happened, *([] if ending is None else [ending])], mode))

        try:
            try_history()
        finally:
            runner.run(storage.close())


async def play(storage: Storage, happened: list[Event], mode: Mode) -> None:
    async with storage.unit_of_work() as uow:
        expected = await uow.interviews.add(an_interview(questions=QUESTIONS, phase=Phase.OPENING, mode=mode))
        for event in happened:
            stored = await uow.interviews.get(expected.id)
            assert stored == expected
            try:
                step = advance(stored, event)
            except InterviewError:
                continue
            await uow.interviews.save(step.interview)
            await uow.outbox.put(
                interview_parcels(step.interview, step.effects, cause="test", due_at=stored.started_at)
            )
            expected = replace(step.interview, version=stored.version + 1)
        assert await uow.interviews.get(expected.id) == expected
