"""A bot and a Discord whose days pass at once, and a candidate."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from playground.server import Playground
from playground.world.clock import Timer
from tests.haste import let_discord_wait
from tests.openapi import judge
from tests.wire.conftest import NewCandidate, config_for, running
from tests.wire.journey import Journey

AN_HOUR = timedelta(hours=1)


class Days:
    """One clock for the bot and for Discord. Real time passes; a test adds hours and days.

    It begins on a coming Monday at six o'clock in UTC: Discord's ids must not be older than discord.py's own clock.
    """

    def __init__(self) -> None:
        today = datetime.now(UTC).replace(hour=6, minute=0, second=0, microsecond=0)
        self._ahead = today + timedelta(days=7 - today.weekday()) - datetime.now(UTC)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def now(self) -> float:
        return time.time() + self._ahead.total_seconds()

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        return asyncio.get_running_loop().call_later(seconds, callback)

    @property
    def today(self) -> date:
        return self().date()

    def after(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def wait_until(self, hour: int, minute: int = 0, *, days: int = 0) -> None:
        """Let time pass until that time of the day, so many days from today."""
        wanted = self().replace(hour=hour, minute=minute, second=1) + timedelta(days=days)
        assert wanted > self()
        self._ahead += wanted - self()


def said(day: date) -> str:
    """The day as everybody reads it."""
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
async def playground(days: Days) -> AsyncIterator[Playground]:
    playground = Playground(clock=days)
    let_discord_wait(playground)
    await playground.start()
    yield playground
    await playground.close()
    judge(playground.requests)


Start = Callable[[], AbstractAsyncContextManager[None]]


@pytest.fixture
def start(playground: Playground, days: Days, tmp_path: Path) -> Start:
    """Starts the bot: what fell due meanwhile is seen at once, as after any restart."""
    config = config_for(playground, tmp_path)
    return lambda: running(playground, config, clock=days)


@pytest.fixture
async def bot(start: Start) -> AsyncIterator[None]:
    async with start():
        yield


@pytest.fixture
async def candice(new_candidate: NewCandidate) -> Journey:
    """A candidate who has not begun anything yet; the bot may not run."""
    return await new_candidate("Candice")
