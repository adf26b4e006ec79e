"""`/share` and `/shared`: give an answer to the other candidates of a server, and see what one has given."""

from __future__ import annotations

from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.entrance import OPENS_FORM
from bot.client.registry import Registry
from cogs.sharing.presses import offer_present, show_list


class SharingCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._texts = services.texts

    async def cog_load(self) -> None:
        share: app_commands.Command[Any, ..., None] = app_commands.Command(
            name="share",
            description=self._texts("command-share"),
            callback=self._share,
            extras={OPENS_FORM: True},
        )
        shared: app_commands.Command[Any, ..., None] = app_commands.Command(
            name="shared", description=self._texts("command-shared"), callback=self._shared
        )
        for command in (share, shared):
            command.allowed_contexts = app_commands.AppCommandContext(guild=command is shared, dm_channel=True)
            command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
            self._bot.tree.add_command(command)

    async def _share(self, interaction: BotInteraction) -> None:
        await offer_present(interaction)

    async def _shared(self, interaction: BotInteraction) -> None:
        await show_list(interaction)
