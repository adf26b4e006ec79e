"""Writes the JSON of INTERACTION_CREATE."""

from __future__ import annotations

from playground.interactions.invocation import Invocation
from playground.payloads.messages import Payloads
from playground.rules.command_definition import Option
from playground.rules.drafts import FILE_SIZE
from playground.world.model import Channel, Json, User
from playground.world.world import World


def owners(world: World, user: User, channel: Channel) -> Json:
    """By which installations of the app an interaction is possible: the server's, the user's or both."""
    owners: Json = {}
    if channel.guild_id is not None:
        if world.bot_id in world.guilds[channel.guild_id].members:
            owners["0"] = channel.guild_id
    elif world.share_a_guild(user.id):
        owners["0"] = "0"
    if user.installed_app:
        owners["1"] = user.id
    return owners


def interaction_payload(
    world: World, payloads: Payloads, invocation: Invocation, user: User, channel: Channel, data: Json
) -> Json:
    payload: Json = {
        "id": invocation.id,
        "application_id": world.bot_id,
        "type": int(invocation.type),
        "token": invocation.token,
        "version": 1,
        "data": data,
        "channel_id": channel.id,
        "channel": payloads.channel(channel) | {"permissions": str(world.permissions(user.id, channel))},
        "locale": user.locale,
        "entitlements": [],
        "attachment_size_limit": FILE_SIZE,
        "app_permissions": str(world.permissions(world.bot_id, channel)),
        "context": 0 if channel.guild_id else 1,
    }
    if invocation.source is not None:
        payload["message"] = payloads.message(invocation.source)
    if channel.guild_id is None:
        return payload | {"user": payloads.user(user)}
    guild = world.guilds[channel.guild_id]
    rights = world.permissions(user.id, channel)
    return payload | {
        "guild_id": guild.id,
        "guild": {"id": guild.id, "locale": "en-US", "features": []},
        "guild_locale": "en-US",
        "member": payloads.member(guild.members[user.id]) | {"permissions": str(rights)},
    }


def used_name(data: Json) -> str:
    """A command's name with its sub-commands, as clients show it above the answer."""
    name, options = str(data["name"]), data.get("options") or []
    while options and options[0]["type"] in {Option.SUB_COMMAND, Option.SUB_COMMAND_GROUP}:
        name, options = f"{name} {options[0]['name']}", options[0].get("options") or []
    return name
