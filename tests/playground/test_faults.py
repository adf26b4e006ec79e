"""Faults on demand, and how the unmodified client takes them."""

from __future__ import annotations

import asyncio
import io

import aiohttp
import discord
import pytest

from playground.server import Playground
from playground.traffic.rate_limits import MESSAGES, RateLimits, Rule
from tests.playground.client import RunningClient, connected
from tests.playground.raw import raw_rest
from tests.playground.scenes import a_home


@pytest.fixture
async def dm(playground: Playground, bot: RunningClient) -> discord.PartialMessageable:
    return bot.get_partial_messageable(int(await a_home(playground).pat.open_dm()))


def written(playground: Playground, dm: discord.PartialMessageable) -> list[str]:
    return [message.content for message in playground.world.messages[str(dm.id)].values()]


async def test_a_server_error_is_tried_again_by_the_client(
    playground: Playground, dm: discord.PartialMessageable
) -> None:
    playground.faults.fail(500, method="POST", route=MESSAGES)

    await dm.send("Hello")

    sent = [request for request in playground.requests if request.route == MESSAGES]
    assert [request.status for request in sent] == [500, 200]
    assert written(playground, dm) == ["Hello"]


async def test_an_unavailable_service_is_not_tried_again(
    playground: Playground, dm: discord.PartialMessageable
) -> None:
    playground.faults.fail(503, method="POST", route=MESSAGES)

    with pytest.raises(discord.DiscordServerError):
        await dm.send("Hello")

    assert written(playground, dm) == []


async def test_a_reset_connection_reaches_the_caller(playground: Playground, dm: discord.PartialMessageable) -> None:
    playground.faults.reset(method="POST", route=MESSAGES)

    with pytest.raises((aiohttp.ClientError, OSError)):
        await dm.send("Hello")

    assert written(playground, dm) == []


async def test_a_lost_answer_was_carried_out_and_the_nonce_finds_it(
    playground: Playground, dm: discord.PartialMessageable
) -> None:
    playground.faults.lose_answer(method="POST", route=MESSAGES)

    with pytest.raises((aiohttp.ClientError, OSError)):
        await dm.send("Hello", nonce="parcel-1")
    again = await dm.send("Hello", nonce="parcel-1")

    assert written(playground, dm) == ["Hello"]
    assert list(playground.world.messages[str(dm.id)]) == [str(again.id)]


async def test_a_slow_request_is_carried_out_halfway(playground: Playground, dm: discord.PartialMessageable) -> None:
    playground.faults.slow(0.2, method="POST", route=MESSAGES)
    loop = asyncio.get_running_loop()
    began = loop.time()

    sending = asyncio.create_task(dm.send("Hello"))
    await playground.until(lambda: written(playground, dm))
    assert not sending.done()
    await sending

    assert loop.time() - began >= 0.2


async def test_a_request_held_before_it_is_carried_out(playground: Playground, dm: discord.PartialMessageable) -> None:
    hold = playground.faults.hold_before(method="POST", route=MESSAGES)
    sending = asyncio.create_task(dm.send("Hello"))

    request = await hold.reached()
    assert request.body["content"] == "Hello"
    assert written(playground, dm) == []
    hold.release()
    await sending

    assert written(playground, dm) == ["Hello"]


async def test_a_request_dropped_before_it_is_carried_out_never_is(
    playground: Playground, dm: discord.PartialMessageable
) -> None:
    hold = playground.faults.hold_before(method="POST", route=MESSAGES)
    sending = asyncio.create_task(dm.send("Hello"))

    await hold.reached()
    hold.drop()

    with pytest.raises((aiohttp.ClientError, OSError)):
        await sending
    assert written(playground, dm) == []


async def test_a_request_held_after_it_was_carried_out(playground: Playground, dm: discord.PartialMessageable) -> None:
    hold = playground.faults.hold_after(method="POST", route=MESSAGES, when=lambda r: r.body["content"] == "b")
    await dm.send("a")
    sending = asyncio.create_task(dm.send("b"))

    await hold.reached()
    assert written(playground, dm) == ["a", "b"]
    assert not sending.done()
    hold.release()

    assert (await sending).content == "b"


@pytest.mark.parametrize("released", [True, False])
async def test_a_sender_that_is_gone_does_not_disturb_what_is_held(
    playground: Playground, dm: discord.PartialMessageable, released: bool
) -> None:
    before = playground.faults.hold_before(method="POST", route=MESSAGES)
    sending = asyncio.create_task(dm.send("Hello"))
    await before.reached()
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)

    if released:
        before.release()
    else:
        before.drop()
    await playground.until(lambda: playground.requests[-1].done)

    assert written(playground, dm) == (["Hello"] if released else [])


async def test_closing_lets_go_of_what_is_held(playground: Playground, dm: discord.PartialMessageable) -> None:
    hold = playground.faults.hold_before(method="POST", route=MESSAGES)
    sending = asyncio.create_task(dm.send("Hello"))
    await hold.reached()

    await playground.close()

    with pytest.raises((aiohttp.ClientError, OSError)):
        await sending
    assert written(playground, dm) == []


async def test_the_hidden_limit_on_old_messages_can_be_ordered(
    playground: Playground, dm: discord.PartialMessageable
) -> None:
    message = await dm.send("old")
    body = {"code": 30046, "message": "Maximum number of edits to messages older than 1 hour reached."}
    playground.faults.fail(429, method="PATCH", body=body)

    await message.edit(content="new")

    limited = next(request for request in playground.requests if request.status == 429)
    assert (limited.response["code"], limited.response["global"]) == (30046, False)


async def test_a_rate_limit_on_demand_is_waited_for(playground: Playground, dm: discord.PartialMessageable) -> None:
    playground.faults.rate_limit(0.05, method="POST", route=MESSAGES)

    await dm.send("Hello")

    limited = next(request for request in playground.requests if request.status == 429)
    assert limited.response["retry_after"] == 0.05
    assert limited.response_headers["Via"]
    assert limited.response_headers["X-RateLimit-Scope"] == "user"
    assert written(playground, dm) == ["Hello"]


async def test_any_of_discords_refusals_can_be_ordered(playground: Playground, dm: discord.PartialMessageable) -> None:
    body = {"code": 40003, "message": "You are opening direct messages too fast."}
    playground.faults.fail(403, method="POST", route=MESSAGES, body=body)

    with pytest.raises(discord.Forbidden) as refused:
        await dm.send("Hello")

    assert refused.value.code == 40003


async def test_the_bucket_of_a_channel_has_its_own_count_and_discords_headers() -> None:
    playground = Playground(rate_limits=RateLimits(rules={("POST", MESSAGES): Rule(2, 60.0)}))
    await playground.start()
    home = a_home(playground)
    path = f"/channels/{home.channel.id}/messages"

    async with raw_rest(playground) as rest:
        statuses = [(await rest("POST", path, {"content": str(n)}))[0] for n in range(3)]
        other, _ = await rest("POST", f"/channels/{await home.pat.open_dm()}/messages", {"content": "x"})

    first, last = playground.requests[0], playground.requests[2]
    await playground.close()
    assert statuses == [200, 200, 429]
    assert other == 200
    assert first.response_headers["X-RateLimit-Limit"] == "2"
    assert first.response_headers["X-RateLimit-Remaining"] == "1"
    assert 0 < float(first.response_headers["X-RateLimit-Reset-After"]) <= 60
    assert first.response_headers["X-RateLimit-Bucket"] == last.response_headers["X-RateLimit-Bucket"]
    assert int(last.response_headers["Retry-After"]) >= last.response["retry_after"]
    assert last.response["global"] is False


async def test_the_client_keeps_the_limit_that_the_headers_tell() -> None:
    playground = Playground(rate_limits=RateLimits(rules={("POST", MESSAGES): Rule(2, 0.2)}))
    await playground.start()
    home = a_home(playground)

    async with connected(playground) as bot:
        channel = bot.get_partial_messageable(int(home.channel.id))
        await asyncio.gather(*(channel.send(str(number)) for number in range(6)))

    statuses = [request.status for request in playground.requests if request.route == MESSAGES]
    await playground.close()
    assert statuses == [200] * 6


async def test_the_limits_of_a_newcomers_playground_are_those_reported_of_discord() -> None:
    playground = Playground(rate_limits=RateLimits.like_discord())
    await playground.start()
    path = f"/channels/{a_home(playground).channel.id}/messages"

    async with raw_rest(playground) as rest:
        statuses = [(await rest("POST", path, {"content": str(number)}))[0] for number in range(6)]

    await playground.close()
    assert statuses == [200] * 5 + [429]


async def test_the_global_limit_counts_all_routes_but_not_interactions() -> None:
    playground = Playground(rate_limits=RateLimits(overall=Rule(3, 60.0)))
    await playground.start()
    home = a_home(playground)
    playground.services.commands.overwrite([{"name": "go", "description": "Go"}])
    used = await home.pat.slash(home.channel.id, "go")

    async with raw_rest(playground) as rest:
        for path in ("/users/@me", f"/channels/{home.channel.id}", "/gateway"):
            assert (await rest("GET", path))[0] == 200
        status, body = await rest("GET", "/users/@me")
        answered, _ = await rest("POST", f"/interactions/{used.id}/{used.token}/callback", {"type": 5})

    limited = playground.requests[3]
    await playground.close()
    assert (status, body["global"]) == (429, True)
    assert limited.response_headers["X-RateLimit-Global"] == "true"
    assert answered == 204


async def test_what_a_request_was_is_recorded_without_the_token(
    playground: Playground, dm: discord.PartialMessageable
) -> None:
    done: list[int | None] = []
    playground.request_observers.append(lambda request: done.append(request.status))

    await dm.send("Hello")

    request = playground.requests[-1]
    assert (request.method, request.route, request.status) == ("POST", MESSAGES, 200)
    assert request.params == {"channel_id": str(dm.id)}
    assert request.body["content"] == "Hello"
    assert request.response["content"] == "Hello"
    assert done == [200]
    assert playground.token not in repr(request)


async def test_a_filter_refuses_what_contains_its_words_wherever_they_stand(
    playground: Playground, dm: discord.PartialMessageable
) -> None:
    refused = playground.faults.refuse(240000, channel_id=str(dm.id), saying="evil")
    there = await dm.send("Hello")

    codes = []
    for attempt in (
        dm.send("An evil link"),
        dm.send(embed=discord.Embed(description="An evil link")),
        dm.send(file=discord.File(io.BytesIO(b"x"), filename="evil.png")),
        there.edit(content="An evil link"),
    ):
        with pytest.raises(discord.HTTPException) as error:
            await attempt
        codes.append((error.value.status, error.value.code))

    assert codes == [(400, 240000)] * 4
    assert written(playground, dm) == ["Hello"]
    refused.cancel()
    await dm.send("An evil link")


async def test_a_rate_limit_may_be_for_some_requests_only(
    playground: Playground, dm: discord.PartialMessageable
) -> None:
    playground.faults.rate_limit(60, route=MESSAGES, when=lambda request: request.params["channel_id"] == "1", times=9)

    await dm.send("Hello")

    assert written(playground, dm) == ["Hello"]
