"""Threads and channels, by way of discord.py."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from playground.client.command_menu import ClientRefuses
from playground.server import Playground
from playground.world.permissions import Permission
from tests.playground.client import RunningClient, connected
from tests.playground.furnished import furnish
from tests.playground.raw import raw_rest
from tests.playground.scenes import a_home


async def _card(bot: RunningClient, channel_id: str) -> tuple[discord.TextChannel, discord.Message]:
    channel = await bot.fetch_channel(int(channel_id))
    assert isinstance(channel, discord.TextChannel)
    return channel, await channel.send("A card")


async def test_a_thread_hangs_on_a_message_and_has_its_id(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    _, card = await _card(bot, home.channel.id)

    thread = await card.create_thread(name="Discussion", auto_archive_duration=60)
    await thread.send("Among coaches")

    assert thread.id == card.id
    shown = home.kim.messages(str(thread.id))
    assert [message["type"] for message in shown] == [21, 0]
    assert home.kim.messages(home.channel.id)[0]["thread"]["name"] == "Discussion"
    with pytest.raises(discord.HTTPException) as again:
        await card.create_thread(name="Another")
    assert again.value.code == 160004


async def test_an_archived_thread_opens_when_written_to_unless_locked(
    playground: Playground, bot: RunningClient
) -> None:
    home = a_home(playground)
    _, card = await _card(bot, home.channel.id)
    thread = await card.create_thread(name="Discussion")
    inside = await thread.send("one")

    await thread.edit(archived=True)
    with pytest.raises(discord.HTTPException) as archived:
        await inside.edit(content="changed")
    await thread.send("two")
    assert archived.value.code == 50083
    assert not (await bot.fetch_channel(thread.id)).archived  # type: ignore[union-attr]  # it is a thread

    await thread.edit(archived=True, locked=True)
    playground.overwrite(home.channel, playground.world.bot, deny=Permission.MANAGE_THREADS)
    with pytest.raises(discord.Forbidden) as locked:
        await thread.send("three")
    assert locked.value.code == 160005


async def test_a_private_thread_is_for_its_members(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    channel, _ = await _card(bot, home.channel.id)

    thread = await channel.create_thread(name="Private")
    await thread.send("Hello")
    await thread.add_user(discord.Object(int(home.pat.id)))

    assert len(home.pat.messages(str(thread.id))) == 1
    with pytest.raises(ClientRefuses):
        home.kim.messages(str(thread.id))
    await thread.remove_user(discord.Object(int(home.pat.id)))
    with pytest.raises(ClientRefuses):
        home.pat.messages(str(thread.id))


async def test_speaking_in_a_thread_is_a_right_of_its_own(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    channel, _ = await _card(bot, home.channel.id)
    thread = await channel.create_thread(name="Open", type=discord.ChannelType.public_thread)
    everyone = home.guild.roles[home.guild.id]

    playground.overwrite(home.channel, everyone, deny=Permission.SEND_MESSAGES)
    await home.pat.send(str(thread.id), "still allowed here")
    playground.overwrite(home.channel, everyone, deny=Permission.SEND_MESSAGES_IN_THREADS)

    with pytest.raises(ClientRefuses):
        await home.pat.send(str(thread.id), "no longer")


async def test_threads_are_known_to_a_client_that_connects_later(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    channel, card = await _card(bot, home.channel.id)
    await card.create_thread(name="Active")
    archived = await channel.create_thread(name="Old", type=discord.ChannelType.public_thread)
    await archived.edit(archived=True)

    async with connected(playground) as later:
        guild = later.guilds[0]
        assert [thread.name for thread in guild.threads] == ["Active"]
        assert [thread.name for thread in await guild.active_threads()] == ["Active"]
        found = later.get_channel(channel.id)
        assert isinstance(found, discord.TextChannel)
        assert [thread.name async for thread in found.archived_threads()] == ["Old"]


async def test_channels_are_made_changed_and_deleted(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    guild = await bot.fetch_guild(int(home.guild.id))

    itself = await guild.fetch_member(int(playground.world.bot_id))
    overwrites: dict[Any, discord.PermissionOverwrite] = {
        guild.default_role: discord.PermissionOverwrite(view_channel=False),
        itself: discord.PermissionOverwrite(view_channel=True),
    }
    channel = await guild.create_text_channel("reviews", overwrites=overwrites)
    await bot.hears("guild_channel_create", count=2)
    await channel.edit(topic="Answers wait here")

    with pytest.raises(ClientRefuses):
        home.pat.messages(str(channel.id))
    async with raw_rest(playground) as rest:
        _, channels = await rest("GET", f"/guilds/{home.guild.id}/channels")
    assert channels[-1]["topic"] == "Answers wait here"
    await channel.delete()
    await bot.hears("guild_channel_delete")


async def test_servers_members_and_roles_can_be_asked_for(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    coach = playground.add_role(home.guild, "Coach")
    playground.give_role(home.guild, home.pat, coach)
    await bot.hears("guild_join")
    guild = bot.get_guild(int(home.guild.id))
    assert guild is not None

    member = await guild.fetch_member(int(home.pat.id))

    assert member.display_name == "Pat"
    assert [role.name for role in member.roles] == ["@everyone", "Coach"]
    assert (await bot.fetch_user(int(home.kim.id))).name == "kim"
    with pytest.raises(discord.NotFound):
        await guild.fetch_member(int(playground.add_user("Stranger").id))


async def test_a_person_starts_a_thread_and_the_bot_hears_of_it(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    message = await home.pat.send(home.channel.id, "Let us talk")

    thread_id = await home.pat.start_thread(home.channel.id, message["id"], "Talk")
    await home.kim.send(thread_id, "Hello")

    thread = await bot.hears("thread_create")
    assert (thread.name, thread.id) == ("Talk", int(message["id"]))
    with pytest.raises(ClientRefuses):
        await home.kim.start_thread(home.channel.id, message["id"], "Another")


async def test_what_a_person_writes_opens_an_archived_thread_but_no_locked_one(
    playground: Playground, bot: RunningClient
) -> None:
    home = a_home(playground)
    _, card = await _card(bot, home.channel.id)
    thread = await card.create_thread(name="Discussion")

    await thread.edit(archived=True)
    await home.pat.send(str(thread.id), "One more thing")
    opened = await bot.fetch_channel(thread.id)
    assert isinstance(opened, discord.Thread)
    assert not opened.archived

    await thread.edit(locked=True)
    with pytest.raises(ClientRefuses):
        await home.pat.send(str(thread.id), "And another")


async def test_whose_thread_it_is_and_who_manages_threads_may_close_it(
    playground: Playground, bot: RunningClient
) -> None:
    home = a_home(playground)
    message = await home.pat.send(home.channel.id, "Let us talk")
    thread = await home.pat.start_thread(home.channel.id, message["id"], "Talk")

    with pytest.raises(ClientRefuses):
        await home.kim.archive_thread(thread)
    with pytest.raises(ClientRefuses):
        await home.pat.delete_thread(thread)
    await home.pat.archive_thread(thread)
    assert (await bot.hears("raw_thread_update")).data["thread_metadata"]["archived"]
    await home.kim.archive_thread(thread, archived=False)

    lead = playground.add_role(home.guild, "Lead", permissions=Permission.MANAGE_THREADS)
    playground.give_role(home.guild, home.kim, lead)
    await home.kim.delete_thread(thread)
    assert (await bot.hears("raw_thread_delete")).thread_id == int(thread)


async def test_a_deleted_thread_leaves_its_message_and_a_deleted_message_its_thread(
    playground: Playground, bot: RunningClient
) -> None:
    home = a_home(playground)
    channel, first = await _card(bot, home.channel.id)
    second = await channel.send("Another card")
    gone, left = await first.create_thread(name="Gone"), await second.create_thread(name="Left")

    await gone.delete()
    await second.delete()

    with pytest.raises(discord.NotFound) as unknown:
        await gone.send("Anyone?")
    assert unknown.value.code == 10003
    assert not (await channel.fetch_message(first.id)).flags.has_thread
    await left.send("Still here")
    assert [message["content"] for message in home.kim.messages(home.channel.id)] == ["A card"]


async def test_a_message_of_a_thread_has_the_menu_and_its_answers_stay_in_the_thread(playground: Playground) -> None:
    async with connected(playground, setup=furnish) as bot:
        home = a_home(playground)
        _, card = await _card(bot, home.channel.id)
        thread = await card.create_thread(name="Discussion")
        told = await home.pat.send(str(thread.id), "Look at the ending")

        used = await (await home.kim.menu(str(thread.id), told["id"], "Flag this")).settled()

    assert used.message is not None
    assert used.message["content"] == "flagged: Look at the ending"
    assert used.message["channel_id"] == str(thread.id)
