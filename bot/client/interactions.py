"""Reads interactions, and lets one answer to an interaction be given at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, cast

import discord

from bot.core.content import ChannelId, InteractionId, ServerId, storable

# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060
UNKNOWN_MESSAGE = 10008
UNKNOWN_WEBHOOK = 10015
TOKEN_EXPIRED = 50027

Interaction = discord.Interaction[Any]


def one_answer_at_a_time(interaction: Interaction) -> asyncio.Lock:
    """The lock for answering: Discord takes one first response, and whoever waits here then sees if there is one."""
    lock = interaction.extras.setdefault("answering", asyncio.Lock())
    if not isinstance(lock, asyncio.Lock):
        raise TypeError(lock)
    return lock


def is_answered(interaction: Interaction) -> bool:
    """True if the person already sees an answer, not an acknowledgement or nothing."""
    return interaction.response.type is discord.InteractionResponseType.channel_message


def is_button(interaction: Interaction) -> bool:
    """True for a press or a choice, which the bot may acknowledge silently; False for a command."""
    return interaction.type is discord.InteractionType.component


def conversation_of(interaction: Interaction) -> ChannelId | None:
    """The direct message channel in which the interaction happened; None if it was in a server."""
    if interaction.guild_id is not None or interaction.channel_id is None:
        return None
    return ChannelId(interaction.channel_id)


def server_of(interaction: Interaction) -> ServerId | None:
    """The server in which the interaction happened, if the bot is in it; None in direct messages.

    Somebody who has installed the bot for themselves may use it in any server; there it is as in direct messages.
    """
    if interaction.guild_id is None or interaction.client.get_guild(interaction.guild_id) is None:
        return None
    return ServerId(interaction.guild_id)


def payload_of(interaction: Interaction) -> Mapping[str, Any]:
    """The data that Discord sent with a press, a choice or a form, with texts that can be stored."""
    return cast("Mapping[str, Any]", _storable(interaction.data or {}))


def make_storable(interaction: Interaction) -> None:
    """Make all texts of a command storable: its options, what is being typed, names and messages that it is about."""
    interaction.data = _storable(interaction.data)


def _storable(data: Any) -> Any:
    match data:
        case str():
            return storable(data)
        case dict():
            return {key: _storable(value) for key, value in data.items()}
        case list():
            return [_storable(each) for each in data]
        case _:
            return data


def cause_of(interaction: Interaction) -> str:
    """The key of the interaction in the inbox."""
    return f"interaction:{interaction.id}"


def id_of(interaction: Interaction) -> InteractionId:
    return InteractionId(interaction.id)


def token_of(interaction: Interaction) -> str:
    """A token that makes each opened form unique: Discord and discord.py tell forms apart only by their ids."""
    return str(interaction.id)
