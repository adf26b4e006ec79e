"""Each request of the messenger takes a turn: a history of several pages takes several."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.client.address import point_at
from bot.client.client import MockInterviewBot
from bot.client.connecting import new_session_limit
from bot.client.messenger.messenger import MESSAGES_A_REQUEST, DiscordMessenger
from bot.core.content import ChannelId, MessageId
from bot.core.waits import Waits
from bot.outbound.draft import Draft
from bot.outbound.look import look_of
from bot.outbound.request_budget import Lane, RequestBudget
from playground.server import Playground
from tests.wire.conftest import NewCandidate
from tests.wire.journey import Journey


class CountingLane(Lane):
    """A lane that nobody ever waits in."""

    def __init__(self) -> None:
        super().__init__(RequestBudget(per_second=1))
        self.turns = 0

    async def turn(self) -> None:
        self.turns += 1


async def nobody_is_told(*_: Any) -> None: ...


@pytest.fixture
async def client(playground: Playground) -> AsyncIterator[MockInterviewBot]:
    """A client that has logged in and is not connected."""
    point_at(api_base=playground.api_base, gateway_url=playground.gateway_url)
    client = MockInterviewBot(
        extensions=(),
        interaction_errors=nobody_is_told,
        message_errors=nobody_is_told,
        waits=Waits(),
        sessions=new_session_limit(),
    )
    async with client:
        await client.login(playground.token)
        playground.requests.clear()
        yield client


@pytest.fixture
async def candice(new_candidate: NewCandidate) -> Journey:
    return await new_candidate("Candice")


async def test_each_page_of_a_history_takes_a_turn(client: MockInterviewBot, candice: Journey) -> None:
    written = [await candice.say(f"line {number}") for number in range(2 * MESSAGES_A_REQUEST + 1)]
    lane = CountingLane()
    messenger = DiscordMessenger(client, CountingLane()).in_lane(lane)
    dm, first, last = ChannelId(int(candice.dm)), MessageId(int(written[0]["id"])), MessageId(int(written[-2]["id"]))

    everything = [each async for each in messenger.read(dm, after=MessageId(first - 1))]
    two_full_pages = [each async for each in messenger.read(dm, after=MessageId(first - 1), until=last)]

    ids = [int(each["id"]) for each in written]
    assert [each.id for each in everything if not isinstance(each, int)] == ids
    assert [each.id for each in two_full_pages if not isinstance(each, int)] == ids[:-1]
    assert lane.turns == len(candice.playground.requests) == 3 + 3


async def test_to_look_for_what_was_sent_takes_a_turn_a_page(client: MockInterviewBot, candice: Journey) -> None:
    written = [await candice.say(f"line {number}") for number in range(MESSAGES_A_REQUEST + 1)]
    lane = CountingLane()
    messenger = DiscordMessenger(client, lane)
    dm = ChannelId(int(candice.dm))
    sent = await messenger.send(dm, Draft(content="Here."), nonce="1")

    after = MessageId(int(written[0]["id"]) - 1)
    found = await messenger.find_sent(dm, look_of(Draft(content="Here.")), nonce="1", after=after)

    assert found == [sent]
    assert lane.turns == len(candice.playground.requests) == 1 + 2


async def test_to_ask_about_a_deleted_message_takes_a_turn_and_another_in_a_thread(
    client: MockInterviewBot, candice: Journey
) -> None:
    await candice.say("Still there.")
    gone = await candice.say("Gone.")
    await candice.person.delete(candice.dm, gone["id"])
    lane = CountingLane()
    messenger = DiscordMessenger(client, lane)

    for in_thread in (False, True):
        assert await messenger.was_deleted(ChannelId(int(candice.dm)), MessageId(int(gone["id"])), in_thread=in_thread)

    assert lane.turns == len(candice.playground.requests) == 1 + 2
