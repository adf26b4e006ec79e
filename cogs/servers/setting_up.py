"""Sets a server up as an admin chose, once or after a question, and shows the settings with the result of a check."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import discord
from discord import app_commands

from bot.client.client import BotInteraction
from bot.core.content import ChannelId, RoleId, ServerId, storable
from bot.core.refusal import Refusal
from bot.formatting.pages import packed
from bot.outbound.draft import Draft
from bot.reviewing.usecases.missing_posts import MissingPosts
from bot.reviewing.views.missing_posts import show_again_rows
from bot.servers.domain.errors import NotSetUp
from bot.servers.domain.model import Moving, Server
from bot.servers.usecases.exposure import ReviewChannelGuard
from bot.servers.usecases.safety_settings import SafetySettings
from bot.servers.usecases.settings import ServerSettings, Wanted
from bot.servers.views.safeguards import safety_embed
from bot.servers.views.setup_page import NOTHING_MOVES, setup_page
from cogs.servers.acting import acting_member
from cogs.servers.inspection import inspect_server
from cogs.servers.trial import TrialWords
from cogs.servers.verdicts import sections

ChosenChannel = app_commands.AppCommandChannel | app_commands.AppCommandThread


class RoleIsEveryone(Refusal):
    key = "error-role-is-everyone"


class RoleOfBot(Refusal):
    key = "error-role-of-bot"

    def __init__(self, role: str) -> None:
        super().__init__(role)
        self.role = role


class RoleOfIntegration(Refusal):
    key = "error-role-of-integration"

    def __init__(self, role: str) -> None:
        super().__init__(role)
        self.role = role


class NoTextChannel(Refusal):
    key = "error-channel-not-text"

    def __init__(self, channel: str) -> None:
        super().__init__(channel)
        self.channel = channel


async def set_up(interaction: BotInteraction, wanted: Wanted) -> Draft:
    """Store the settings; the page about them. Raises as `ServerSettings.set_up`, and NotSetUp outside of a server."""
    services = interaction.client.services
    done = await services[ServerSettings].set_up(acting_member(interaction), wanted)
    await services[ReviewChannelGuard].look(done.server.id)
    return await page_of(interaction, done.server, moving=done.moving)


async def page_of(
    interaction: BotInteraction, server: Server | None, *, moving: Moving = NOTHING_MOVES, folded: bool = True
) -> Draft:
    """The settings and the result of a check; if `folded`, what is well is only counted.

    Raises:
        NotSetUp: outside of a server.
    """
    if interaction.guild is None:
        raise NotSetUp
    services, locale = interaction.client.services, interaction.locale.value
    words_of = partial(services.texts, locale=locale)
    words = TrialWords(message=words_of("trial-message"), thread=words_of("trial-thread"))
    findings = await inspect_server(interaction.client, interaction.guild, server, words=words)
    missing = len(await services[MissingPosts].reviews(ServerId(interaction.guild.id)))
    found = sections(findings, interaction.guild, words_of, missing=missing)
    rows = show_again_rows(missing, words_of)
    page = setup_page(server, found, services.texts, locale=locale, moving=moving, rows=rows, folded=folded)
    if server is None:
        return page
    safeguards = await services[SafetySettings].safeguards(acting_member(interaction))
    embeds = (*page.embeds, safety_embed(safeguards, services.texts, locale=locale))
    # Where so much is wrong that it would not fit, that comes first; `/setup safety` shows it, too.
    return replace(page, embeds=embeds) if len(packed(embeds)) == 1 else page


def text_channel(chosen: ChosenChannel | discord.abc.GuildChannel, interaction: BotInteraction) -> ChannelId:
    """The id of a text channel of this server. Raises NoTextChannel for any other channel."""
    known = interaction.client.get_channel(chosen.id)
    elsewhere = isinstance(known, discord.abc.GuildChannel) and known.guild.id != interaction.guild_id
    if chosen.type is not discord.ChannelType.text or elsewhere:
        raise NoTextChannel(storable(chosen.name))
    return ChannelId(chosen.id)


def role_of_people(role: discord.Role) -> RoleId:
    """The id of a role that an admin can give to people.

    Raises:
        RoleIsEveryone, RoleOfBot, RoleOfIntegration: nobody can be given this role.
    """
    if role.is_default():
        raise RoleIsEveryone
    if role.is_bot_managed():
        raise RoleOfBot(storable(role.name))
    if role.managed:
        raise RoleOfIntegration(storable(role.name))
    return RoleId(role.id)
