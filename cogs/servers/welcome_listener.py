"""Greets a server to which the bot is added, where that server tells its own news."""

from __future__ import annotations

import logging
from datetime import timedelta

import aiohttp
import discord
from discord.ext import commands

from bot.client.client import MockInterviewBot
from bot.client.registry import Registry
from bot.core.content import ServerId
from bot.inbound.door import Door
from bot.servers.usecases.greetings import Greetings

log = logging.getLogger(__name__)


LATELY = timedelta(days=1)
"""So long after it was added, the bot greets a server that it could not greet before."""


class WelcomeListener(commands.Cog):
    """Discord tells a bot of the servers that add it, but of no user who does: they are welcomed when they first write
    or type `/mock`. While a connection begins, a new server looks like all others; only when it was added tells.
    """

    def __init__(self, _bot: MockInterviewBot, services: Registry) -> None:
        self._door = services[Door]
        self._greetings = services[Greetings]
        self._texts = services.texts
        self._clock = services.clock

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        with self._door.counted():
            await self._greet(guild)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        with self._door.counted():
            await self._greet(guild)

    async def _greet(self, guild: discord.Guild) -> None:
        added_at = guild.me.joined_at
        if added_at is None or added_at < self._clock() - LATELY:
            return
        channel = next((each for each in (guild.system_channel, guild.public_updates_channel) if _is_open(each)), None)
        if channel is None:
            return
        if not await self._greetings.is_due(ServerId(guild.id), added_at=added_at):
            return
        try:
            await channel.send(self._texts("welcome-server", locale=guild.preferred_locale.value))
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, TimeoutError, OSError) as failure:
            log.warning("server not greeted", extra={"server": guild.id, "reason": type(failure).__name__})


def _is_open(channel: discord.TextChannel | None) -> bool:
    """True for a channel in which the bot may write."""
    if channel is None:
        return False
    rights = channel.permissions_for(channel.guild.me)
    return rights.view_channel and rights.send_messages
