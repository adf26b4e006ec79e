"""Looks who can read the review channel, whenever that may have changed and after each start."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.client.client import MockInterviewBot
from bot.client.registry import Registry
from bot.core.content import ServerId
from bot.inbound.door import Door
from bot.servers.usecases.exposure import ReviewChannelGuard


class AudienceListener(commands.Cog):
    def __init__(self, _bot: MockInterviewBot, services: Registry) -> None:
        self._door = services[Door]
        self._guard = services[ReviewChannelGuard]

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        with self._door.counted():
            await self._guard.look(ServerId(guild.id))

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        with self._door.counted():
            await self._guard.look(ServerId(guild.id))

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self,
        _before: discord.abc.GuildChannel,
        after: discord.abc.GuildChannel,
    ) -> None:
        with self._door.counted():
            await self._guard.look(ServerId(after.guild.id))

    @commands.Cog.listener()
    async def on_guild_role_create(self, role: discord.Role) -> None:
        with self._door.counted():
            await self._guard.look(ServerId(role.guild.id))

    @commands.Cog.listener()
    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        with self._door.counted():
            await self._guard.look(ServerId(after.guild.id))

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        with self._door.counted():
            await self._guard.look(ServerId(role.guild.id))
