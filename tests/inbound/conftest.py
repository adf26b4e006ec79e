"""A process that reads histories, and reads them again soon."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.banks.format.catalogue import Catalogue
from bot.core.waits import Waits
from bot.inbound import gate as readings
from playground.world.bell import PATIENCE
from tests.usecases.fakes import Conversations, MovableClock
from tests.usecases.interrupted import Interrupted
from tests.usecases.process import Process


@pytest.fixture
def waits() -> Waits:
    """How long the process waits; a module may say otherwise."""
    return Waits()


@pytest_asyncio.fixture(loop_scope="session")
async def bot(
    units: Interrupted,
    discord: Conversations,
    clock: MovableClock,
    catalogue: Catalogue,
    waits: Waits,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Process]:
    monkeypatch.setattr(readings, "FIRST_REREAD_PAUSE", 0.02)
    bot = Process(unit_of_work=units, discord=discord, clock=clock, catalogue=catalogue, waits=waits)
    yield bot
    async with asyncio.timeout(PATIENCE):
        await bot.door.stop()
