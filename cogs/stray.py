"""Answers presses that nothing else answers: buttons and forms of an older version."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.client.bot import BotInteraction, MockInterviewBot
from bot.client.services import Services
from bot.ui.durable import payload_of
from bot.ui.known import is_known
from bot.ui.replies import say


class StrayCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Services) -> None:
        self._bot = bot
        self._texts = services.texts

    @commands.Cog.listener()
    async def on_interaction(self, interaction: BotInteraction) -> None:
        if interaction.type not in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
            return
        if not is_known(str(payload_of(interaction).get("custom_id", ""))):
            await say(interaction, self._texts("error-unknown-control", locale=interaction.locale.value))
