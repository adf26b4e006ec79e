"""Translates errors: a refusal becomes its sentence, anything else a reference to a story in the log."""

from __future__ import annotations

import logging
import secrets
from functools import partial

import aiohttp
import discord

from bot.client.client import BotInteraction
from bot.client.form_values import read_form
from bot.client.persistent import payload_of
from bot.client.refused_form import refused_form
from bot.client.registry import Services
from bot.client.replies import ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION, show
from bot.core.refusal import Refusal
from bot.formatting.words import escaped
from bot.reviewing.domain.errors import TooManyClaims
from bot.reviewing.views.tool_pages import links_to_cards
from bot.text.texts import DEFAULT_LOCALE, Texts

log = logging.getLogger(__name__)


def sentence(error: Refusal, texts: Texts, *, locale: str) -> str:
    """What a person reads when something is refused."""
    details = {name: escaped(value) if isinstance(value, str) else value for name, value in error.details().items()}
    if isinstance(error, TooManyClaims):
        details["held"] = links_to_cards(error.held)
    return texts(error.key, locale=locale, **details)


async def report_to_interaction(interaction: BotInteraction, error: Exception) -> None:
    """Answer the person who pressed, chose or typed; what they typed into a form comes back. Never raises."""
    locale = interaction.locale.value
    texts = interaction.client.services.texts
    if isinstance(error, Refusal):
        text = sentence(error, texts, locale=locale)
    elif isinstance(error, discord.HTTPException) and error.code in {UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED}:
        # Too late, or another process that hears the same was faster.
        log.warning("interaction not answered", extra={"interaction": interaction.id, "code": error.code})
        return
    else:
        text = texts("error-unexpected", locale=locale, reference=_logged(error, interaction=interaction.id))
    typed = read_form(payload_of(interaction)) if interaction.type is discord.InteractionType.modal_submit else {}
    try:
        await show(interaction, refused_form(text, typed, partial(texts, locale=locale)))
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError) as failure:
        log.warning("error not shown", extra={"interaction": interaction.id, "reason": type(failure).__name__})


async def report_to_message(message: discord.Message, error: Exception, services: Services) -> None:
    """Answer the person who wrote. Never raises."""
    if isinstance(error, Refusal):
        text = sentence(error, services.texts, locale=DEFAULT_LOCALE)
    else:
        text = services.texts("error-message-unexpected", reference=_logged(error, message=message.id))
    await services.hints.reply(message, text)


def _logged(error: Exception, **where: int) -> str:
    reference = secrets.token_hex(4)
    log.error("unexpected error", extra={"reference": reference, **where}, exc_info=error)
    return reference
