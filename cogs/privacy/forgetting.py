"""Shows a person what would go, asks for a typed word, and begins to forget them."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import discord

from bot.client.client import BotInteraction
from bot.client.form_values import FormField, read_form, text_in
from bot.client.interactions import conversation_of, payload_of, token_of
from bot.client.replies import open_form, show
from bot.core.content import UserId
from bot.privacy.domain.forgetting import TYPED_WORD
from bot.privacy.usecases.forgetting.forget_me import ForgetMe, ForgettingProgress
from bot.privacy.views.forgetting_ids import forget_form_id
from bot.privacy.views.forgetting_page import forgetting_page, forgetting_status
from cogs.reviewing.forms import Form
from cogs.reviewing.submitting import FormChanged

log = logging.getLogger(__name__)

_LONGEST_WORD_TYPED = 40


async def show_forgetting(interaction: BotInteraction) -> None:
    """Show what would go, or how far it is. Raises NothingToForget."""
    services, locale = interaction.client.services, interaction.locale.value
    found = await services[ForgetMe].asked(UserId(interaction.user.id))
    if isinstance(found, ForgettingProgress):
        await show(interaction, forgetting_status(found, services.texts, locale=locale))
    else:
        await show(interaction, forgetting_page(found, services.texts, locale=locale))


async def open_forget_form(interaction: BotInteraction, confirmed: str) -> None:
    """Ask for the word."""
    say = partial(interaction.client.services.texts, locale=interaction.locale.value)
    word = discord.ui.TextInput[Any](
        custom_id=FormField.WORD, required=True, max_length=_LONGEST_WORD_TYPED, placeholder=TYPED_WORD
    )
    label = discord.ui.Label[Any](
        text=say("form-forget-word", word=TYPED_WORD), description=say("form-forget-word-more"), component=word
    )
    form = Form(label, title=say("form-forget-title"), custom_id=forget_form_id(confirmed, token=token_of(interaction)))
    await open_form(interaction, form)


async def submit_forget_form(interaction: BotInteraction, confirmed: str) -> None:
    """Begin, if the word is typed.

    Raises:
        FormChanged: another version has made the form.
        WordNotTyped, NothingToForget, ForgettingPageOld: nothing is deleted.
    """
    values = read_form(payload_of(interaction))
    if FormField.WORD not in values:
        log.warning("refused", extra={"what": "form", "why": FormChanged.key, "user": interaction.user.id})
        raise FormChanged
    services = interaction.client.services
    progress = await services[ForgetMe].begin(
        UserId(interaction.user.id),
        typed=text_in(values, FormField.WORD),
        confirmed=confirmed,
        locale=interaction.locale.value,
        channel=conversation_of(interaction),
    )
    await show(interaction, forgetting_status(progress, services.texts, locale=interaction.locale.value))
