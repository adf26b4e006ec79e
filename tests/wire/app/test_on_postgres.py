"""The same bot on PostgreSQL, alone and as one of two processes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import Config
from playground.server import Playground
from tests.wire.conftest import NewCandidate, config_for, running
from tests.wire.journey import is_panel, is_question, says

pytestmark = pytest.mark.postgres


def on(postgres_url: str, playground: Playground, folder: Path) -> Config:
    config = config_for(playground, folder)
    return config.model_copy(update={"database": config.database.model_copy(update={"url": SecretStr(postgres_url)})})


async def test_an_interview_on_postgres_outlives_a_restart(
    playground: Playground, new_candidate: NewCandidate, tmp_path: Path, postgres_url: str
) -> None:
    config = on(postgres_url, playground, tmp_path)
    candidate = await new_candidate("Petra")
    async with running(playground, config):
        await candidate.mock(questions="2")
        await candidate.answer("Stored elsewhere.")

    await candidate.say("Written to nobody.")

    async with running(playground, config):
        panel = await candidate.sees(says("5 words"))
        await candidate.press(panel, "Next question")
        await candidate.answer("Second.", number=2)
        await candidate.command("next")
        await candidate.sees(says("You answered both questions."))


async def test_two_processes_that_hear_everything_twice_say_it_once(
    playground: Playground, new_candidate: NewCandidate, tmp_path: Path, postgres_url: str
) -> None:
    """As in a rolling update: both are connected, and each is told of every message."""
    config = on(postgres_url, playground, tmp_path)
    candidate = await new_candidate("Petra")
    async with running(playground, config), running(playground, config):
        await candidate.mock(questions="3")
        for number in (1, 2):
            panel = await candidate.answer(f"Answer {number}.", number=number)
            await candidate.press(panel, "Next question")
            await candidate.sees(is_question(number + 1))

        for number in (1, 2):
            assert len(candidate.of_bot(is_question(number))) == 1
            assert len(candidate.of_bot(is_panel(number))) == 1
        assert len(candidate.of_bot(is_question(3))) == 1
