"""`/help`: what the bot is, who reads what, and the way into an interview."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.interactions import server_of
from bot.client.registry import Registry
from bot.client.replies import show
from bot.core.content import UserId
from bot.servers.usecases.duties import Duties
from cogs.interviewing.welcome import welcome
from cogs.servers.acting import acting_member


class HelpCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._services = services

    async def cog_load(self) -> None:
        command: app_commands.Command[Any, ..., None] = app_commands.Command(
            name="help", description=self._services.texts("command-help"), callback=self._help
        )
        command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True)
        command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
        self._bot.tree.add_command(command)

    async def _help(self, interaction: BotInteraction) -> None:
        candidate, server = UserId(interaction.user.id), server_of(interaction)
        locale = interaction.locale.value
        draft = await welcome(self._services, candidate, server, locale=locale)
        duties = await self._services[Duties].of(acting_member(interaction)) if server is not None else ()
        told = [self._services.texts(f"help-{duty}", locale=locale) for duty in duties]
        content = "\n\n".join(each for each in (*told, draft.content) if each)
        await show(interaction, replace(draft, content=content))
