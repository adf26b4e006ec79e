"""`/export`: everything about the person who asks, as ZIP files in their direct messages."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.registry import Registry
from cogs.privacy.exporting import ask_for_export


class ExportCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._texts = services.texts

    async def cog_load(self) -> None:
        @app_commands.command(name="export", description=self._texts("command-export"))
        async def export(interaction: BotInteraction) -> None:
            await ask_for_export(interaction)

        export.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True)
        export.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
        self._bot.tree.add_command(export)
