"""Interactions against the clock, and what the bare endpoints refuse."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from playground.client.person import InteractionFailed
from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.world.clock import ManualClock
from tests.playground.raw import RawRest, raw_rest
from tests.playground.scenes import a_home


class Timed:
    """A playground whose time stands still, and the bare interactions that reach a bot there."""

    def __init__(self, playground: Playground, clock: ManualClock, rest: RawRest) -> None:
        self.playground = playground
        self.clock = clock
        self.rest = rest
        self.home = a_home(playground)
        command = {"name": "go", "description": "Go", "type": 1, "contexts": [0, 1], "integration_types": [0, 1]}
        playground.services.commands.overwrite([command])

    async def respond(self, used: Invocation, kind: int, **data: Any) -> tuple[int, Any]:
        path = f"/interactions/{used.id}/{used.token}/callback"
        body: dict[str, Any] = {"type": kind}
        if data:
            body["data"] = data
        return await self.rest("POST", path, body, params={"with_response": "true"})

    def hook(self, used: Invocation) -> str:
        return f"/webhooks/{self.playground.world.bot_id}/{used.token}"


@pytest.fixture
async def timed() -> AsyncIterator[Timed]:
    clock = ManualClock()
    playground = Playground(clock=clock)
    await playground.start()
    async with raw_rest(playground) as rest:
        yield Timed(playground, clock, rest)
    await playground.close()


async def test_after_three_seconds_the_interaction_failed(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")

    timed.clock.advance(2.9)
    assert not used.failed
    timed.clock.advance(0.2)

    assert used.failed
    status, body = await timed.respond(used, 4, content="too late")
    assert (status, body["code"]) == (404, 10062)
    assert timed.home.pat.messages(timed.home.channel.id) == []


async def test_suggestions_that_come_late_are_no_suggestions(timed: Timed) -> None:
    command = {
        "name": "find",
        "description": "Find",
        "options": [{"type": 3, "name": "bank", "description": "Bank", "autocomplete": True}],
    }
    timed.playground.services.commands.overwrite([command])
    asking = asyncio.create_task(timed.home.pat.autocomplete(timed.home.channel.id, "find", "bank", bank="x"))
    await asyncio.sleep(0)

    timed.clock.advance(3)

    with pytest.raises(InteractionFailed):
        await asking


async def test_a_second_first_response_is_refused(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")

    first, _ = await timed.respond(used, 4, content="one")
    status, body = await timed.respond(used, 4, content="two")

    assert first == 200
    assert (status, body["code"]) == (400, 40060)


async def test_follow_ups_end_after_fifteen_minutes(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")
    early, unknown = await timed.rest("POST", timed.hook(used), {"content": "before any response"})
    await timed.respond(used, 5)
    assert used.loading

    timed.clock.advance(14 * 60)
    in_time, _ = await timed.rest("POST", timed.hook(used), {"content": "in time"})
    timed.clock.advance(2 * 60)
    late, body = await timed.rest("POST", timed.hook(used), {"content": "late"})

    assert (early, unknown["code"]) == (404, 10015)
    assert in_time == 200
    assert (late, body["code"]) == (401, 50027)


async def test_a_deferral_that_leads_to_nothing_fails_in_the_end(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")
    await timed.respond(used, 5)

    timed.clock.advance(16 * 60)

    assert used.failed


async def test_a_wrong_token_is_an_unknown_interaction(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")

    status, body = await timed.rest("POST", f"/interactions/{used.id}/wrong/callback", {"type": 5})

    assert (status, body["code"]) == (404, 10062)
    assert not used.acknowledged


async def test_an_invalid_response_leaves_the_interaction_open(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")

    bad, body = await timed.respond(used, 4, content="x" * 2001)
    good, _ = await timed.respond(used, 4, content="x")

    assert (bad, body["code"]) == (400, 50035)
    assert "content" in body["errors"]["data"]
    assert good == 200


@pytest.mark.parametrize("kind", [2, 3, 6, 7, 8])
async def test_a_command_cannot_be_answered_by_updating_a_message(timed: Timed, kind: int) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")

    status, body = await timed.respond(used, kind)

    assert (status, body["code"]) == (400, 50035)


async def test_only_five_follow_ups_for_an_app_installed_by_its_user_alone(timed: Timed) -> None:
    stranger = timed.playground.add_user("Stranger")
    timed.playground.install_for(stranger)
    used = await stranger.slash(await stranger.open_dm(), "go")
    await timed.respond(used, 4, content="first")

    answers = [await timed.rest("POST", timed.hook(used), {"content": str(n)}) for n in range(6)]

    assert [status for status, _ in answers] == [200] * 5 + [400]
    assert answers[-1][1]["code"] == 40094


async def test_a_response_reports_the_message_it_made(timed: Timed) -> None:
    used = await timed.home.pat.slash(timed.home.channel.id, "go")

    _, body = await timed.respond(used, 4, content="here", flags=64)

    assert body["interaction"]["response_message_ephemeral"] is True
    assert body["resource"]["message"]["content"] == "here"
    status, original = await timed.rest("GET", timed.hook(used) + "/messages/@original")
    assert status == 200
    assert original["id"] == body["interaction"]["response_message_id"]
    status, _ = await timed.rest("DELETE", timed.hook(used) + "/messages/@original")
    assert status == 204
    status, gone = await timed.rest("PATCH", timed.hook(used) + "/messages/@original", {"content": "x"})
    assert (status, gone["code"]) == (404, 10008)
