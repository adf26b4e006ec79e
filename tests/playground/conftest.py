"""A running playground, and the unmodified discord.py client driven against it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from playground.server import Playground
from tests.openapi import judge
from tests.playground.client import RunningClient, connected


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """A Discord of its own for each test; what was asked of it, and what it answered, is judged."""
    playground = Playground()
    await playground.start()
    yield playground
    await playground.close()
    judge(playground.requests, answers=True)


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[RunningClient]:
    """A client that is logged in, without privileged intents."""
    async with connected(playground) as running:
        yield running
