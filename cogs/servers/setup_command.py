"""`/setup`: an admin chooses who reviews answers and where, and checks that everything works.

Discord allows no base command beside its subcommands, so choosing is `/setup coaches`.
https://docs.discord.com/developers/interactions/application-commands#subcommands-and-subcommand-groups
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.registry import Registry
from bot.client.replies import promise_answer, say, show
from bot.reviewing.usecases.team.bulletins import DailyBulletins
from bot.reviewing.usecases.team.server_figures import ServerFigures
from bot.reviewing.views.server_figures import server_figures_page
from bot.servers.domain.bounds import CLAIMS_PER_COACH, GOAL, OPEN_PER_CANDIDATE, RETENTION
from bot.servers.domain.errors import NotSetUp
from bot.servers.usecases.settings import ServerSettings, Wanted
from bot.servers.views.moving import move_question
from cogs.servers.acting import acting_member
from cogs.servers.safety_command import add_safety
from cogs.servers.setting_up import ChosenChannel, page_of, role_of_people, set_up, text_channel

_SHARING = {"on": "setup-sharing-choice-on", "off": "setup-sharing-choice-off"}


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
        add_safety(group, self._services)
        group.add_command(self._sharing())
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
            services = self._services
            administration = services[ServerSettings]
            with suppress(NotSetUp):
                await administration.settings(member)  # refuses whoever may not, before any other refusal
            wanted = Wanted(
                review_channel=None if channel is None else text_channel(channel, interaction),
                coach_role=None if coach_role is None else role_of_people(coach_role),
                lead_role=None if lead_role is None else role_of_people(lead_role),
                no_lead_role=no_lead_role,
                goal=None if goal is None else timedelta(hours=goal),
                open_per_candidate=open_per_candidate,
                claims_per_coach=claims_per_coach,
                retention=None if retention is None else timedelta(days=retention),
            )
            planned = await administration.preview(member, wanted)
            if planned.moved_from is not None and planned.moving.reviews:
                locale = interaction.locale.value
                await show(interaction, move_question(planned, wanted, services.texts, locale=locale))
            else:
                await show(interaction, await set_up(interaction, wanted))

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
            await show(interaction, await page_of(interaction, server, folded=not everything))

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

    def _sharing(self) -> app_commands.Command[Any, ..., None]:
        texts = self._services.texts

        @app_commands.command(name="sharing", description=texts("command-setup-sharing"))
        @app_commands.describe(answers=texts("command-setup-sharing-answers"))
        @app_commands.choices(
            answers=[app_commands.Choice(name=texts(key), value=each) for each, key in _SHARING.items()]
        )
        async def sharing(interaction: BotInteraction, answers: str) -> None:
            settings = self._services[ServerSettings]
            server = await settings.set_sharing(acting_member(interaction), shared=answers == "on")
            key = "setup-sharing-now-on" if server.sharing else "setup-sharing-now-off"
            await say(interaction, texts(key, locale=interaction.locale.value))

        return sharing
