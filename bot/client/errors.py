"""Translates errors: a refusal becomes its sentence, any other error a reference into the log."""

from __future__ import annotations

import logging
import secrets
from functools import partial

import discord

from bot.client.attempts import AnswerLost, log_lost
from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.form_values import read_form
from bot.client.hints import Hints
from bot.client.interactions import (
    ALREADY_ACKNOWLEDGED,
    TOKEN_EXPIRED,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    payload_of,
)
from bot.client.refused_form import refused_form
from bot.client.replies import show
from bot.core.refusal import Refusal
from bot.core.transactions import DatabaseAway
from bot.formatting.refusals import sentence
from bot.text.texts import DEFAULT_LOCALE

log = logging.getLogger(__name__)

_PAST_ANSWERING = {UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, TOKEN_EXPIRED}
"""Too late, another process that receives the same events was faster, or the message to change is gone."""


async def report_to_interaction(interaction: BotInteraction, error: Exception) -> None:
    """Answer the person who pressed, chose or typed, and give back what they typed into a form. Never raises."""
    locale = interaction.locale.value
    texts = interaction.client.services.texts
    if isinstance(error, Refusal):
        text = sentence(error, texts, locale=locale)
    elif isinstance(error, AnswerLost):
        log_lost(interaction, error)  # whatever is said now might be the second answer
        return
    elif isinstance(error, discord.HTTPException) and error.code in _PAST_ANSWERING:
        # As a standby takes over, it hears of what the one before has answered.
        level = logging.INFO if error.code == ALREADY_ACKNOWLEDGED else logging.WARNING
        log.log(level, "interaction not answered", extra={"interaction": interaction.id, "code": error.code})
        return
    elif isinstance(error, DatabaseAway):
        text = texts("error-database-away", locale=locale)
    else:
        text = texts("error-unexpected", locale=locale, reference=_logged(error, interaction=interaction.id))
    typed = read_form(payload_of(interaction)) if interaction.type is discord.InteractionType.modal_submit else {}
    try:
        await show(interaction, refused_form(text, typed, partial(texts, locale=locale)))
    except AnswerLost as lost:
        log_lost(interaction, lost)
    except discord.HTTPException as failure:
        log.warning("error not shown", extra={"interaction": interaction.id, "reason": type(failure).__name__})


async def report_to_message(bot: MockInterviewBot, message: discord.Message, error: Exception) -> None:
    """Answer the person who wrote the message. Never raises."""
    services = bot.services
    if isinstance(error, Refusal):
        text = sentence(error, services.texts, locale=DEFAULT_LOCALE)
    elif isinstance(error, DatabaseAway):
        text = services.texts("error-message-database-away")
    else:
        text = services.texts("error-message-unexpected", reference=_logged(error, from_message=message.id))
    await services[Hints].reply(message, text)


def _logged(error: Exception, **where: int) -> str:
    reference = secrets.token_hex(4)
    log.error("unexpected error", extra={"reference": reference, **where}, exc_info=error)
    return reference
