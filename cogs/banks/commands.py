"""`/banks`: an admin says which question banks a server has, and uploads its own."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.registry import Registry
from bot.client.replies import promise_answer
from bot.core.refusal import Refusal
from bot.formatting.discord_limits import CHOICE_LABEL, CHOICES
from bot.formatting.words import shortened
from cogs.banks import presses as banks

Group = app_commands.Group


class BanksCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._services = services
        self._texts = services.texts

    async def cog_load(self) -> None:
        group = Group(
            name="banks",
            description=self._texts("command-banks"),
            # This only hides the command from others; the use case decides who may use it.
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        self._add_what_shows(group)
        self._add_upload(group)
        self._add_what_changes(group)
        self._bot.tree.add_command(group)

    def _add_what_shows(self, group: Group) -> None:
        texts = self._texts

        @group.command(name="list", description=texts("command-banks-list"))
        async def show_all(interaction: BotInteraction) -> None:
            await promise_answer(interaction)
            await banks.show_all(interaction)

        @group.command(name="download", description=texts("command-banks-download"))
        @app_commands.describe(bank=texts("command-banks-bank"))
        @app_commands.autocomplete(bank=self._banks)
        async def download(interaction: BotInteraction, bank: str) -> None:
            await promise_answer(interaction)
            await banks.download(interaction, bank)

        @group.command(name="reload", description=texts("command-banks-reload"))
        async def reload(interaction: BotInteraction) -> None:
            await promise_answer(interaction)
            await banks.reload(interaction)

    def _add_upload(self, group: Group) -> None:
        @group.command(name="upload", description=self._texts("command-banks-upload"))
        @app_commands.describe(file=self._texts("command-banks-file"))
        async def upload(interaction: BotInteraction, file: discord.Attachment) -> None:
            await promise_answer(interaction)
            await banks.upload(interaction, file)

    def _add_what_changes(self, group: Group) -> None:
        texts = self._texts

        @group.command(name="enable", description=texts("command-banks-enable"))
        @app_commands.describe(bank=texts("command-banks-bank"))
        @app_commands.autocomplete(bank=self._banks)
        async def enable(interaction: BotInteraction, bank: str) -> None:
            await promise_answer(interaction)
            await banks.switch(interaction, bank, enabled=True)

        @group.command(name="disable", description=texts("command-banks-disable"))
        @app_commands.describe(bank=texts("command-banks-bank"))
        @app_commands.autocomplete(bank=self._banks)
        async def disable(interaction: BotInteraction, bank: str) -> None:
            await promise_answer(interaction)
            await banks.switch(interaction, bank, enabled=False)

        @group.command(name="delete", description=texts("command-banks-delete"))
        @app_commands.describe(bank=texts("command-banks-bank"))
        @app_commands.autocomplete(bank=self._banks)
        async def delete(interaction: BotInteraction, bank: str) -> None:
            await promise_answer(interaction)
            await banks.offer_deletion(interaction, bank)

        @group.command(name="rollback", description=texts("command-banks-rollback"))
        @app_commands.describe(bank=texts("command-banks-bank"), version=texts("command-banks-version"))
        @app_commands.autocomplete(bank=self._banks)
        @app_commands.autocomplete(version=self._versions)
        async def rollback(
            interaction: BotInteraction, bank: str, version: app_commands.Range[int, 0, 2**31 - 1]
        ) -> None:
            await promise_answer(interaction)
            await banks.roll_back(interaction, bank, version)

    async def _banks(self, interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        try:
            entries = await banks.entries_like(interaction, current, limit=CHOICES)
        except Refusal:
            return []
        return [
            app_commands.Choice(name=shortened(f"{entry.listing.title} ({entry.slug})", CHOICE_LABEL), value=entry.slug)
            for entry in entries
        ]

    async def _versions(self, interaction: discord.Interaction[Any], _current: str) -> list[app_commands.Choice[int]]:
        try:
            found = await banks.versions_of(interaction, str(interaction.namespace.bank or ""))
        except Refusal:
            return []
        return [app_commands.Choice(name=name, value=version) for version, name in found.items()][:CHOICES]
