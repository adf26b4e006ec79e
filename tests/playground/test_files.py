"""Files, voice messages, forwards and other messages that are more than text."""

from __future__ import annotations

import io

import aiohttp
import discord
import pytest
from discord.http import Route

from playground.server import Playground
from playground.world.clock import ManualClock
from tests.playground.client import RunningClient
from tests.playground.scenes import a_home


async def test_files_travel_both_ways(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()

    await pat.send(dm, files=[("my notes.txt", b"written by Pat")])
    message = await bot.hears("message")
    assert message.attachments[0].filename == "my_notes.txt"
    assert await message.attachments[0].read() == b"written by Pat"

    file = discord.File(io.BytesIO(b"written by the bot"), filename="answer.txt", description="An answer")
    await message.channel.send("Here", file=file)
    seen = await pat.wait_for(lambda shown: shown["content"] == "Here")
    async with aiohttp.ClientSession() as session, session.get(seen["attachments"][0]["url"]) as download:
        assert await download.read() == b"written by the bot"
        assert download.content_type == "text/plain"
    assert seen["attachments"][0]["description"] == "An answer"


async def test_links_to_files_expire_and_fresh_ones_come_with_the_message() -> None:
    clock = ManualClock()
    playground = Playground(clock=clock)
    await playground.start()
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    old = (await pat.send(dm, files=[("a.txt", b"a")]))["attachments"][0]["url"]

    async with aiohttp.ClientSession() as session:

        async def status_of(url: str) -> int:
            async with session.get(url) as answer:
                return answer.status

        assert await status_of(old) == 200
        assert await status_of(old.replace("ex=", "ex=1")) == 404
        clock.advance(25 * 60 * 60)
        assert await status_of(old) == 404
        fresh = pat.messages(dm)[0]["attachments"][0]["url"]
        assert await status_of(fresh) == 200
        await pat.delete(dm, pat.messages(dm)[0]["id"])
        assert await status_of(fresh) == 404
    await playground.close()


async def test_a_voice_message_is_told_as_one(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()

    await pat.send(dm, voice_seconds=12.5)

    message = await bot.hears("message")
    assert message.flags.voice
    assert message.attachments[0].is_voice_message()
    assert message.attachments[0].duration == 12.5
    assert message.content == ""


async def test_a_bot_can_send_a_voice_message_over_the_raw_route(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    body = (
        '{"flags": 8192, "attachments": [{"id": "0", "filename": "voice-message.ogg",'
        ' "duration_secs": 3.2, "waveform": "AAAA"}]}'
    )
    form = [
        {"name": "payload_json", "value": body},
        {"name": "files[0]", "value": b"OggS", "filename": "voice-message.ogg", "content_type": "audio/ogg"},
    ]

    await bot.http.request(Route("POST", "/channels/{channel_id}/messages", channel_id=dm), form=form)

    seen = pat.messages(dm)[0]
    assert seen["flags"] & 8192
    assert seen["attachments"][0]["duration_secs"] == 3.2


@pytest.mark.parametrize("kind", [{"sticker": True}, {"poll": True}, {"forward": True}])
async def test_what_holds_no_text_arrives_without_text(
    playground: Playground, bot: RunningClient, kind: dict[str, bool]
) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()

    await pat.send(dm, **kind)

    message = await bot.hears("message")
    assert message.content == ""
    assert [bool(message.stickers), message.poll is not None, bool(message.message_snapshots)] == [
        "sticker" in kind,
        "poll" in kind,
        "forward" in kind,
    ]


async def test_a_forward_is_a_snapshot_that_outlives_the_original(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    dm = await home.pat.open_dm()
    await home.pat.send(dm, "as it was", files=[("a.txt", b"a")])
    message = await bot.hears("message")

    await message.forward(bot.get_partial_messageable(int(home.channel.id)))
    await home.pat.edit(dm, str(message.id), "as it is now")
    await home.pat.delete(dm, str(message.id))

    forwarded = home.kim.messages(home.channel.id)[-1]
    snapshot = forwarded["message_snapshots"][0]["message"]
    assert forwarded["content"] == ""
    assert forwarded["message_reference"]["type"] == 1
    assert snapshot["content"] == "as it was"
    async with aiohttp.ClientSession() as session, session.get(snapshot["attachments"][0]["url"]) as download:
        assert await download.read() == b"a"


async def test_an_image_in_an_embed_may_be_an_upload(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    embed = discord.Embed(title="Picture", colour=discord.Colour.blurple(), timestamp=discord.utils.utcnow())
    embed.set_image(url="attachment://dot.png").set_author(name="Me").set_footer(text="below")
    embed.add_field(name="a", value="b", inline=False)

    sent = await bot.get_partial_messageable(int(dm)).send(
        embed=embed, file=discord.File(io.BytesIO(b"\x89PNG"), filename="dot.png")
    )

    assert sent.embeds[0].image.url is not None
    assert sent.embeds[0].image.url.startswith(playground.url)
    assert pat.messages(dm)[0]["embeds"][0]["fields"] == [{"name": "a", "value": "b", "inline": False}]
