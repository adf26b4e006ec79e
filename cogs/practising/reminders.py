"""Carries out what candidates press on a reminder."""

from __future__ import annotations

from bot.client.client import BotInteraction
from bot.client.replies import turn_page
from bot.core.content import UserId
from bot.outbound.draft import Draft
from bot.practising.domain.reminding import ReminderId
from bot.practising.usecases.plans import PlanService
from bot.practising.views.custom_ids import Portion
from bot.practising.views.reminders import not_today
from cogs.practising.starting import start_portion


async def start_reminded(interaction: BotInteraction, reminder: ReminderId) -> None:
    """Start what is due now. Raises NoSuchReminder, and as `start_portion`."""
    await interaction.client.services[PlanService].heed(UserId(interaction.user.id), reminder)
    await start_portion(interaction, Portion.DUE)


async def put_off(interaction: BotInteraction, reminder: ReminderId) -> None:
    """Leave the candidate alone until the next reminder. Raises NoSuchReminder, NoPlan."""
    services = interaction.client.services
    plan = await services[PlanService].heed(UserId(interaction.user.id), reminder)
    await turn_page(interaction, not_today(plan, services.texts, locale=interaction.locale.value))


async def switch_off(interaction: BotInteraction, reminder: ReminderId) -> None:
    """Send no more reminders. Raises NoSuchReminder, NoPlan."""
    services = interaction.client.services
    await services[PlanService].switch_off(UserId(interaction.user.id), reminder)
    await turn_page(interaction, Draft(content=services.texts("reminder-off", locale=interaction.locale.value)))
