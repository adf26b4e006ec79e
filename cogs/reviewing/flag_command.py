"""`/flag` and the menu "Send to a coach": ask coaches to look at an answer."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.entrance import OPENS_FORM
from bot.client.recognition import custom_ids_of
from bot.client.registry import Registry
from bot.core.content import MessageId, UserId
from bot.interviewing.views.custom_ids import question_named
from bot.reviewing.usecases.candidates.flagged_answers import FlaggedAnswers
from cogs.reviewing.candidate_presses import offer_sending, once_heard


class FlagCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._services = services

    async def cog_load(self) -> None:
        texts = self._services.texts
        flag: app_commands.Command[Any, ..., None] = app_commands.Command(
            name="flag", description=texts("command-flag"), callback=self._flag, extras={OPENS_FORM: True}
        )
        menu = app_commands.ContextMenu(
            name=texts("menu-send-to-coach"), callback=self._flag_message, extras={OPENS_FORM: True}
        )
        for command in (flag, menu):
            command.allowed_contexts = app_commands.AppCommandContext(guild=False, dm_channel=True)
            command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
            self._bot.tree.add_command(command)

    async def _flag(self, interaction: BotInteraction) -> None:
        find = self._services[FlaggedAnswers].present
        interview, question = await once_heard(interaction, lambda: find(UserId(interaction.user.id)))
        await offer_sending(interaction, interview, question)

    async def _flag_message(self, interaction: BotInteraction, message: discord.Message) -> None:
        candidate = UserId(interaction.user.id)
        own = self._bot.user is not None and message.author.id == self._bot.user.id
        named = question_named(custom_ids_of(message)) if own else None
        find = self._services[FlaggedAnswers].shown_in
        about = await once_heard(interaction, lambda: find(candidate, MessageId(message.id), named=named))
        await offer_sending(interaction, *about)
