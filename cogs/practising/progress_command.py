"""`/progress`: how a candidate gets on, in a picture and in the same words."""

from __future__ import annotations

from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.interactions import server_of
from bot.client.registry import Registry
from bot.client.replies import promise_answer, show_promised
from bot.core.content import UserId
from bot.outbound.draft import NewFile
from bot.practising.domain.progress import Progress
from bot.practising.usecases.progress import OwnProgress
from bot.practising.views.illustration import illustrated
from bot.practising.views.pictures import Pictures
from bot.practising.views.progress_words import described, progress_page

FILE = "progress.png"


class ProgressCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._texts = services.texts

    async def cog_load(self) -> None:
        command = self._progress()
        command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True)
        command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
        self._bot.tree.add_command(command)

    def _progress(self) -> app_commands.Command[Any, ..., None]:
        texts = self._texts

        @app_commands.command(name="progress", description=texts("command-progress"))
        @app_commands.describe(days=texts("command-progress-days"))
        async def progress(
            interaction: BotInteraction,
            days: bool = False,  # noqa: FBT001, FBT002 - Discord hands options over by name
        ) -> None:
            await show_progress(interaction, with_days=days)

        return progress


async def show_progress(interaction: BotInteraction, *, with_days: bool) -> None:
    """Show how the person gets on; in a server nobody else sees it."""
    services, locale = interaction.client.services, interaction.locale.value
    await promise_answer(interaction, to_keep=True)
    goes = await services[OwnProgress].of(UserId(interaction.user.id), server_of(interaction))
    page = progress_page(goes, services.texts, locale=locale, with_days=with_days)
    file = None if goes.progress is None else await _picture(interaction, goes.progress)
    await show_promised(interaction, page, file=file)


async def _picture(interaction: BotInteraction, progress: Progress) -> NewFile:
    services, locale = interaction.client.services, interaction.locale.value
    png = await services[Pictures].drawn(illustrated(progress, services.texts, locale=locale))
    return NewFile(name=FILE, content=png, description=described(progress, services.texts, locale=locale))
