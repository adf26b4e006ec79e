"""`/privacy`: what is kept of the person who asks, who sees it, and for how long."""

from __future__ import annotations

from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.registry import Registry
from cogs.privacy.presses import show_privacy


class PrivacyCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._services = services

    async def cog_load(self) -> None:
        command: app_commands.Command[Any, ..., None] = app_commands.Command(
            name="privacy", description=self._services.texts("command-privacy"), callback=self._privacy
        )
        command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True)
        command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
        self._bot.tree.add_command(command)

    async def _privacy(self, interaction: BotInteraction) -> None:
        await show_privacy(interaction)
