"""Behind the scenes: history written afterwards, weather, and beginning anew."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from playground.demo.backstage import Backstage
from playground.furnishing.past import Past
from playground.server import Playground
from playground.web.view import View
from playground.web.wire_log import Wire, as_text
from playground.world.model import Upload
from tests.playground.client import RunningClient, connected
from tests.playground.raw import raw_rest
from tests.playground.scenes import a_home

AN_HOUR = 3600.0


async def test_history_stands_in_the_order_of_its_moments_and_no_bot_hears_of_it(
    playground: Playground, bot: RunningClient
) -> None:
    home = a_home(playground)
    past, now = Past(playground.services), playground.clock.now()
    await home.pat.send(home.channel.id, "today")

    later = past.write(home.channel.id, home.kim.id, "an hour ago", at=now - AN_HOUR)
    same = past.write(home.channel.id, home.pat.id, "in the same moment", at=now - AN_HOUR)
    card = {"embeds": [{"title": "A card"}], "components": []}
    past.write(home.channel.id, playground.world.bot_id, card, at=now - 2 * AN_HOUR)
    past.write(home.channel.id, home.kim.id, "answered", at=now - AN_HOUR / 2, reply_to=later)

    shown = home.kim.messages(home.channel.id)
    assert [message["content"] for message in shown] == [
        "",
        "an hour ago",
        "in the same moment",
        "answered",
        "today",
    ]
    assert shown[0]["embeds"][0]["title"] == "A card"
    assert shown[3]["referenced_message"]["id"] == later
    assert later != same
    history = [message async for message in bot.get_partial_messageable(int(home.channel.id)).history(limit=10)]
    assert [message.id for message in history] == [int(message["id"]) for message in shown[::-1]]
    assert [message.id for message in bot.events("message")] == [int(shown[-1]["id"])]


async def test_a_thread_of_the_past_hangs_on_its_message(playground: Playground) -> None:
    home = a_home(playground)
    past, now = Past(playground.services), playground.clock.now()
    card = past.write(home.channel.id, home.pat.id, "A question", at=now - 5 * AN_HOUR)

    thread = past.thread(home.channel.id, card, "Talk", by=home.kim.id)
    past.write(thread, home.kim.id, "An answer", at=now - 4 * AN_HOUR)

    starter, answer = home.pat.messages(thread)
    assert thread == card
    assert (starter["type"], starter["referenced_message"]["content"]) == (21, "A question")
    assert answer["content"] == "An answer"
    assert home.pat.messages(home.channel.id)[0]["thread"]["message_count"] == 1


async def test_weather_lasts_until_it_is_switched_off(playground: Playground, bot: RunningClient) -> None:
    backstage = Backstage(playground)
    dm = bot.get_partial_messageable(int(await a_home(playground).pat.open_dm()))

    backstage.weather.errors(on=True)
    sending = asyncio.create_task(dm.send("after the storm"))  # discord.py tries again after a second
    await playground.until(lambda: playground.requests and playground.requests[-1].status == 500)
    backstage.weather.errors(on=False)
    assert (await sending).content == "after the storm"

    backstage.weather.gateway_away(on=True)
    await playground.until(lambda: not playground.gateway.connected)
    assert backstage.state["weather"]["gateway_away"]
    backstage.weather.clear()
    await bot.hears("resumed")
    assert not any(backstage.state["weather"].values())


async def test_beginning_anew_keeps_the_bot_and_its_commands_only(playground: Playground) -> None:
    playground.seed_demo()
    home = a_home(playground)
    playground.services.commands.overwrite([{"name": "mock", "description": "Start"}])
    await home.pat.send(home.channel.id, "Hello", files=[("a.txt", b"a")])
    backstage = Backstage(playground)
    told: list[str] = []
    home.pat.watchers.append(lambda happening: told.append(happening.name))

    await backstage.start_over()

    world = playground.world
    assert told[-1] == "STARTED_OVER"
    assert {person.name for person in playground.persons.values()}.isdisjoint({"Pat", "Kim"})
    assert [guild.name for guild in world.guilds.values()] == ["Interview Practice"]
    assert [command["name"] for command in world.global_commands.values()] == ["mock"]
    assert (world.files, any(world.messages.values())) == ({}, False)


async def test_sample_data_is_written_once_also_after_a_restart_until_one_starts_over(tmp_path: Path) -> None:
    written: list[str] = []

    async def samples(playground: Playground) -> None:
        written.append(playground.world.bot.name)

    for times in (1, 1):
        playground = Playground(store=tmp_path / "discord.json")
        await playground.start()
        backstage = Backstage(playground, samples=samples)
        await backstage.fill()
        assert (len(written), backstage.state["samples"]) == (times, False)
        await playground.close()
    await backstage.start_over()
    await backstage.fill()
    assert len(written) == 2


async def test_the_wire_keeps_requests_and_events_in_one_row(playground: Playground) -> None:
    wire = Wire(playground)
    home = a_home(playground)
    channel = f"/channels/{home.channel.id}/messages"

    async with connected(playground), raw_rest(playground) as rest:
        await rest("POST", channel, {"content": "on the wire"})
    kept = [(entry["kind"], entry["title"]) for entry in wire.entries]

    assert ("connection", "The bot is connected") in kept
    assert kept.index(("gateway", "READY")) < kept.index(("rest", f"POST {channel}"))
    posted = next(entry for entry in wire.entries if entry["title"] == f"POST {channel}")
    assert (posted["request"], posted["status"]) == ({"content": "on the wire"}, 200)
    told = json.loads(as_text(posted | {"request": {"id": 1573586815095406601}}))
    assert told["request"] == '{\n  "id": 1573586815095406601\n}'


async def test_what_is_unread_is_counted_for_each_person(playground: Playground) -> None:
    home = a_home(playground)
    view = View(playground.world, playground.payloads)

    def unread() -> tuple[int, int]:
        channel = view.state(home.pat.id)["guilds"][0]["channels"][0]
        return channel["unread"], channel["mentions"]

    await home.kim.send(home.channel.id, "for all")
    last = await home.kim.send(home.channel.id, f"for <@{home.pat.id}>")
    await home.pat.send(home.channel.id, "my own")
    assert unread() == (2, 1)

    home.pat.mark_read(home.channel.id, last["id"])
    assert unread() == (0, 0)


@pytest.mark.parametrize("on", [True, False])
async def test_a_persons_own_reaction_is_told_apart_from_the_bots(playground: Playground, on: bool) -> None:
    home = a_home(playground)
    message = await home.pat.send(home.channel.id, "Well?")
    await (home.pat if on else home.kim).react(home.channel.id, message["id"], "👍")

    (reaction,) = home.pat.messages(home.channel.id)[0]["reactions"]

    assert reaction["me"] is on


async def test_a_browsers_own_kind_of_recording_stays_what_it_is(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    sound = b"\x1aE\xdf\xa3" + bytes(64)

    upload = Upload(filename="voice-message.webm", data=sound, content_type="audio/webm")
    await pat.send(await pat.open_dm(), files=[upload], voice_seconds=2.0, waveform="/wA=")
    recording = (await bot.hears("message")).attachments[0]

    assert recording.is_voice_message()
    assert (recording.filename, recording.content_type) == ("voice-message.webm", "audio/webm")
    assert (recording.duration, recording.waveform) == (2.0, b"\xff\x00")
    assert await recording.read() == sound
