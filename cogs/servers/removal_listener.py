"""Listens for servers that remove the bot, and for those that invite it again."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.client.client import MockInterviewBot
from bot.client.registry import Registry
from bot.core.content import ServerId
from bot.inbound.door import Door
from bot.reviewing.usecases.removals import Removals


class RemovalListener(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._door = services[Door]
        self._removals = services[Removals]

    @commands.Cog.listener()
    async def on_connect(self) -> None:
        with self._door.counted():  # Discord has just named all servers, also those that are not available now
            await self._removals.compare({ServerId(each.id) for each in self._bot.guilds})

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        with self._door.counted():
            await self._removals.removed(ServerId(guild.id))

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        with self._door.counted():
            await self._removals.returned(ServerId(guild.id))
