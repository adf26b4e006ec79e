"""Answers to interactions: within three seconds, once, and never silence."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

import aiohttp
import discord

from bot.client.client import BotInteraction
from bot.client.recognition import looks_like
from bot.client.rendering import rendered
from bot.core.content import ChannelId, MessageId, ServerId
from bot.outbound.draft import Draft
from bot.outbound.messenger import ReplyExpired, SendingFailed

log = logging.getLogger(__name__)

# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060

PATIENCE = 2.0
"""Seconds until an interaction is acknowledged whose answer is still being made."""

Result = TypeVar("Result")

_LOST = (discord.DiscordServerError, aiohttp.ClientError, TimeoutError, OSError)


class InteractionReply:
    """Implements `bot.outbound.outbox.Reply`."""

    def __init__(self, interaction: BotInteraction) -> None:
        self._interaction = interaction

    async def update(self, message: MessageId, draft: Draft) -> bool:
        """Answer by changing the message whose button was pressed, if it is this one."""
        interaction = self._interaction
        if interaction.message is None or interaction.message.id != message:
            return False
        async with one_answer_at_a_time(interaction):
            if interaction.response.is_done():
                return False
            with suppress(discord.HTTPException, *_LOST):  # then the message is edited; doing both is no harm
                await interaction.response.edit_message(**rendered(draft))
                return True
        return False

    async def respond(self, draft: Draft) -> MessageId:
        """Answer with a visible message. Discord takes one first response, so trying again cannot send twice."""
        interaction = self._interaction
        async with one_answer_at_a_time(interaction):
            if interaction.response.is_done():
                raise ReplyExpired
            try:
                response = await interaction.response.send_message(**rendered(draft))
            except discord.HTTPException as error:
                if error.code == ALREADY_ACKNOWLEDGED or error.status >= 500:
                    return await self._arrived(draft)
                raise ReplyExpired from error
            except _LOST:
                return await self._arrived(draft)
            if response.message_id is None:
                return await self._arrived(draft)
            return MessageId(response.message_id)

    async def _arrived(self, draft: Draft) -> MessageId:
        """The response that Discord has, when it was not heard saying so.

        It may be an acknowledgement instead; then the original response is another message, or still loading.
        """
        try:
            message = await self._interaction.original_response()
        except discord.NotFound as error:
            raise ReplyExpired from error
        except (discord.HTTPException, *_LOST) as error:
            raise SendingFailed(type(error).__name__) from error
        if not looks_like(message, draft):
            raise ReplyExpired
        return MessageId(message.id)


class UpdateOnly(InteractionReply):
    """A reply that changes the pressed message and never writes another one.

    Coaches reply to cards, and Discord hands over the content of such a reply only where the card is a regular message.
    https://docs.discord.com/developers/gateway/you-might-not-need-a-privileged-intent
    """

    async def respond(self, draft: Draft) -> MessageId:  # noqa: ARG002 - the port's
        raise ReplyExpired


def one_answer_at_a_time(interaction: BotInteraction) -> asyncio.Lock:
    """Discord takes one first response; whoever waits here sees afterwards whether there is one."""
    lock = interaction.extras.setdefault("answering", asyncio.Lock())
    if not isinstance(lock, asyncio.Lock):
        raise TypeError(lock)
    return lock


async def show(interaction: BotInteraction, draft: Draft) -> None:
    """Answer for the asking person's eyes only: as the first response, or as what follows an acknowledgement."""
    match interaction.response.type:
        case None:
            try:
                await interaction.response.send_message(**rendered(draft), ephemeral=True)
            except discord.HTTPException as error:
                if error.code != ALREADY_ACKNOWLEDGED:
                    raise
                # Discord has taken this answer already, or another process that hears the same has acknowledged.
                if not await _is_answer(interaction, draft):
                    await _follow_up(interaction, draft)
        case discord.InteractionResponseType.deferred_channel_message:
            # An edit can be repeated without harm, a follow-up would come twice.
            await interaction.edit_original_response(**rendered(draft))
        case _:
            # Here the original response is the message with the pressed button: not ours to overwrite.
            await _follow_up(interaction, draft)


async def _is_answer(interaction: BotInteraction, draft: Draft) -> bool:
    try:
        return looks_like(await interaction.original_response(), draft)
    except discord.NotFound:  # an acknowledgement, and nothing after it
        return False


async def _follow_up(interaction: BotInteraction, draft: Draft) -> None:
    message = rendered(draft)
    await interaction.followup.send(
        content=message["content"] or "", embeds=message["embeds"], view=message["view"], ephemeral=True
    )


async def show_instead(interaction: BotInteraction, draft: Draft) -> None:
    """Answer by changing the message whose button was pressed: what stood there is over.

    What others can read, too, is never overwritten.
    """
    if interaction.message is None or not interaction.message.flags.ephemeral:
        await show(interaction, draft)
    elif interaction.response.is_done():
        await interaction.edit_original_response(**rendered(draft))
    else:
        await interaction.response.edit_message(**rendered(draft))


async def say(interaction: BotInteraction, text: str) -> None:
    """`show` with nothing but a sentence."""
    await show(interaction, Draft(content=text))


async def in_time(interaction: BotInteraction, work: Coroutine[Any, Any, Result]) -> Result:
    """Do the work; if it takes longer than Discord waits for an answer, acknowledge the interaction meanwhile.

    Discord gives three seconds, then the person reads "This interaction failed".
    https://docs.discord.com/developers/interactions/receiving-and-responding
    """
    task = asyncio.ensure_future(work)
    await asyncio.wait({task}, timeout=PATIENCE)
    lock = one_answer_at_a_time(interaction)
    if not task.done() and not lock.locked():
        async with lock:
            if not interaction.response.is_done():
                with suppress(discord.HTTPException, *_LOST):
                    await interaction.response.defer(ephemeral=True)
    return await task


def is_answered(interaction: BotInteraction) -> bool:
    """Whether the person sees an answer already, rather than an acknowledgement or nothing."""
    return interaction.response.type is discord.InteractionResponseType.channel_message


async def acknowledge(interaction: BotInteraction) -> None:
    """Close the interaction of a button without showing anything."""
    # Too late to answer is no harm here: what the person asked for has been sent.
    with suppress(discord.NotFound):
        if not interaction.response.is_done():
            await interaction.response.defer()


def is_button(interaction: BotInteraction) -> bool:
    """A press or a choice, which Discord lets us acknowledge silently, rather than a command."""
    return interaction.type is discord.InteractionType.component


def conversation_of(interaction: BotInteraction) -> ChannelId | None:
    """The direct message channel in which the interaction happened; None if it was in a server."""
    if interaction.guild_id is not None or interaction.channel_id is None:
        return None
    return ChannelId(interaction.channel_id)


def server_of(interaction: discord.Interaction[Any]) -> ServerId | None:
    """The server in which the interaction happened; None in direct messages."""
    return None if interaction.guild_id is None else ServerId(interaction.guild_id)


def link_to(channel: ChannelId) -> str:
    """Opens the direct message channel in Discord's client."""
    return f"https://discord.com/channels/@me/{channel}"


def cause_of(interaction: BotInteraction) -> str:
    """The interaction as the inbox knows it."""
    return f"interaction:{interaction.id}"


def token_of(interaction: BotInteraction) -> str:
    """Makes each opened form another one: Discord and discord.py tell them apart by their ids alone."""
    return str(interaction.id)
