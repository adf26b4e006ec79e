"""`/setup`: an admin chooses who reviews answers and where, and checks that everything works.

Discord allows no base command beside its subcommands, so choosing is `/setup coaches`.
https://docs.discord.com/developers/interactions/application-commands#subcommands-and-subcommand-groups
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.registry import Registry
from bot.client.replies import promise_answer, say, show
from bot.core.content import ChannelId, RoleId, ServerId, storable
from bot.core.refusal import Refusal
from bot.reviewing.usecases.missing_posts import MissingPosts
from bot.reviewing.usecases.team.bulletins import DailyBulletins
from bot.reviewing.usecases.team.server_figures import ServerFigures
from bot.reviewing.views.missing_posts import show_again_rows
from bot.reviewing.views.server_figures import server_figures_page
from bot.servers.domain.bounds import CLAIMS_PER_COACH, GOAL, OPEN_PER_CANDIDATE, RETENTION
from bot.servers.domain.errors import NotSetUp
from bot.servers.domain.model import Server
from bot.servers.usecases.settings import ServerSettings, Wanted
from bot.servers.views.setup_page import setup_page
from cogs.servers.acting import acting_member
from cogs.servers.inspection import inspect_server
from cogs.servers.trial import TrialWords
from cogs.servers.verdicts import sections


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


class TextChannelOption(app_commands.Transformer[MockInterviewBot]):
    """A channel as Discord sends it with the command, chosen from the client's list of text channels."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return [discord.ChannelType.text]

    async def transform(self, interaction: BotInteraction, value: Any, /) -> Any:  # noqa: ARG002 - discord.py's
        return value


ChosenChannel = app_commands.AppCommandChannel | app_commands.AppCommandThread


class SetupCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._services = services

    async def cog_load(self) -> None:
        texts = self._services.texts
        group = app_commands.Group(
            name="setup",
            description=texts("command-setup"),
            # This only hides the command from others; the use case decides who may use it.
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        group.add_command(self._coaches())
        group.add_command(self._check())
        group.add_command(self._stats())
        group.add_command(self._daily())
        self._bot.tree.add_command(group)

    def _coaches(self) -> app_commands.Command[Any, ..., None]:
        texts = self._services.texts

        @app_commands.command(name="coaches", description=texts("command-setup-coaches"))
        @app_commands.describe(
            channel=texts("command-setup-channel"),
            coach_role=texts("command-setup-coach-role"),
            lead_role=texts("command-setup-lead-role"),
            no_lead_role=texts("command-setup-no-lead-role"),
            goal=texts("command-setup-goal"),
            open_per_candidate=texts("command-setup-open"),
            claims_per_coach=texts("command-setup-claims"),
            retention=texts("command-setup-retention"),
        )
        async def coaches(  # noqa: PLR0913, PLR0917 - one parameter an option
            interaction: BotInteraction,
            channel: app_commands.Transform[ChosenChannel, TextChannelOption] | None = None,
            coach_role: discord.Role | None = None,
            lead_role: discord.Role | None = None,
            no_lead_role: bool = False,  # noqa: FBT001, FBT002 - an option of the command
            goal: app_commands.Range[int, GOAL.least, GOAL.most] | None = None,
            open_per_candidate: app_commands.Range[int, OPEN_PER_CANDIDATE.least, OPEN_PER_CANDIDATE.most]
            | None = None,
            claims_per_coach: app_commands.Range[int, CLAIMS_PER_COACH.least, CLAIMS_PER_COACH.most] | None = None,
            retention: app_commands.Range[int, RETENTION.least, RETENTION.most] | None = None,
        ) -> None:
            await promise_answer(interaction)
            member = acting_member(interaction)
            administration = self._services[ServerSettings]
            with suppress(NotSetUp):
                await administration.settings(member)  # refuses whoever may not, before any other refusal
            wanted = Wanted(
                review_channel=None if channel is None else _text_channel(channel, interaction),
                coach_role=None if coach_role is None else _role_of_people(coach_role),
                lead_role=None if lead_role is None else _role_of_people(lead_role),
                no_lead_role=no_lead_role,
                goal=None if goal is None else timedelta(hours=goal),
                open_per_candidate=open_per_candidate,
                claims_per_coach=claims_per_coach,
                retention=None if retention is None else timedelta(days=retention),
            )
            done = await administration.set_up(member, wanted)
            await self._show(interaction, done.server, moving=done.moving)

        return coaches

    def _check(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(name="check", description=self._services.texts("command-setup-check"))
        @app_commands.describe(everything=self._services.texts("command-setup-check-everything"))
        async def check(
            interaction: BotInteraction,
            everything: bool = False,  # noqa: FBT001, FBT002 - an option of the command
        ) -> None:
            await promise_answer(interaction)
            try:
                server = await self._services[ServerSettings].settings(acting_member(interaction))
            except NotSetUp:
                server = None
            await self._show(interaction, server, folded=not everything)

        return check

    def _stats(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(name="stats", description=self._services.texts("command-setup-stats"))
        async def stats(interaction: BotInteraction) -> None:
            figures = await self._services[ServerFigures].figures(acting_member(interaction))
            page = server_figures_page(figures, self._services.texts, locale=interaction.locale.value)
            await show(interaction, page)

        return stats

    def _daily(self) -> app_commands.Command[Any, ..., None]:
        texts = self._services.texts

        @app_commands.command(name="daily", description=texts("command-setup-daily"))
        @app_commands.describe(hour=texts("command-setup-daily-hour"))
        async def daily(interaction: BotInteraction, hour: app_commands.Range[int, 0, 23] | None = None) -> None:
            chosen = await self._services[DailyBulletins].choose(acting_member(interaction), hour)
            key = "setup-daily-off" if chosen is None else "setup-daily-on"
            at = "" if chosen is None else str(int(chosen.next_at.timestamp()))
            await say(interaction, texts(key, locale=interaction.locale.value, at=at))

        return daily

    async def _show(
        self, interaction: BotInteraction, server: Server | None, *, moving: int = 0, folded: bool = True
    ) -> None:
        """Show the settings and the result of a check. Raises NotSetUp outside of a server."""
        if interaction.guild is None:
            raise NotSetUp
        services, locale = self._services, interaction.locale.value
        words_of = partial(services.texts, locale=locale)
        words = TrialWords(message=words_of("trial-message"), thread=words_of("trial-thread"))
        findings = await inspect_server(self._bot, interaction.guild, server, words=words)
        missing = len(await services[MissingPosts].reviews(ServerId(interaction.guild.id)))
        found = sections(findings, interaction.guild, words_of, missing=missing)
        rows = show_again_rows(missing, words_of)
        page = setup_page(server, found, services.texts, locale=locale, moving=moving, rows=rows, folded=folded)
        await show(interaction, page)


def _text_channel(chosen: ChosenChannel, interaction: BotInteraction) -> ChannelId:
    """The id of a text channel of this server. Raises NoTextChannel for any other channel."""
    known = interaction.client.get_channel(chosen.id)
    elsewhere = isinstance(known, discord.abc.GuildChannel) and known.guild.id != interaction.guild_id
    if chosen.type is not discord.ChannelType.text or elsewhere:
        raise NoTextChannel(storable(chosen.name))
    return ChannelId(chosen.id)


def _role_of_people(role: discord.Role) -> RoleId:
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
