"""Carries out what writers do with the answers that they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.client.client import BotInteraction
from bot.client.form_values import FormField, Values, text_in
from bot.client.incoming import name_of_server
from bot.client.interactions import cause_of, token_of
from bot.client.replies import open_form, say, show_here, turn_page
from bot.core.content import InterviewId, ServerId, ShareId, UserId
from bot.core.outcome import Outcome
from bot.inbound.door import Door
from bot.outbound.draft import Draft
from bot.sharing.domain.errors import NothingToShare
from bot.sharing.usecases.writers import SharedByWriter, ShareOffer
from bot.sharing.views.own_pages import shared_list, shared_page, take_back_question
from cogs.sharing.forms import change_form, share_form


async def offer_share(interaction: BotInteraction, interview: InterviewId, number: int) -> None:
    """Open the form with the answer as it will be shared. Raises SharingError."""
    services, writer = interaction.client.services, UserId(interaction.user.id)

    async def ask() -> ShareOffer:
        return await services[SharedByWriter].offer(writer, interview, number)

    try:
        offer = await ask()
    except NothingToShare:  # Discord may not have told of the answer
        await services[Door].read_unheard(writer)
        offer = await ask()
    name = _server_name(interaction, offer.server)
    locale, token = interaction.locale.value, token_of(interaction)
    await open_form(interaction, share_form(offer, interview, number, name, services.texts, locale=locale, token=token))


async def offer_present(interaction: BotInteraction) -> None:
    """`offer_share` for the answer on screen. Raises SharingError."""
    services, writer = interaction.client.services, UserId(interaction.user.id)
    try:
        about = await services[SharedByWriter].present(writer)
    except NothingToShare:
        await services[Door].read_unheard(writer)
        about = await services[SharedByWriter].present(writer)
    await offer_share(interaction, *about)


async def share_answer(interaction: BotInteraction, interview: InterviewId, number: int, values: Values) -> None:
    """Share what the form says. Raises SharingError."""
    outcome = await interaction.client.services[SharedByWriter].share(
        UserId(interaction.user.id),
        interview,
        number,
        text_in(values, FormField.TEXT),
        cause=cause_of(interaction),
        locale=interaction.locale.value,
    )
    await _say_sent_on(interaction, outcome)


async def offer_change(interaction: BotInteraction, share: ShareId) -> None:
    """Open the form that changes a shared answer. Raises SharingError."""
    services = interaction.client.services
    offer = await services[SharedByWriter].begin_change(UserId(interaction.user.id), share)
    name = _server_name(interaction, offer.server)
    locale, token = interaction.locale.value, token_of(interaction)
    await open_form(interaction, change_form(offer, share, name, services.texts, locale=locale, token=token))


async def change_shared(interaction: BotInteraction, share: ShareId, values: Values) -> None:
    """Write the version in the form. Raises SharingError."""
    outcome = await interaction.client.services[SharedByWriter].change(
        UserId(interaction.user.id), share, text_in(values, FormField.TEXT), cause=cause_of(interaction)
    )
    await _say_sent_on(interaction, outcome)


async def show_list(interaction: BotInteraction) -> None:
    """All that the person shares, in a message of its own."""
    services, writer = interaction.client.services, UserId(interaction.user.id)
    found = await services[SharedByWriter].all_of(writer)
    names = _names(interaction, (each.share.server for each in found))
    await show_here(interaction, shared_list(found, 0, names, services.texts, locale=interaction.locale.value))


async def turn_list(interaction: BotInteraction, page: int) -> None:
    """A page of that, in the message that was pressed."""
    services, writer = interaction.client.services, UserId(interaction.user.id)
    found = await services[SharedByWriter].all_of(writer)
    names = _names(interaction, (each.share.server for each in found))
    await turn_page(interaction, shared_list(found, page, names, services.texts, locale=interaction.locale.value))


async def show_shared(interaction: BotInteraction, share: ShareId, *, here: bool) -> None:
    """One shared answer. `here`: in the message that was pressed. Raises NoSuchShare."""
    services, locale = interaction.client.services, interaction.locale.value
    own = await services[SharedByWriter].one_of(UserId(interaction.user.id), share)
    page = shared_page(own, _names(interaction, [own.share.server]), services.texts, locale=locale)
    await (turn_page if here else show_here)(interaction, page)


async def ask_before_taking_back(interaction: BotInteraction, share: ShareId) -> None:
    """Say what goes, in a message of its own. Raises NoSuchShare."""
    services = interaction.client.services
    own = await services[SharedByWriter].one_of(UserId(interaction.user.id), share)
    await show_here(interaction, take_back_question(own, services.texts, locale=interaction.locale.value))


async def take_back_shared(interaction: BotInteraction, share: ShareId) -> None:
    """Take it back; the message that asked says so. Raises NoSuchShare."""
    services = interaction.client.services
    await services[SharedByWriter].take_back(UserId(interaction.user.id), share, cause=cause_of(interaction))
    await turn_page(interaction, Draft(content=services.texts("shared-taken-back", locale=interaction.locale.value)))


async def _say_sent_on(interaction: BotInteraction, outcome: Outcome) -> None:
    if outcome is not Outcome.DUPLICATE:  # otherwise Discord has reported this form before
        await say(interaction, interaction.client.services.texts("shared-sent", locale=interaction.locale.value))


def _names(interaction: BotInteraction, servers: Iterable[ServerId]) -> Mapping[ServerId, str]:
    return {each: _server_name(interaction, each) for each in servers}


def _server_name(interaction: BotInteraction, server: ServerId) -> str:
    unnamed = interaction.client.services.texts("server-unnamed", locale=interaction.locale.value)
    return name_of_server(interaction.client.get_guild(server), otherwise=unnamed)
