"""The gateway: sessions, resume and replay, intents, close codes, faults of delivery."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import discord
import pytest

from playground.gateway.intents import Intent
from playground.server import Playground
from playground.world.bell import PATIENCE
from playground.world.clock import ManualClock
from playground.world.permissions import Permission
from tests.playground.client import RunningClient, connected
from tests.playground.furnished import furnish
from tests.playground.raw import raw_rest
from tests.playground.scenes import a_home


async def test_what_happened_during_an_outage_is_replayed(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    playground.gateway.cut_sockets()
    await playground.until(lambda: not playground.gateway.connected)

    for number in range(3):
        await pat.send(dm, f"number {number}")
    await bot.hears("resumed")
    await bot.hears("message", count=3)

    assert [message.content for message in bot.events("message")] == ["number 0", "number 1", "number 2"]
    assert len(bot.events("ready")) == 1


@pytest.mark.parametrize("way", ["close code", "opcode 7", "resumable opcode 9"])
async def test_a_dropped_socket_is_resumed(playground: Playground, bot: RunningClient, way: str) -> None:
    pat = a_home(playground).pat

    if way == "close code":
        await playground.gateway.drop_sockets(4000)
    elif way == "opcode 7":
        playground.gateway.ask_to_reconnect()
    else:
        playground.gateway.invalidate_sessions(resumable=True)
    await bot.hears("resumed")
    await pat.send(await pat.open_dm(), "still there?")

    assert (await bot.hears("message")).content == "still there?"


async def test_an_invalid_session_starts_anew_and_replays_nothing(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    playground.gateway.forget_sessions()
    await pat.send(dm, "lost")
    await playground.gateway.drop_sockets()

    await bot.hears("ready", count=2)
    await pat.send(dm, "heard")

    assert (await bot.hears("message")).content == "heard"
    assert len(bot.events("message")) == 1


async def test_a_heartbeat_is_answered_after_the_time_that_a_network_takes() -> None:
    clock = ManualClock()
    playground = Playground(clock=clock)
    await playground.start()
    async with aiohttp.ClientSession() as session, session.ws_connect(playground.gateway_url + "?v=10") as socket:
        await socket.receive_json()
        await socket.send_json({"op": 1, "d": None})
        await socket.send_json({"op": 6, "d": {"token": playground.token, "session_id": "gone", "seq": 1}})

        at_once = await socket.receive_json(timeout=PATIENCE)
        clock.advance(0.1)
        later = await socket.receive_json(timeout=PATIENCE)
    await playground.close()

    assert (at_once["op"], later["op"]) == (9, 11)


async def test_a_gateway_that_refuses_is_tried_again(playground: Playground, bot: RunningClient) -> None:
    playground.faults.refuse_gateway(times=1)

    await playground.gateway.drop_sockets()

    await bot.hears("resumed")


async def test_an_event_can_come_twice(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    playground.faults.duplicate_event()

    await pat.send(dm, "twice")
    await pat.send(dm, "once")
    await bot.hears("message", count=3)

    assert [message.content for message in bot.events("message")] == ["twice", "twice", "once"]


async def test_events_can_change_places(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    playground.faults.swap_events()

    await pat.send(dm, "first")
    await pat.send(dm, "second")
    await bot.hears("message", count=2)

    assert [message.content for message in bot.events("message")] == ["second", "first"]


async def test_an_event_can_come_late(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    late = playground.faults.hold_event()

    await pat.send(dm, "first")
    await pat.send(dm, "second")
    assert (await bot.hears("message")).content == "second"
    late.release()
    await bot.hears("message", count=2)

    assert [message.content for message in bot.events("message")] == ["second", "first"]


async def test_an_event_can_be_overtaken_by_one_of_another_name(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    playground.faults.overtake_event("MESSAGE_CREATE", by=["MESSAGE_DELETE"])

    written = await pat.send(dm, "Hello")
    await pat.delete(dm, written["id"])
    await bot.hears("message")

    names = [each.name for each in playground.gateway_sent if each.name.startswith("MESSAGE_")]
    assert names == ["MESSAGE_DELETE", "MESSAGE_CREATE"]


async def test_what_was_overtaken_comes_with_the_next_event_once_all_is_well(
    playground: Playground, bot: RunningClient
) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    playground.faults.overtake_event("MESSAGE_CREATE", by=["MESSAGE_DELETE"])

    await pat.send(dm, "late")
    playground.faults.clear()
    await pat.send(dm, "next")
    await bot.hears("message", count=2)

    assert [message.content for message in bot.events("message")] == ["next", "late"]


async def test_an_event_is_overtaken_in_its_own_session_only(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    async with connected(playground) as other:
        playground.faults.swap_events()

        await pat.send(dm, "first")
        await pat.send(dm, "second")
        await bot.hears("message", count=2)
        await other.hears("message", count=2)

        heard = [[each.content for each in client.events("message")] for client in (bot, other)]
    assert sorted(heard) == [["first", "second"], ["second", "first"]]


async def test_an_event_can_be_lost_for_good(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    playground.faults.lose_event()

    await pat.send(dm, "lost")
    await pat.send(dm, "heard")

    assert (await bot.hears("message")).content == "heard"


async def test_two_sessions_hear_the_same(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat

    async with connected(playground) as other:
        await pat.send(await pat.open_dm(), "to both")

        assert (await bot.hears("message")).content == "to both"
        assert (await other.hears("message")).content == "to both"


async def test_without_message_content_a_server_message_is_empty(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)

    await home.pat.send(home.channel.id, "not for bots", files=[("a.txt", b"a")])
    message = await bot.hears("message")

    assert (message.content, message.attachments) == ("", [])
    async with raw_rest(playground) as rest:
        _, page = await rest("GET", f"/channels/{home.channel.id}/messages")
    assert (page[0]["content"], page[0]["attachments"]) == ("", [])


async def test_a_reply_to_an_answered_command_does_not_reach_the_bot(playground: Playground) -> None:
    async with connected(playground, setup=furnish) as bot:
        home = a_home(playground)
        used = await (await home.pat.slash(home.channel.id, "mock", bank="stripe")).settled()
        assert used.message is not None

        await home.pat.send(home.channel.id, "pinged, and yet", reply_to=used.message["id"])

        await bot.bell.until(lambda: len(bot.events("message")) == 2, what="the reply")
        assert [message.content for message in bot.events("message")] == ["stripe 5", ""]


async def test_content_is_left_where_discord_leaves_it(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    own = await bot.get_partial_messageable(int(home.channel.id)).send("my own")
    quiet = {"reply_to": str(own.id), "ping": False}

    await home.pat.send(await home.pat.open_dm(), "in a direct message")
    await home.pat.send(home.channel.id, f"for <@{playground.world.bot_id}>")
    await home.pat.send(home.channel.id, "a reply that pings", reply_to=str(own.id))
    await home.pat.send(home.channel.id, "a reply that does not", **quiet)
    await bot.hears("message", count=5)

    heard = [message.content for message in bot.events("message")]
    assert heard == [
        "my own",
        "in a direct message",
        f"for <@{playground.world.bot_id}>",
        "a reply that pings",
        "",
    ]
    last = bot.events("message")[-1]
    assert last.reference.resolved.content == "my own"


async def test_with_message_content_everything_is_read() -> None:
    playground = Playground(privileged_intents=int(Intent.MESSAGE_CONTENT))
    await playground.start()
    home = a_home(playground)

    async with connected(playground, intents=discord.Intents(guilds=True, messages=True, message_content=True)) as bot:
        await home.pat.send(home.channel.id, "for all")
        message = await bot.hears("message")

    await playground.close()
    assert message.content == "for all"


async def test_message_content_can_be_switched_on_later(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    before = await home.pat.send(home.channel.id, "for all")
    assert not (await bot.application_info()).flags.gateway_message_content_limited

    playground.switch_intents(int(Intent.MESSAGE_CONTENT))

    read = await bot.get_partial_messageable(int(home.channel.id)).fetch_message(int(before["id"]))
    assert read.content == "for all"
    assert (await bot.application_info()).flags.gateway_message_content_limited
    async with connected(playground, intents=discord.Intents(guilds=True, messages=True, message_content=True)) as new:
        await home.pat.send(home.channel.id, "heard now")
        assert (await new.hears("message")).content == "heard now"


async def test_an_intent_that_is_not_switched_on_ends_the_connection(playground: Playground) -> None:
    intents = discord.Intents(guilds=True, messages=True, message_content=True)

    async with connected(playground, intents=intents, wait_ready=False) as bot:
        assert bot.running is not None
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await asyncio.wait_for(asyncio.shield(bot.running), PATIENCE)


async def test_only_what_was_asked_for_is_sent(playground: Playground) -> None:
    home = a_home(playground)

    async with connected(playground, intents=discord.Intents(guilds=True, dm_messages=True)) as bot:
        await home.pat.send(home.channel.id, "in the server")
        await home.pat.typing(home.channel.id)
        await home.pat.send(await home.pat.open_dm(), "in private")
        message = await bot.hears("message")

    assert message.content == "in private"
    assert bot.events("raw_typing") == []


async def test_channels_that_the_bot_cannot_see_are_silent(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    secret = playground.add_channel(home.guild, "secret")
    playground.overwrite(secret, playground.world.bot, deny=Permission.VIEW_CHANNEL)

    await home.pat.send(secret.id, "between us")
    await home.pat.send(home.channel.id, "for all")

    assert (await bot.hears("message")).channel.id == int(home.channel.id)
    async with raw_rest(playground) as rest:
        status, body = await rest("GET", f"/channels/{secret.id}/messages")
    assert (status, body["code"]) == (403, 50001)


async def test_an_ephemeral_answer_is_told_as_if_it_were_a_direct_message(
    playground: Playground, bot: RunningClient
) -> None:
    home = a_home(playground)
    playground.services.commands.overwrite([{"name": "go", "description": "Go"}])
    used = await home.pat.slash(home.channel.id, "go")

    async with raw_rest(playground) as rest:
        body = {"type": 4, "data": {"content": "psst", "flags": 64}}
        await rest("POST", f"/interactions/{used.id}/{used.token}/callback", body)
    message = await bot.hears("message")

    assert message.content == "psst"
    assert message.guild is None


async def test_each_shard_hears_its_servers_and_only_the_first_hears_direct_messages(
    playground: Playground,
) -> None:
    homes = [a_home(playground) for _ in range(4)]

    async with _socket(playground) as socket:
        ready = await socket.identify(shard=[1, 2], intents=int(Intent.GUILDS | Intent.DIRECT_MESSAGES))
        expected = {home.guild.id for home in homes if (int(home.guild.id) >> 22) % 2 == 1}
        assert {guild["id"] for guild in ready["d"]["guilds"]} == expected
        assert ready["d"]["shard"] == [1, 2]
        await homes[0].pat.send(await homes[0].pat.open_dm(), "to shard 0")

    assert "MESSAGE_CREATE" not in [event.name for event in playground.gateway_sent]


class _Socket:
    """A gateway connection by hand."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, token: str) -> None:
        self._socket = socket
        self._token = token

    async def send(self, **payload: Any) -> None:
        await self._socket.send_str(json.dumps(payload))

    async def receive(self, *, op: int) -> Any:
        while True:
            frame = json.loads((await self._socket.receive(timeout=PATIENCE)).data)
            if frame["op"] == op:
                return frame

    async def identify(self, **more: Any) -> Any:
        await self.receive(op=10)
        await self.send(op=2, d={"token": self._token, "properties": {}, "intents": 0} | more)
        return await self.receive(op=0)

    async def close_code(self) -> int | None:
        while not self._socket.closed:
            await self._socket.receive(timeout=PATIENCE)
        return self._socket.close_code


class _socket:  # noqa: N801 - reads as the function it is used as
    def __init__(self, playground: Playground, **query: str) -> None:
        self._playground = playground
        self._query = query
        self._session = aiohttp.ClientSession()

    async def __aenter__(self) -> _Socket:
        url = self._playground.gateway_url
        return _Socket(await self._session.ws_connect(url, params=self._query), self._playground.token)

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"op": 2, "d": {"token": "wrong", "intents": 0}}, 4004),
        ({"op": 2, "d": {"token": "playground-token"}}, 4013),
        ({"op": 2, "d": {"token": "playground-token", "intents": 1 << 40}}, 4013),
        ({"op": 2, "d": {"token": "playground-token", "intents": 1 << 1}}, 4014),
        ({"op": 2, "d": {"token": "playground-token", "intents": 1, "shard": [2, 2]}}, 4010),
        ({"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}, 4004),
        ({"op": 3, "d": {}}, 4003),
        ({"op": 99}, 4003),
        ({"d": {}}, 4002),
        ({"op": 1, "d": "x" * 5000}, 4002),
    ],
)
async def test_mistakes_close_the_socket_with_their_code(
    playground: Playground, payload: dict[str, Any], code: int
) -> None:
    async with _socket(playground) as socket:
        await socket.send(**payload)

        assert await socket.close_code() == code


async def test_identifying_twice_and_an_unknown_opcode_are_mistakes_too(playground: Playground) -> None:
    async with _socket(playground) as socket:
        await socket.identify()
        await socket.send(op=2, d={"token": playground.token, "intents": 0})
        assert await socket.close_code() == 4005
    async with _socket(playground) as socket:
        await socket.identify()
        await socket.send(op=99)
        assert await socket.close_code() == 4001
    async with _socket(playground, v="6") as socket:
        assert await socket.close_code() == 4012


async def test_too_many_payloads_close_the_socket(playground: Playground) -> None:
    async with _socket(playground) as socket:
        for _ in range(121):
            await socket.send(op=1, d=None)

        assert await socket.close_code() == 4008


async def test_an_unknown_session_is_invalid_and_a_future_sequence_a_mistake(playground: Playground) -> None:
    async with _socket(playground) as socket:
        await socket.receive(op=10)
        await socket.send(op=6, d={"token": playground.token, "session_id": "none", "seq": 1})
        assert (await socket.receive(op=9))["d"] is False
    async with _socket(playground) as socket:
        ready = await socket.identify()
        async with _socket(playground) as other:
            data = {"token": playground.token, "session_id": ready["d"]["session_id"], "seq": 1000}
            await other.send(op=6, d=data)
            assert await other.close_code() == 4007


async def test_closing_with_1000_ends_the_session(playground: Playground) -> None:
    async with _socket(playground) as socket:
        await socket.identify()
        await socket._socket.close(code=1000)
        await playground.until(lambda: not playground.gateway.sessions)
    async with _socket(playground) as socket:
        await socket.identify()
        await socket._socket.close(code=4000)
        await playground.until(lambda: not playground.gateway.connected)

    assert len(playground.gateway.sessions) == 1


@pytest.mark.usefixtures("bot")
async def test_every_dispatch_is_kept_for_whoever_watches(playground: Playground) -> None:
    seen: list[str] = []
    playground.gateway_observers.append(lambda event: seen.append(event.name))
    pat = a_home(playground).pat

    await pat.send(await pat.open_dm(), "Hello")

    assert seen[-1] == "MESSAGE_CREATE"
    assert playground.gateway_sent[-1].data["content"] == "Hello"
    assert [event.seq for event in playground.gateway_sent] == list(range(1, len(playground.gateway_sent) + 1))
