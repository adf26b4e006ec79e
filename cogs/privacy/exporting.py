"""Carries out the wish for an export, by command or by button."""

from __future__ import annotations

from bot.client.client import BotInteraction
from bot.client.replies import show
from bot.core.content import UserId
from bot.privacy.usecases.exporting.own_exports import OwnExports
from bot.privacy.views.export_messages import asked


async def ask_for_export(interaction: BotInteraction) -> None:
    """Have an export made for the person, and say what will come. Raises ExportUnderWay, TooManyExports."""
    services, locale = interaction.client.services, interaction.locale.value
    cause = f"interaction:{interaction.id}"
    await services[OwnExports].ask(UserId(interaction.user.id), cause=cause, locale=locale)
    await show(interaction, asked(services.texts, locale=locale))
