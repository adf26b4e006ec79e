"""Shows a candidate their plan, and changes it as they ask."""

from __future__ import annotations

from bot.client.client import BotInteraction
from bot.client.interactions import server_of
from bot.client.replies import show, show_instead
from bot.core.content import UserId
from bot.outbound.draft import Draft
from bot.practising.usecases.due import DuePractice
from bot.practising.usecases.plans import PlanService, TypedPlan
from bot.practising.views.plan_page import delete_question, no_plan, plan_page


async def show_plan(interaction: BotInteraction, typed: TypedPlan) -> None:
    """Change what is typed, and show the plan as it is then.

    Raises:
        PracticeError: a part of it cannot be followed.
    """
    if not typed.is_empty:
        await interaction.client.services[PlanService].change(
            UserId(interaction.user.id), typed, server=server_of(interaction), locale=interaction.locale.value
        )
    await show(interaction, await _page(interaction))


async def ask_before_deleting(interaction: BotInteraction) -> None:
    await show(interaction, delete_question(interaction.client.services.texts, locale=interaction.locale.value))


async def delete_plan(interaction: BotInteraction) -> None:
    """Delete the plan, in answer to that question. Raises NoPlan."""
    await interaction.client.services[PlanService].delete(UserId(interaction.user.id))
    await _settle(interaction, "plan-deleted")


async def keep_plan(interaction: BotInteraction) -> None:
    await _settle(interaction, "plan-kept")


async def _settle(interaction: BotInteraction, key: str) -> None:
    text = interaction.client.services.texts(key, locale=interaction.locale.value)
    await show_instead(interaction, Draft(content=text))


async def _page(interaction: BotInteraction) -> Draft:
    services, locale = interaction.client.services, interaction.locale.value
    practice = await services[DuePractice].of(UserId(interaction.user.id), server_of(interaction))
    if practice.plan is None:
        return no_plan(services.texts, locale=locale)
    return plan_page(practice, practice.plan, services.texts, locale=locale, now=services.clock())
