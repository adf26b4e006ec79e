"""Today's bot, started on what the old build left behind."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.haste import let_discord_wait
from tests.old_build.recording import OldBuild, bring_up_to_date, discord_of, place_database, recorded
from tests.openapi import judge
from tests.wire.conftest import config_for, running


@pytest.fixture
async def old(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[OldBuild]:
    """The Discord of the old build, to which nobody is connected, and its database."""
    told = recorded()
    playground = discord_of(told, tmp_path)
    let_discord_wait(playground)
    place_database(tmp_path)
    await playground.start()
    yield OldBuild(playground=playground, folder=tmp_path, told=told, log=caplog)
    await playground.close()
    judge(playground.requests)


@pytest.fixture
async def upgraded(old: OldBuild) -> AsyncIterator[OldBuild]:
    """The same with today's bot, which has begun to deliver what waited. It must not meet anything unexpected."""
    async with _todays_bot(old):
        yield old


@pytest.fixture
async def rested(old: OldBuild) -> AsyncIterator[OldBuild]:
    """`upgraded` without anything that waited, for tests of what stands there."""
    old.forget_what_waits()
    async with _todays_bot(old):
        yield old


@asynccontextmanager
async def _todays_bot(old: OldBuild) -> AsyncIterator[None]:
    old.log.set_level(logging.INFO)
    clock = old.playground.clock
    config = config_for(old.playground, old.folder)
    await bring_up_to_date(old.folder / "bot.sqlite3")
    async with running(old.playground, config, clock=lambda: datetime.fromtimestamp(clock.now(), UTC)):
        yield
    old.has_not_failed()
