"""Discord is away and comes back: so does the bot, soon, with the session that it had, and without a traceback."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from bot.app.application import FIRST_PAUSE_AFTER_A_BUG, run_until
from playground.server import Playground
from playground.world.bell import PATIENCE
from tests.haste import waits_before
from tests.wire.conftest import NewCandidate, config_for, running
from tests.wire.journey import Journey, is_panel, says

ATTEMPTS = 15
"""discord.py's own pauses would add up to hours."""
DISCORD_PY_TRIES = 5
"""Attempts at one request after which discord.py raises what Discord has answered."""


def nothing_unexpected(caplog: pytest.LogCaptureFixture) -> None:
    assert not [each for each in caplog.records if each.exc_info or each.levelno >= logging.ERROR]


def events(playground: Playground) -> list[str]:
    return [each.name for each in playground.gateway_sent]


async def test_after_a_long_outage_the_session_is_resumed(interview: Journey, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="bot.client.connecting")
    playground = interview.playground
    playground.faults.refuse_gateway(times=ATTEMPTS)
    playground.gateway.cut_sockets()
    await interview.say("Said while nobody listened.")

    await interview.sees(is_panel(1))

    assert events(playground).count("READY") == 1
    assert events(playground).count("RESUMED") == 1
    attempts = [vars(each) for each in caplog.records if each.getMessage() == "not connected; trying again"]
    assert [each["attempts"] for each in attempts] == list(range(1, ATTEMPTS + 1))
    nothing_unexpected(caplog)


async def test_a_session_whose_address_is_dead_is_resumed_elsewhere(
    playground: Playground, new_candidate: NewCandidate, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    playground.gateway.resume_url = "ws://127.0.0.1:9/"
    interview = await new_candidate("Candice")
    async with running(playground, config_for(playground, tmp_path)):
        await interview.mock()
        for heard in ("4 words", "8 words"):
            playground.gateway.cut_sockets()
            await interview.say("Said while nobody listened.")
            await interview.sees(says(heard))

    assert events(playground).count("READY") == 1
    assert events(playground).count("RESUMED") == 2
    nothing_unexpected(caplog)


async def test_a_session_that_is_gone_after_an_outage_is_followed_by_another(
    interview: Journey, caplog: pytest.LogCaptureFixture
) -> None:
    playground = interview.playground
    playground.faults.refuse_gateway(times=3)
    playground.gateway.forget_sessions()
    playground.gateway.cut_sockets()
    await interview.say("Said while nobody listened.")

    await interview.sees(is_panel(1))

    assert events(playground).count("READY") == 2
    nothing_unexpected(caplog)


@pytest.mark.parametrize("away", ["the gateway", "everything"])
async def test_a_start_while_discord_is_away(
    playground: Playground,
    new_candidate: NewCandidate,
    tmp_path: Path,
    away: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    interview = await new_candidate("Candice")
    playground.faults.refuse_gateway(times=3)
    if away == "everything":
        playground.faults.fail(503, times=2)
        playground.faults.reset(times=2)

    async with running(playground, config_for(playground, tmp_path)):
        await interview.mock()

    nothing_unexpected(caplog)


async def test_a_start_while_discord_wants_fewer_requests(
    playground: Playground, new_candidate: NewCandidate, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    interview = await new_candidate("Candice")
    playground.faults.rate_limit(0.01, route="/oauth2/applications/@me", times=DISCORD_PY_TRIES)

    async with running(playground, config_for(playground, tmp_path)):
        await interview.mock()

    said = [vars(each)["reason"] for each in caplog.records if each.getMessage() == "not connected; connecting anew"]
    assert said == ["HTTP 429"]
    nothing_unexpected(caplog)


async def test_a_start_without_a_network_is_one_line_for_each_attempt(
    playground: Playground, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = config_for(playground, tmp_path)
    nowhere = config.discord.model_copy(update={"api_base": "http://127.0.0.1:9/api/v10"})
    stopped = StopAfter(attempts=3)
    logging.getLogger("bot.app.application").addHandler(stopped)

    await run_until(stopped.stopped, config.model_copy(update={"discord": nowhere}), waits=waits_before(playground))

    logging.getLogger("bot.app.application").removeHandler(stopped)
    said = [vars(each)["reason"] for each in caplog.records if each.getMessage() == "not connected; connecting anew"]
    assert said == ["127.0.0.1:9: connection refused"] * 3
    nothing_unexpected(caplog)


class StopAfter(logging.Handler):
    """Stops a bot that has logged so many warnings."""

    def __init__(self, *, attempts: int) -> None:
        super().__init__(logging.WARNING)
        self._left = attempts
        self.stopped = asyncio.Event()

    def emit(self, _: logging.LogRecord) -> None:
        self._left -= 1
        if self._left <= 0:
            self.stopped.set()


async def test_after_an_event_that_the_library_cannot_read_a_new_client_answers_soon(
    interview: Journey, caplog: pytest.LogCaptureFixture
) -> None:
    playground = interview.playground
    now = asyncio.get_running_loop().time
    began = now()
    for session in list(playground.gateway.sessions.values()):
        playground.gateway._dispatch(session, "MESSAGE_CREATE", {})
    await playground.until(lambda: not playground.gateway.connected, what="the end of the client")
    await interview.say("Said while there was no client.")

    await interview.sees(is_panel(1))

    assert events(playground).count("READY") == 2
    assert [each.getMessage() for each in caplog.records if each.exc_info] == ["connection ended; connecting anew"]
    assert FIRST_PAUSE_AFTER_A_BUG <= now() - began <= PATIENCE
