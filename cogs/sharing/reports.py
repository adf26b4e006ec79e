"""Carries out what coaches decide about reported answers."""

from __future__ import annotations

from bot.client.client import BotInteraction
from bot.client.form_values import FormField, Values, text_in
from bot.client.interactions import cause_of, token_of
from bot.client.replies import open_form
from bot.core.content import ShareId
from bot.sharing.usecases.reports import ReportedForCoaches
from bot.sharing.views.custom_ids import ShareForm
from cogs.servers.acting import acting_member
from cogs.sharing.decisions import answered_by_card
from cogs.sharing.forms import reason_form


async def show_reported_again(interaction: BotInteraction, share: ShareId, version: int) -> None:
    """Show the reported version again; the card is the answer. Raises Refusal."""
    looking = interaction.client.services[ReportedForCoaches]
    outcome = await looking.show_again(acting_member(interaction), share, version, cause=cause_of(interaction))
    await answered_by_card(interaction, share, outcome)


async def offer_declining(interaction: BotInteraction, share: ShareId, version: int) -> None:
    """Open the form that asks why it is not to be shown. Raises Refusal."""
    services = interaction.client.services
    await services[ReportedForCoaches].require_reported(acting_member(interaction), share, version)
    locale, kind, token = interaction.locale.value, ShareForm.DECLINE_REPORTED, token_of(interaction)
    await open_form(interaction, reason_form(kind, share, version, services.texts, locale=locale, token=token))


async def decline_for_reason(interaction: BotInteraction, share: ShareId, version: int, values: Values) -> None:
    """Decline the reported version for the reason in the form. Raises Refusal."""
    looking, reason = interaction.client.services[ReportedForCoaches], text_in(values, FormField.REASON)
    member, cause = acting_member(interaction), cause_of(interaction)
    await answered_by_card(interaction, share, await looking.decline(member, share, version, reason, cause=cause))
