"""A bot in a process of its own, and a candidate."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.server import Playground
from tests.databases import place_migrated_file
from tests.haste import let_discord_wait
from tests.openapi import judge
from tests.restart.bot_process import BotProcess
from tests.restart.hours import MovableClock
from tests.restart.nursery import ForkedBot
from tests.wire.conftest import NewCandidate, new_candidate
from tests.wire.journey import Journey
from tests.wire.practice import Practice

__all__ = ["new_candidate"]


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def playground(clock: MovableClock) -> AsyncIterator[Playground]:
    """A Discord whose time a test can move."""
    playground = Playground(clock=clock)
    let_discord_wait(playground)
    await playground.start()
    yield playground
    await playground.close()
    judge(playground.requests)


@pytest.fixture
async def process(playground: Playground, tmp_path: Path) -> AsyncIterator[BotProcess]:
    bot = BotProcess(playground, tmp_path)
    await bot.start()
    yield bot
    await bot.stop()


@pytest.fixture
async def interview(forked: ForkedBot, new_candidate: NewCandidate) -> Journey:  # noqa: ARG001 - it has to run
    candidate = await new_candidate("Candice")
    await candidate.mock()
    return candidate


@pytest.fixture
async def forked(playground: Playground, tmp_path: Path) -> AsyncIterator[ForkedBot]:
    """A bot that dies and starts within a fraction of a second."""
    bot = ForkedBot(playground, tmp_path)
    place_migrated_file(bot.database)
    await bot.start()
    yield bot
    await bot.stop()


@pytest.fixture
async def practice(playground: Playground, forked: ForkedBot) -> Practice:  # noqa: ARG001 - it has to run
    """A server that is set up: two coaches, of whom Cleo is a lead."""
    made = Practice.furnish(playground)
    await made.set_up()
    made.coach("Carl")
    made.coach("Cleo", lead=True)
    return made
