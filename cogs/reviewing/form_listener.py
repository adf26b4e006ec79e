"""Takes in submitted forms, also those that were opened before a restart: discord.py forgets them."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.persistent import payload_of
from bot.client.registry import Services
from cogs.reviewing.submitting import submit


class FormsCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Services) -> None:
        self._bot = bot
        self._services = services

    @commands.Cog.listener()
    async def on_interaction(self, interaction: BotInteraction) -> None:
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        try:
            with self._services.work.item():
                await submit(interaction, payload_of(interaction))
        except Exception as error:  # noqa: BLE001 - this is the door where all errors of forms are reported
            await self._bot.report_interaction_error(interaction, error)
