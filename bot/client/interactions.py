"""What an interaction says of itself, and the turn of whoever answers it first."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, cast

import aiohttp
import discord

from bot.core.content import ChannelId, ServerId

# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060

LOST = (discord.DiscordServerError, aiohttp.ClientError, TimeoutError, OSError)
"""The answer may have arrived or not."""

Interaction = discord.Interaction[Any]


def one_answer_at_a_time(interaction: Interaction) -> asyncio.Lock:
    """Discord takes one first response; whoever waits here sees afterwards whether there is one."""
    lock = interaction.extras.setdefault("answering", asyncio.Lock())
    if not isinstance(lock, asyncio.Lock):
        raise TypeError(lock)
    return lock


def is_answered(interaction: Interaction) -> bool:
    """Whether the person sees an answer already, rather than an acknowledgement or nothing."""
    return interaction.response.type is discord.InteractionResponseType.channel_message


def is_button(interaction: Interaction) -> bool:
    """A press or a choice, which Discord lets us acknowledge silently, rather than a command."""
    return interaction.type is discord.InteractionType.component


def conversation_of(interaction: Interaction) -> ChannelId | None:
    """The direct message channel in which the interaction happened; None if it was in a server."""
    if interaction.guild_id is not None or interaction.channel_id is None:
        return None
    return ChannelId(interaction.channel_id)


def server_of(interaction: Interaction) -> ServerId | None:
    """The server in which the interaction happened; None in direct messages."""
    return None if interaction.guild_id is None else ServerId(interaction.guild_id)


def payload_of(interaction: Interaction) -> Mapping[str, Any]:
    """What Discord sent with a press, a choice or a form."""
    return cast("Mapping[str, Any]", interaction.data or {})


def cause_of(interaction: Interaction) -> str:
    """The interaction as the inbox knows it."""
    return f"interaction:{interaction.id}"


def token_of(interaction: Interaction) -> str:
    """Makes each opened form another one: Discord and discord.py tell them apart by their ids alone."""
    return str(interaction.id)
