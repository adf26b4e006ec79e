"""Messages over REST and gateway: nonce, history, replies, edits, files, reactions."""

from __future__ import annotations

import asyncio

import discord
import pytest

from playground.client.command_menu import ClientRefuses
from playground.server import Playground
from playground.world.bell import PATIENCE
from playground.world.clock import ManualClock
from tests.playground.client import RunningClient, connected
from tests.playground.raw import raw_rest
from tests.playground.scenes import a_home


async def test_the_same_nonce_of_one_author_makes_one_message(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    first_place = bot.get_partial_messageable(int(await home.pat.open_dm()))
    second_place = bot.get_partial_messageable(int(await home.kim.open_dm()))

    first = await first_place.send("once", nonce="parcel-1")
    again = await first_place.send("once", nonce="parcel-1")
    elsewhere = await second_place.send("once", nonce="parcel-1")

    assert first.id == again.id == elsewhere.id
    assert len(home.pat.messages(str(first_place.id))) == 1
    assert home.kim.messages(str(second_place.id)) == []


async def test_a_nonce_is_forgotten_after_minutes() -> None:
    clock = ManualClock()
    playground = Playground(clock=clock)
    await playground.start()
    home = a_home(playground)
    dm = await home.pat.open_dm()
    body = {"content": "once", "nonce": "parcel-1", "enforce_nonce": True}

    async with raw_rest(playground) as rest:
        _, first = await rest("POST", f"/channels/{dm}/messages", body)
        clock.advance(4 * 60)
        _, again = await rest("POST", f"/channels/{dm}/messages", body)
        clock.advance(60 * 60)
        _, late = await rest("POST", f"/channels/{dm}/messages", body)

    await playground.close()
    assert first["id"] == again["id"] != late["id"]


async def test_without_enforcement_a_nonce_prevents_nothing(playground: Playground) -> None:
    dm = await a_home(playground).pat.open_dm()
    body = {"content": "twice", "nonce": "parcel-1"}

    async with raw_rest(playground) as rest:
        _, first = await rest("POST", f"/channels/{dm}/messages", body)
        _, second = await rest("POST", f"/channels/{dm}/messages", body)

    assert first["id"] != second["id"]
    assert first["nonce"] == "parcel-1"


async def test_repeating_the_nonce_of_a_deleted_message_is_unknown_message(playground: Playground) -> None:
    dm = await a_home(playground).pat.open_dm()
    body = {"content": "gone", "nonce": "parcel-1", "enforce_nonce": True}

    async with raw_rest(playground) as rest:
        _, first = await rest("POST", f"/channels/{dm}/messages", body)
        await rest("DELETE", f"/channels/{dm}/messages/{first['id']}")
        status, answer = await rest("POST", f"/channels/{dm}/messages", body)

    assert (status, answer["code"]) == (404, 10008)


async def test_history_does_not_tell_nonces(playground: Playground, bot: RunningClient) -> None:
    dm = await a_home(playground).pat.open_dm()
    await bot.get_partial_messageable(int(dm)).send("secret number", nonce="parcel-1")
    created = await bot.hears("message")

    async with raw_rest(playground) as rest:
        _, page = await rest("GET", f"/channels/{dm}/messages")
        _, one = await rest("GET", f"/channels/{dm}/messages/{page[0]['id']}")

    assert created.nonce == "parcel-1"
    assert "nonce" not in page[0]
    assert "nonce" not in one


async def test_every_page_of_history_comes_newest_first(playground: Playground) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    ids = [(await pat.send(dm, f"number {number}"))["id"] for number in range(10)]

    async with raw_rest(playground) as rest:

        async def page(**query: str) -> list[int]:
            _, messages = await rest("GET", f"/channels/{dm}/messages", params=query)
            return [ids.index(message["id"]) for message in messages]

        assert await page() == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
        assert await page(limit="3") == [9, 8, 7]
        assert await page(before=ids[5], limit="3") == [4, 3, 2]
        assert await page(after=ids[5], limit="3") == [8, 7, 6]
        assert await page(after=ids[1], limit="3") == [4, 3, 2]
        assert await page(around=ids[5], limit="5") == [7, 6, 5, 4, 3]
        status, answer = await rest("GET", f"/channels/{dm}/messages", params={"limit": "101"})
        assert (status, answer["code"]) == (400, 50035)


async def test_discord_py_reads_what_it_missed_in_order(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    sent = [await pat.send(dm, f"number {number}") for number in range(130)]
    channel = bot.get_partial_messageable(int(dm))

    missed = [m.content async for m in channel.history(limit=None, after=discord.Object(int(sent[4]["id"])))]

    assert missed == [f"number {number}" for number in range(5, 130)]


async def test_ids_sort_by_the_time_they_were_made_at(playground: Playground) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()

    first, second = await pat.send(dm, "a"), await pat.send(dm, "b")

    assert int(first["id"]) < int(second["id"])
    age = discord.utils.utcnow() - discord.utils.snowflake_time(int(first["id"]))
    assert abs(age.total_seconds()) < 5


async def test_a_reply_knows_what_it_answers_and_pings_only_when_asked_to(
    playground: Playground, bot: RunningClient
) -> None:
    home = a_home(playground)
    question = await bot.get_partial_messageable(int(home.channel.id)).send("A question")

    loud = await home.pat.send(home.channel.id, "An answer", reply_to=str(question.id))
    quiet = await home.pat.send(home.channel.id, "Another", reply_to=str(question.id), ping=False)

    assert loud["type"] == quiet["type"] == 19
    assert loud["referenced_message"]["content"] == "A question"
    assert [user["id"] for user in loud["mentions"]] == [playground.world.bot_id]
    assert quiet["mentions"] == []
    heard = await bot.hears("message", count=2)
    assert heard.reference is not None
    assert heard.reference.message_id == question.id


async def test_the_bot_replies_edits_and_deletes(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    asked = await pat.send(dm, "Well?")
    message = await bot.hears("message")

    reply = await message.reply("Yes")
    await reply.edit(content="No")
    seen = await pat.wait_for(lambda shown: shown["content"] == "No")
    await reply.delete()
    await pat.until(lambda: len(pat.messages(dm)) == 1)

    assert seen["message_reference"]["message_id"] == asked["id"]
    assert seen["edited_timestamp"] is not None


async def test_edits_and_deletions_of_persons_are_heard(playground: Playground, bot: RunningClient) -> None:
    pat = a_home(playground).pat
    dm = await pat.open_dm()
    message = await pat.send(dm, "frist")

    await pat.edit(dm, message["id"], "first")
    edited = await bot.hears("raw_message_edit")
    await pat.delete(dm, message["id"])
    deleted = await bot.hears("raw_message_delete")

    assert edited.message.content == "first"
    assert deleted.message_id == int(message["id"])


async def test_another_persons_message_cannot_be_edited(playground: Playground) -> None:
    home = a_home(playground)
    message = await home.pat.send(home.channel.id, "mine")

    with pytest.raises(ClientRefuses):
        await home.kim.edit(home.channel.id, message["id"], "yours")
    async with raw_rest(playground) as rest:
        status, answer = await rest(
            "PATCH", f"/channels/{home.channel.id}/messages/{message['id']}", {"content": "ours"}
        )
    assert (status, answer["code"]) == (403, 50005)


async def test_a_nitro_user_can_write_four_thousand_characters(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    rich = playground.add_user("Rich", nitro=True)
    playground.add_member(home.guild, rich)

    await rich.send(await rich.open_dm(), "x" * 4000)

    assert len((await bot.hears("message")).content) == 4000
    with pytest.raises(ClientRefuses):
        await home.pat.send(await home.pat.open_dm(), "x" * 2001)


async def test_who_shares_no_server_with_the_bot_cannot_write_to_it(playground: Playground) -> None:
    stranger = playground.add_user("Stranger")

    with pytest.raises(ClientRefuses):
        await stranger.send(await stranger.open_dm(), "Hello?")

    playground.install_for(stranger)
    await stranger.send(await stranger.open_dm(), "Hello!")


async def test_reactions_and_typing_are_heard_and_shown(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    message = await home.pat.send(home.channel.id, "Look")
    heard = await bot.hears("message")

    await home.kim.react(home.channel.id, message["id"], "👍")
    await bot.hears("raw_reaction_add")
    await heard.add_reaction("👍")
    await heard.add_reaction("✅")
    await heard.remove_reaction("✅", discord.Object(int(playground.world.bot_id)))
    await home.kim.typing(home.channel.id)
    await bot.hears("raw_typing")
    with home.pat.changes() as changes:
        async with heard.channel.typing():
            typing = await asyncio.wait_for(anext(changes), PATIENCE)

    assert home.pat.messages(home.channel.id)[-1]["reactions"][0]["count"] == 2
    assert len(home.pat.messages(home.channel.id)[-1]["reactions"]) == 1
    assert typing.name == "TYPING_START"


async def test_mentions_are_held_back_by_allowed_mentions(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    coach = playground.add_role(home.guild, "Coach", mentionable=True)
    text = f"<@{home.pat.id}> <@&{coach.id}> @everyone"
    channel = bot.get_partial_messageable(int(home.channel.id))

    await channel.send(text)
    await channel.send(text, allowed_mentions=discord.AllowedMentions(roles=[discord.Object(int(coach.id))]))
    await channel.send(text, allowed_mentions=discord.AllowedMentions.all())

    quiet, some, loud = home.pat.messages(home.channel.id)
    assert (quiet["mentions"], quiet["mention_roles"], quiet["mention_everyone"]) == ([], [], False)
    assert (some["mention_roles"], some["mention_everyone"]) == ([coach.id], False)
    assert loud["mention_everyone"]
    assert [user["id"] for user in loud["mentions"]] == [home.pat.id]


async def test_pins_are_told(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    message = await bot.get_partial_messageable(int(home.channel.id)).send("Important")

    await message.pin()
    pinned = [pin.content async for pin in bot.get_partial_messageable(int(home.channel.id)).pins()]
    await message.unpin()

    assert pinned == ["Important"]
    assert home.pat.messages(home.channel.id)[-1]["type"] == 6


async def test_a_message_to_closed_direct_messages_is_refused_and_commands_still_work(
    playground: Playground,
) -> None:
    home = a_home(playground)
    home.pat.dms_closed = True

    async with connected(playground) as bot:
        channel = await bot.create_dm(discord.Object(int(home.pat.id)))
        with pytest.raises(discord.Forbidden) as refused:
            await channel.send("Hello")

    assert refused.value.code == 50007


async def test_without_a_common_server_the_bot_cannot_write(playground: Playground, bot: RunningClient) -> None:
    stranger = playground.add_user("Stranger")
    channel = bot.get_partial_messageable(int(await stranger.open_dm()))

    with pytest.raises(discord.Forbidden) as refused:
        await channel.send("Hello")
    playground.install_for(stranger)
    await channel.send("Hello")

    assert refused.value.code == 50278


async def test_many_messages_are_deleted_at_once(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    for number in range(3):
        await home.pat.send(home.channel.id, str(number))
    channel = await bot.fetch_channel(int(home.channel.id))
    assert isinstance(channel, discord.TextChannel)

    await channel.purge(limit=2)
    heard = await bot.hears("raw_bulk_message_delete")

    assert len(heard.message_ids) == 2
    assert [message["content"] for message in home.pat.messages(home.channel.id)] == ["0"]
