"""`/mute`, `/unmute`, `/muted`, and the menu that reports a review to the leads."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.entrance import OPENS_FORM
from bot.client.persistent import LARGEST_ID
from bot.client.registry import Registry
from bot.client.replies import show
from bot.core.content import ChannelId, MessageId, storable
from bot.core.refusal import Refusal
from bot.formatting.discord_limits import CHOICE_LABEL, CHOICES
from bot.formatting.pages import Say
from bot.formatting.quoting import plain_name
from bot.reviewing.domain.safety.muting import MuteFor
from bot.reviewing.usecases.safety.found import ReviewsShown
from bot.reviewing.usecases.safety.muting import Muting, Pointed
from bot.reviewing.views.safety.mutes import label_of, mute_done, muted_page, unmute_done
from bot.text.texts import Texts
from cogs.reviewing.safety import presses
from cogs.servers.acting import acting_member

_NUMBERED = re.compile(r"#([0-9]{1,19})")
"""What a suggestion stands for: names may be alike."""


class SafetyCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._services = services

    async def cog_load(self) -> None:
        texts = self._services.texts
        menu = app_commands.ContextMenu(name=texts("menu-report"), callback=self._report, extras={OPENS_FORM: True})
        for command in (self._mute(texts), self._unmute(texts), self._muted(texts), menu):
            command.allowed_contexts = app_commands.AppCommandContext(guild=True)
            command.allowed_installs = app_commands.AppInstallationType(guild=True)
            self._bot.tree.add_command(command)

    async def _report(self, interaction: BotInteraction, message: discord.Message) -> None:
        find = self._services[ReviewsShown].shown_in
        channel = ChannelId(message.channel.id)
        review = await find(acting_member(interaction), MessageId(message.id), channel)
        await presses.offer_report(interaction, review)

    def _mute(self, texts: Texts) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(name="mute", description=texts("command-mute"))
        @app_commands.describe(alias=texts("command-mute-alias"), how_long=texts("command-mute-for"))
        @app_commands.rename(how_long="for")
        @app_commands.choices(
            how_long=[
                app_commands.Choice(name=texts(f"choice-mute-{each.replace('_', '-')}"), value=each.value)
                for each in MuteFor
            ]
        )
        @app_commands.autocomplete(alias=self._known)
        async def mute(interaction: BotInteraction, alias: str, how_long: str) -> None:
            done = await self._services[Muting].mute(acting_member(interaction), _pointed(alias), MuteFor(how_long))
            await show(interaction, mute_done(done, texts, locale=interaction.locale.value))

        return mute

    def _unmute(self, texts: Texts) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(name="unmute", description=texts("command-unmute"))
        @app_commands.describe(alias=texts("command-unmute-alias"))
        @app_commands.autocomplete(alias=self._names_muted)
        async def unmute(interaction: BotInteraction, alias: str) -> None:
            done = await self._services[Muting].unmute(acting_member(interaction), _pointed(alias))
            await show(interaction, unmute_done(done, texts, locale=interaction.locale.value))

        return unmute

    def _muted(self, texts: Texts) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(name="muted", description=texts("command-muted"))
        async def muted(interaction: BotInteraction) -> None:
            mutes = await self._services[Muting].all_muted(acting_member(interaction))
            await show(interaction, muted_page(mutes, texts, locale=interaction.locale.value))

        return muted

    async def _known(self, interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        try:
            known = await self._services[Muting].known(acting_member(interaction))
        except Refusal:
            return []  # the command itself says why
        say = partial(self._services.texts, locale=interaction.locale.value)
        return _suggested(_told_apart([(each.review, each.shown_name, each.named) for each in known], say), current)

    async def _names_muted(self, interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        try:
            mutes = await self._services[Muting].all_muted(acting_member(interaction))
        except Refusal:
            return []
        say = partial(self._services.texts, locale=interaction.locale.value)
        return _suggested(_told_apart([(each.id, label_of(each, say), each.named) for each in mutes], say), current)


def _told_apart(known: list[tuple[int, str, bool]], say: Say) -> list[tuple[int, str]]:
    """Each number with its name; of names that are alike, it is said which is no alias."""
    times = Counter(name.casefold() for _, name, _ in known)
    return [
        (number, say("mute-choice-by-name", name=name) if named and times[name.casefold()] > 1 else name)
        for number, name, named in known
    ]


def _suggested(named: list[tuple[int, str]], current: str) -> list[app_commands.Choice[str]]:
    wanted = storable(current).strip().casefold()
    found = [(number, name) for number, name in named if wanted in name.casefold()]
    return [
        app_commands.Choice(name=plain_name(name, longest=CHOICE_LABEL), value=f"#{number}") for number, name in found
    ][:CHOICES]


def _pointed(typed: str) -> Pointed:
    numbered = _NUMBERED.fullmatch(typed.strip())
    number = None if numbered is None else min(int(numbered[1]), LARGEST_ID)
    return Pointed(number=number, typed=storable(typed))
