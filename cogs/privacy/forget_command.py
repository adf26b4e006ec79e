"""`/forget-me`: everything that is stored about a person is deleted. Takes in its form, too."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.entrance import WHILE_LEAVING, Entrance, let_in
from bot.client.interactions import payload_of
from bot.client.registry import Registry
from bot.privacy.views.forgetting_ids import forget_form_of
from cogs.privacy.forgetting import show_forgetting, submit_forget_form


class ForgetCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._texts = services.texts

    async def cog_load(self) -> None:
        command = self._forget_me()
        command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True)
        command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
        self._bot.tree.add_command(command)

    def _forget_me(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="forget-me", description=self._texts("command-forget-me"), extras={WHILE_LEAVING: True}
        )
        async def forget_me(interaction: BotInteraction) -> None:
            await show_forgetting(interaction)

        return forget_me

    @commands.Cog.listener()
    async def on_interaction(self, interaction: BotInteraction) -> None:
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        confirmed = forget_form_of(str(payload_of(interaction).get("custom_id", "")))
        if confirmed is not None:
            await let_in(
                interaction,
                Entrance.CANDIDATE,
                lambda: submit_forget_form(interaction, confirmed),
                while_leaving=True,
            )
