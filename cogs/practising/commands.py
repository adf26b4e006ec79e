"""`/plan` and `/today`: practise by a plan."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.registry import Registry
from bot.core.content import UserId
from bot.practising.domain.hours import LEAST_MINUTES, MOST_MINUTES
from bot.practising.usecases.plans import PlanService, TypedPlan
from cogs.practising.banks import named_banks, suggested_banks
from cogs.practising.planning import show_plan
from cogs.practising.starting import show_today
from cogs.practising.suggestions import (
    Choices,
    suggested_dates,
    suggested_hours,
    suggested_weekdays,
    suggested_zones,
)

AnyInteraction = discord.Interaction[Any]


class PractisingCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._services = services
        self._texts = services.texts

    async def cog_load(self) -> None:
        for command in (self._plan(), self._today()):
            command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True)
            command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
            self._bot.tree.add_command(command)

    def _plan(self) -> app_commands.Command[Any, ..., None]:
        texts = self._texts

        @app_commands.command(name="plan", description=texts("command-plan"))
        @app_commands.describe(
            date=texts("command-plan-date"),
            minutes=texts("command-plan-minutes"),
            days=texts("command-plan-days"),
            banks=texts("command-plan-banks"),
            zone=texts("command-plan-zone"),
            reminder=texts("command-plan-reminder"),
        )
        @app_commands.autocomplete(
            date=self._dates, days=self._weekdays, banks=self._banks, zone=self._zones, reminder=self._hours
        )
        async def plan(
            interaction: BotInteraction,
            date: str | None = None,
            minutes: app_commands.Range[int, LEAST_MINUTES, MOST_MINUTES] | None = None,
            days: str | None = None,
            banks: str | None = None,
            zone: str | None = None,
            reminder: str | None = None,
        ) -> None:
            typed = TypedPlan(
                date=date,
                minutes=None if minutes is None else str(minutes),
                days=days,
                banks=None if banks is None or not banks.strip() else await named_banks(interaction, banks),
                zone=zone,
                reminder=reminder,
            )
            await show_plan(interaction, typed)

        return plan

    def _today(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(name="today", description=self._texts("command-today"))
        async def today(interaction: BotInteraction) -> None:
            await show_today(interaction)

        return today

    async def _dates(self, interaction: AnyInteraction, current: str) -> Choices:
        today = await self._services[PlanService].today(UserId(interaction.user.id))
        return suggested_dates(current, today=today, texts=self._texts, locale=interaction.locale.value)

    async def _weekdays(self, interaction: AnyInteraction, current: str) -> Choices:
        return suggested_weekdays(current, texts=self._texts, locale=interaction.locale.value)

    async def _banks(self, interaction: AnyInteraction, current: str) -> Choices:
        return await suggested_banks(interaction, self._services, current)

    async def _zones(self, interaction: AnyInteraction, current: str) -> Choices:
        zones, now = self._services[PlanService].zones, self._services.clock()
        return suggested_zones(current, zones, now=now, texts=self._texts, locale=interaction.locale.value)

    async def _hours(self, interaction: AnyInteraction, current: str) -> Choices:
        return suggested_hours(current, texts=self._texts, locale=interaction.locale.value)
