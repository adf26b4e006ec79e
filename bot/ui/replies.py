"""Answers to interactions: within three seconds, once, and never silence."""

from __future__ import annotations

import logging
from contextlib import suppress

import aiohttp
import discord

from bot.client.bot import BotInteraction
from bot.client.rendering import rendered
from bot.interview.model import ChannelId, MessageId
from bot.services.drafts import Draft
from bot.services.ports import ReplyExpired, SendingFailed

log = logging.getLogger(__name__)

# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060

_LOST = (discord.DiscordServerError, aiohttp.ClientError, TimeoutError, OSError)


class InteractionReply:
    """Implements `bot.services.ports.Reply`."""

    def __init__(self, interaction: BotInteraction) -> None:
        self._interaction = interaction

    async def respond(self, draft: Draft) -> MessageId:
        """Answer with a visible message. Discord takes one first response, so trying again cannot send twice."""
        interaction = self._interaction
        if interaction.response.is_done():
            raise ReplyExpired
        try:
            response = await interaction.response.send_message(**rendered(draft))
        except discord.HTTPException as error:
            if error.code == UNKNOWN_INTERACTION:
                raise ReplyExpired from error
            if error.code == ALREADY_ACKNOWLEDGED or error.status >= 500:
                return await self._arrived()
            raise ReplyExpired from error
        except _LOST:
            return await self._arrived()
        return MessageId(response.message_id) if response.message_id is not None else await self._arrived()

    async def _arrived(self) -> MessageId:
        """The response that Discord has, when it was not heard saying so."""
        try:
            message = await self._interaction.original_response()
        except discord.NotFound as error:
            raise ReplyExpired from error
        except (discord.HTTPException, *_LOST) as error:
            raise SendingFailed(type(error).__name__) from error
        return MessageId(message.id)


async def show(interaction: BotInteraction, draft: Draft) -> None:
    """Answer for the asking person's eyes only: as the first response, or in place of "thinking…"."""
    if interaction.response.is_done():
        await interaction.edit_original_response(**rendered(draft))
    else:
        await interaction.response.send_message(**rendered(draft), ephemeral=True)


async def say(interaction: BotInteraction, text: str) -> None:
    """`show` with nothing but a sentence."""
    await show(interaction, Draft(content=text))


async def acknowledge(interaction: BotInteraction, text: str) -> None:
    """Close an interaction whose answer went another way: silently for a button, with a sentence for a command."""
    # Too late to answer is no harm here: what the person asked for has been sent.
    with suppress(discord.NotFound):
        if interaction.type is discord.InteractionType.component and not interaction.response.is_done():
            await interaction.response.defer()
        else:
            await say(interaction, text)


def conversation_of(interaction: BotInteraction) -> ChannelId | None:
    """The direct message channel in which the interaction happened; None if it was in a server."""
    if interaction.guild_id is not None or interaction.channel_id is None:
        return None
    return ChannelId(interaction.channel_id)


def link_to(channel: ChannelId) -> str:
    """Opens the direct message channel in Discord's client."""
    return f"https://discord.com/channels/@me/{channel}"
