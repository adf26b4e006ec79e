"""What the bot and the persons may do, and how Discord refuses the rest."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground.client.command_menu import ClientRefuses
from playground.server import Playground
from playground.world.permissions import Permission
from tests.playground.raw import RawRest, raw_rest
from tests.playground.scenes import Home, a_home


@pytest.fixture
async def rest(playground: Playground) -> AsyncIterator[RawRest]:
    async with raw_rest(playground) as rest:
        yield rest


@pytest.fixture
def home(playground: Playground) -> Home:
    return a_home(playground)


@pytest.mark.parametrize(
    ("missing", "method", "path", "body", "code"),
    [
        (Permission.VIEW_CHANNEL, "POST", "", {"content": "x"}, 50001),
        (Permission.SEND_MESSAGES, "POST", "", {"content": "x"}, 50013),
        (Permission.EMBED_LINKS, "POST", "", {"embeds": [{"title": "x"}]}, 50013),
        (Permission.ADD_REACTIONS, "PUT", "/{message}/reactions/%E2%9C%85/@me", None, 50013),
        (Permission.MANAGE_MESSAGES, "DELETE", "/{message}", None, 50013),
        (Permission.READ_MESSAGE_HISTORY, "GET", "/{message}", None, 50013),
        (Permission.CREATE_PUBLIC_THREADS, "POST", "/{message}/threads", {"name": "x"}, 50013),
        (
            Permission.READ_MESSAGE_HISTORY,
            "POST",
            "",
            {"content": "x", "message_reference": {"message_id": "{message}"}},
            160002,
        ),
    ],
)
async def test_the_bot_needs_its_permissions(
    playground: Playground,
    rest: RawRest,
    home: Home,
    missing: Permission,
    method: str,
    path: str,
    body: Any,
    code: int,
) -> None:
    message = (await home.pat.send(home.channel.id, "Hello"))["id"]
    playground.overwrite(home.channel, playground.world.bot, deny=missing)
    if body and "message_reference" in body:
        body = body | {"message_reference": {"message_id": message}}

    url = f"/channels/{home.channel.id}/messages{path.format(message=message)}"
    status, answer = await rest(method, url, body)

    assert (status, answer["code"]) == (403, code)


async def test_history_that_may_not_be_read_is_empty(playground: Playground, rest: RawRest, home: Home) -> None:
    await home.pat.send(home.channel.id, "Hello")
    playground.overwrite(home.channel, playground.world.bot, deny=Permission.READ_MESSAGE_HISTORY)

    assert await rest("GET", f"/channels/{home.channel.id}/messages") == (200, [])


async def test_overwrites_of_members_outrank_those_of_roles_and_everyone(playground: Playground, home: Home) -> None:
    role = playground.add_role(home.guild, "Quiet")
    playground.give_role(home.guild, home.pat, role)
    everyone = home.guild.roles[home.guild.id]
    playground.overwrite(home.channel, everyone, deny=Permission.SEND_MESSAGES)
    playground.overwrite(home.channel, role, allow=Permission.SEND_MESSAGES)

    await home.pat.send(home.channel.id, "allowed by the role")
    playground.overwrite(home.channel, home.pat, deny=Permission.SEND_MESSAGES)

    with pytest.raises(ClientRefuses):
        await home.pat.send(home.channel.id, "denied in person")
    with pytest.raises(ClientRefuses):
        await home.kim.send(home.channel.id, "denied as everyone")


async def test_a_channel_is_hidden_from_who_may_not_view_it(playground: Playground, home: Home) -> None:
    coach = playground.add_role(home.guild, "Coach")
    playground.give_role(home.guild, home.kim, coach)
    room = playground.add_channel(home.guild, "coaches")
    playground.overwrite(room, home.guild.roles[home.guild.id], deny=Permission.VIEW_CHANNEL)
    playground.overwrite(room, coach, allow=Permission.VIEW_CHANNEL)

    await home.kim.send(room.id, "among us")

    assert len(home.kim.messages(room.id)) == 1
    with pytest.raises(ClientRefuses):
        home.pat.messages(room.id)


async def test_administrators_and_owners_may_do_everything(playground: Playground, home: Home) -> None:
    admin = playground.add_role(home.guild, "Admin", permissions=Permission.ADMINISTRATOR)
    room = playground.add_channel(home.guild, "hidden")
    playground.overwrite(room, home.guild.roles[home.guild.id], deny=Permission.VIEW_CHANNEL)

    playground.give_role(home.guild, home.pat, admin)
    await home.pat.send(room.id, "I see it")
    playground.take_role(home.guild, home.pat, admin)

    with pytest.raises(ClientRefuses):
        await home.pat.send(room.id, "no longer")


async def test_nobody_reads_the_direct_messages_of_others(home: Home) -> None:
    dm = await home.pat.open_dm()
    await home.pat.send(dm, "private")

    with pytest.raises(ClientRefuses):
        home.kim.messages(dm)
    with pytest.raises(ClientRefuses):
        await home.kim.send(dm, "let me in")


async def test_coach_commands_are_offered_to_coaches_only(playground: Playground, home: Home) -> None:
    needed = str(int(Permission.MANAGE_MESSAGES))
    commands = [
        {"name": "queue", "description": "Queue", "default_member_permissions": needed},
        {"name": "setup", "description": "Set up", "default_member_permissions": "0"},
        {"name": "mock", "description": "Mock"},
    ]
    playground.services.commands.overwrite(commands, guild_id=home.guild.id)
    lead = playground.add_role(home.guild, "Lead", permissions=Permission.MANAGE_MESSAGES)
    playground.give_role(home.guild, home.kim, lead)

    assert [command["name"] for command in home.pat.commands(home.channel.id)] == ["mock"]
    assert [command["name"] for command in home.kim.commands(home.channel.id)] == ["queue", "mock"]
    assert home.kim.commands(await home.kim.open_dm()) == []


async def test_leaving_and_joining(playground: Playground, rest: RawRest, home: Home) -> None:
    newcomer = playground.add_user("New")
    playground.add_member(home.guild, newcomer, greet_in=home.channel)
    assert home.pat.messages(home.channel.id)[-1]["type"] == 7
    playground.remove_member(home.guild, newcomer)

    with pytest.raises(ClientRefuses):
        await newcomer.send(home.channel.id, "bye")
    playground.remove_bot(home.guild)

    status, body = await rest("GET", f"/guilds/{home.guild.id}")
    assert (status, body["code"]) == (404, 10004)
    assert home.pat.commands(home.channel.id) == []


async def test_a_deleted_channel_is_unknown(playground: Playground, rest: RawRest, home: Home) -> None:
    playground.remove_channel(home.channel)

    status, body = await rest("POST", f"/channels/{home.channel.id}/messages", {"content": "x"})

    assert (status, body["code"]) == (404, 10003)


async def test_a_role_that_changes_changes_what_its_members_may(playground: Playground, home: Home) -> None:
    lead = playground.add_role(home.guild, "Lead")
    playground.give_role(home.guild, home.kim, lead)
    message = await home.pat.send(home.channel.id, "mine")
    with pytest.raises(ClientRefuses):
        await home.kim.delete(home.channel.id, message["id"])

    playground.change_role(home.guild, lead, permissions=Permission.MANAGE_MESSAGES)
    await home.kim.delete(home.channel.id, message["id"])

    assert home.pat.messages(home.channel.id) == []


async def test_who_loses_a_role_loses_what_it_showed(playground: Playground, home: Home) -> None:
    coach = playground.add_role(home.guild, "Coach")
    playground.give_role(home.guild, home.pat, coach)
    playground.overwrite(home.channel, home.guild.roles[home.guild.id], deny=Permission.VIEW_CHANNEL)
    playground.overwrite(home.channel, coach, allow=Permission.VIEW_CHANNEL)
    assert home.pat.messages(home.channel.id) == []

    playground.take_role(home.guild, home.pat, coach)

    with pytest.raises(ClientRefuses):
        home.pat.messages(home.channel.id)


async def test_coaches_of_one_server_do_not_see_the_other(playground: Playground, rest: RawRest, home: Home) -> None:
    away = playground.add_guild("Away")
    reviews = playground.add_channel(away, "reviews")
    lee = playground.add_user("Lee")
    playground.add_member(away, lee)

    status, _ = await rest("POST", f"/channels/{reviews.id}/messages", {"content": "A card"})

    assert status == 200
    assert [message["content"] for message in lee.messages(reviews.id)] == ["A card"]
    with pytest.raises(ClientRefuses):
        home.pat.messages(reviews.id)
    assert (await rest("GET", f"/guilds/{away.id}/members/{home.pat.id}"))[1]["code"] == 10007
    assert (await rest("GET", f"/guilds/1/members/{home.pat.id}"))[1]["code"] == 10007


async def test_members_are_listed_only_with_the_intent_and_roles_always(
    playground: Playground, rest: RawRest, home: Home
) -> None:
    role = playground.add_role(home.guild, "Coach")
    guild = f"/guilds/{home.guild.id}"

    refused, answer = await rest("GET", f"{guild}/members?limit=10")
    playground.switch_intents(1 << 1)
    listed, members = await rest("GET", f"{guild}/members?limit=10")

    assert (refused, answer["code"], listed) == (403, 50001, 200)
    assert home.pat.id in [member["user"]["id"] for member in members]
    assert (await rest("GET", f"{guild}/roles/{role.id}"))[1]["name"] == "Coach"
    assert (await rest("GET", f"{guild}/roles/1"))[1]["code"] == 10011


async def test_speaking_aloud_in_a_server_is_a_right_of_its_own(
    playground: Playground, rest: RawRest, home: Home
) -> None:
    path = f"/channels/{home.channel.id}/messages"
    form = {"flags": 8192, "attachments": [{"id": "0", "duration_secs": 1.5, "waveform": "AAAA"}]}

    async def speak() -> tuple[int, Any]:
        data = aiohttp.FormData(quote_fields=False)
        data.add_field("payload_json", json.dumps(form))
        data.add_field("files[0]", b"OggS", filename="voice-message.ogg", content_type="audio/ogg")
        return await rest("POST", path, data=data)

    playground.overwrite(home.channel, playground.world.bot, deny=Permission.ATTACH_FILES)
    spoken, message = await speak()
    edited, refused = await rest("PATCH", f"{path}/{message['id']}", {"content": "and text"})
    playground.overwrite(home.channel, playground.world.bot, deny=Permission.SEND_VOICE_MESSAGES)
    silent, silenced = await speak()

    assert spoken == 200
    assert (edited, refused["code"]) == (400, 50162)
    assert (silent, silenced["code"]) == (403, 50173)


async def test_the_role_of_a_bot_is_managed_and_nobody_else_is_given_it(
    playground: Playground, rest: RawRest, home: Home
) -> None:
    (role_id,) = home.guild.members[playground.world.bot_id].roles
    coach = playground.add_role(home.guild, "Coach")
    subscribers = playground.add_role(home.guild, "Subscribers", integration_id="5")

    _, answer = await rest("GET", f"/guilds/{home.guild.id}/roles")

    roles = {each["id"]: (each["managed"], each.get("tags")) for each in answer}
    assert roles[role_id] == (True, {"bot_id": playground.world.bot_id})
    assert roles[subscribers.id] == (True, {"integration_id": "5"})
    assert roles[coach.id] == roles[home.guild.id] == (False, None)
    with pytest.raises(ValueError, match="belongs to a bot"):
        playground.give_role(home.guild, home.kim, home.guild.roles[role_id])
