"""The pauses between attempts to connect are short, and new sessions are rare enough."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from random import Random

import discord
import pytest
from aiohttp import web
from aiolimiter import AsyncLimiter

from bot.client.address import point_at
from bot.client.connecting import (
    NEW_SESSIONS_AT_ONCE,
    SECONDS_A_SESSION,
    GatewayConnection,
    new_session_limit,
    pause_after,
)
from bot.core.waits import Waits
from playground.server import Playground
from playground.world.bell import PATIENCE

A_DAY = 24 * 60 * 60
TURNS = 150
"""So many turns of the loop hold several attempts to connect."""
NEW_SESSIONS_A_DAY = 1000
"""https://docs.discord.com/developers/events/gateway#identifying: above, Discord resets the token."""


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground()
    await playground.start()
    point_at(api_base=playground.api_base, gateway_url=playground.gateway_url)
    yield playground
    await playground.close()


@asynccontextmanager
async def connected(
    playground: Playground, *, sessions: AsyncLimiter, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> AsyncIterator[None]:
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(playground.token)
        connection = GatewayConnection(client, waits=Waits(), sessions=sessions, chance=Random(7), sleep=sleep)
        has_session = client.wait_for("connect", timeout=PATIENCE)
        keeping = asyncio.create_task(connection.keep())
        await has_session
        yield
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping


def test_pauses_grow_but_not_for_long() -> None:
    waits = Waits()
    for chance in (Random(seed) for seed in range(20)):
        pauses = [pause_after(failures, waits, chance) for failures in range(1, 200)]

        assert 0.5 <= pauses[0] <= 1
        assert all(4 <= each <= 8 for each in pauses[3:])


async def test_the_bot_is_back_within_fifteen_seconds_of_discord(playground: Playground) -> None:
    """After each of many outages, of which the last takes hours; time passes only in the pauses."""
    for outage in (1, 10, 180, 7200):
        passed = 0.0

        async def sleep(seconds: float, outage: int = outage) -> None:
            nonlocal passed
            passed += seconds
            playground.faults.gateway_away = passed < outage

        async with connected(playground, sessions=new_session_limit(), sleep=sleep):
            before = len(playground.gateway_sent)
            playground.faults.gateway_away = True
            playground.gateway.cut_sockets()
            await playground.until(
                lambda before=before: [each.name for each in playground.gateway_sent[before:]] == ["RESUMED"],
                what="the session",
            )

        assert passed < outage + 15


async def test_one_attempt_that_fails_is_no_warning(playground: Playground, caplog: pytest.LogCaptureFixture) -> None:
    """Discord ends connections again and again, and is there a second later."""
    caplog.set_level(logging.INFO, logger="bot.client.connecting")
    fails = 1

    async def at_once(_: float) -> None:
        playground.faults.gateway_away = len(said(caplog)) < fails

    async with connected(playground, sessions=new_session_limit(), sleep=at_once):
        for fails in (1, 1 + 3):  # noqa: B007 - `at_once` reads it
            before = len(playground.gateway_sent)
            playground.faults.gateway_away = True
            playground.gateway.cut_sockets()
            await playground.until(
                lambda before=before: [each.name for each in playground.gateway_sent[before:]] == ["RESUMED"],
                what="the session",
            )

    assert said(caplog) == [("INFO", 1), ("INFO", 1), ("WARNING", 2), ("WARNING", 3)]


def said(caplog: pytest.LogCaptureFixture) -> list[tuple[str, int]]:
    """The level of each line that tells of an attempt which failed, and how many had failed by then."""
    lines = [each for each in caplog.records if each.getMessage() == "not connected; trying again"]
    return [(each.levelname, vars(each)["attempts"]) for each in lines]


def test_a_day_of_trouble_does_not_cost_the_token() -> None:
    limit = new_session_limit()

    assert limit.max_rate == NEW_SESSIONS_AT_ONCE
    assert limit.max_rate + A_DAY * limit.max_rate / limit.time_period < NEW_SESSIONS_A_DAY / 2


async def test_sessions_that_end_at_once_are_begun_no_more_than_is_allowed(
    playground: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    async def at_once(_: float) -> None:
        return

    async with connected(playground, sessions=AsyncLimiter(2, 2 * SECONDS_A_SESSION), sleep=at_once):
        playground.gateway.invalidate_sessions()
        await playground.until(lambda: [each.name for each in playground.gateway_sent].count("READY") == 2)
        playground.gateway.invalidate_sessions()
        async with asyncio.timeout(PATIENCE):
            while "too many new sessions; waiting" not in caplog.text:  # noqa: ASYNC110 - the log tells nobody
                await asyncio.sleep(0.02)

        assert not playground.gateway.connected
    assert [each.name for each in playground.gateway_sent].count("READY") == 2


async def test_to_end_it_counts_in_whatever_moment_it_comes(playground: Playground) -> None:
    """Discord is away, and the attempt to connect fails just as it is cancelled."""

    async def at_once(_: float) -> None:
        return

    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(playground.token)
        playground.faults.gateway_away = True
        for turns in range(TURNS):
            sessions = AsyncLimiter(TURNS)
            connection = GatewayConnection(client, waits=Waits(), sessions=sessions, chance=Random(7), sleep=at_once)
            keeping = asyncio.create_task(connection.keep())
            for _ in range(turns):
                await asyncio.sleep(0)
            keeping.cancel()
            await asyncio.wait([keeping], timeout=PATIENCE)
            assert keeping.cancelled(), f"it went on after {turns} turns of the loop"


class HangsUp:
    """A gateway that takes each connection and ends it before it says hello."""

    def __init__(self) -> None:
        self.connections = 0

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        self.connections += 1
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.close()
        return socket


async def test_a_server_that_hangs_up_is_left_in_peace(playground: Playground) -> None:
    pauses: list[float] = []
    enough = asyncio.Event()

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 5:
            enough.set()
            await asyncio.Event().wait()

    server, app = HangsUp(), web.Application()
    app.router.add_get("/", server.handle)
    runner = web.AppRunner(app)
    async with connected(playground, sessions=new_session_limit(), sleep=sleep):
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        point_at(api_base=None, gateway_url=f"ws://127.0.0.1:{runner.addresses[0][1]}/")
        playground.faults.gateway_away = True
        playground.gateway.cut_sockets()
        await asyncio.wait_for(enough.wait(), PATIENCE)
    await runner.cleanup()

    assert 1 <= server.connections <= len(pauses)
    assert sorted(pauses) == pauses
