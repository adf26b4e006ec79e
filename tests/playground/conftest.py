"""A running playground, and the unmodified discord.py client driven against it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from playground.server import Playground
from tests.openapi import DiscordDescription, discord_description
from tests.playground.client import RunningClient, connected


@pytest.fixture(scope="session")
def description() -> DiscordDescription | None:
    return discord_description()


@pytest.fixture
async def playground(description: DiscordDescription | None) -> AsyncIterator[Playground]:
    """A Discord of its own for each test; what was asked of it, and what it answered, is judged."""
    playground = Playground()
    await playground.start()
    yield playground
    await playground.close()
    if description is not None:
        description.check_requests(playground.requests)
        description.check_answers(playground.requests)


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[RunningClient]:
    """A client that is logged in, without privileged intents."""
    async with connected(playground) as running:
        yield running
