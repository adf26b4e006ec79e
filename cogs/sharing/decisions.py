"""Carries out what coaches decide about shared answers."""

from __future__ import annotations

from bot.client.client import BotInteraction
from bot.client.form_values import FormField, Values, text_in
from bot.client.interactions import cause_of, token_of
from bot.client.replies import UpdateOnly, acknowledge, open_form
from bot.core.content import ShareId
from bot.core.outcome import Outcome
from bot.outbound.relay import OutboxRelay
from bot.sharing.usecases.coaches import SharedForCoaches
from bot.sharing.usecases.outgoing import card_of
from bot.sharing.views.custom_ids import ShareForm
from cogs.servers.acting import acting_member
from cogs.sharing.forms import reason_form


async def approve_shared(interaction: BotInteraction, share: ShareId, version: int) -> None:
    """Approve a version; the card is the answer. Raises Refusal."""
    deciding = interaction.client.services[SharedForCoaches]
    outcome = await deciding.approve(acting_member(interaction), share, version, cause=cause_of(interaction))
    await answered_by_card(interaction, share, outcome)


async def offer_reason(interaction: BotInteraction, kind: ShareForm, share: ShareId, version: int) -> None:
    """Open the form that asks why. Raises Refusal."""
    services = interaction.client.services
    await services[SharedForCoaches].require_undecided(acting_member(interaction), share, version)
    locale, token = interaction.locale.value, token_of(interaction)
    await open_form(interaction, reason_form(kind, share, version, services.texts, locale=locale, token=token))


async def give_reason(
    interaction: BotInteraction, kind: ShareForm, share: ShareId, version: int, values: Values
) -> None:
    """Ask for a change, or decline, for the reason in the form. Raises Refusal."""
    deciding, member = interaction.client.services[SharedForCoaches], acting_member(interaction)
    decide = deciding.ask_change if kind is ShareForm.ASK_CHANGE else deciding.decline
    reason = text_in(values, FormField.REASON)
    outcome = await decide(member, share, version, reason, cause=cause_of(interaction))
    await answered_by_card(interaction, share, outcome)


async def answered_by_card(interaction: BotInteraction, share: ShareId, outcome: Outcome) -> None:
    """Answer a coach with the card as it is now."""
    if outcome is Outcome.DUPLICATE:
        return  # Discord has reported this interaction before
    services = interaction.client.services
    await services[OutboxRelay].deliver(card_of(share), cause=cause_of(interaction), reply=UpdateOnly(interaction))
    await acknowledge(interaction)
