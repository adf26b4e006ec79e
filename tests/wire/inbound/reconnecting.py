"""A bot that comes back, and people who do something before it has read what they wrote meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app.wiring import now
from bot.config import Config
from bot.core.transactions import Clock
from playground.client.person import Person
from playground.server import Playground
from playground.traffic.faults import Hold
from playground.traffic.recorded_request import RecordedRequest
from tests.wire.conftest import running

MESSAGES = "/channels/{channel_id}/messages"


async def reconnected(playground: Playground, channel: str) -> Hold:
    """The bot has a new session, and has just asked for what was written in a channel meanwhile."""
    before = len(playground.gateway_sent)

    def catches_up(request: RecordedRequest) -> bool:
        is_new = any(each.name == "READY" for each in playground.gateway_sent[before:])
        return is_new and request.params["channel_id"] == channel

    held = playground.faults.hold_before(method="GET", route=MESSAGES, when=catches_up)
    playground.gateway.invalidate_sessions()
    await held.reached()
    return held


@asynccontextmanager
async def coming_back(
    playground: Playground, config: Config, channel: str, *, clock: Clock = now
) -> AsyncIterator[Hold]:
    """The bot, started anew, which has just asked for what was written in a channel while it was away."""
    held = playground.faults.hold_before(
        method="GET", route=MESSAGES, when=lambda request: request.params["channel_id"] == channel
    )
    async with running(playground, config, clock=clock):
        await held.reached()
        yield held


async def in_hand(person: Person, channel: str) -> None:
    """Return when the bot has begun with all that was done so far.

    It hears of everything in order, and these suggestions need neither the database nor what was written before.
    """
    assert await person.autocomplete(channel, "mock", "questions", questions="")
