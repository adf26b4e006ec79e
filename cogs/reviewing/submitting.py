"""Carries out submitted forms, told apart by their ids."""

from __future__ import annotations

import logging
import re

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.form_values import FormField, read_form
from bot.client.interactions import payload_of
from bot.client.persistent import stored_number
from bot.core.content import InterviewId, ReviewId
from bot.core.refusal import Refusal
from bot.reviewing.domain.errors import NoSuchReview
from bot.reviewing.views.custom_ids import FormKind
from cogs.reviewing import candidate_presses, coach_presses, tool_presses
from cogs.reviewing.safety import presses

log = logging.getLogger(__name__)

_OF_CANDIDATES = {FormKind.SEND, FormKind.OPINION}
_MAIN_FIELD = {
    FormKind.SEND: FormField.FOCUS,
    FormKind.OPINION: FormField.FOCUS,
    FormKind.ANSWER: FormField.FEEDBACK,
    FormKind.CLOSE: FormField.REASON,
    FormKind.PROFILE: FormField.NAME,
    FormKind.SNIPPET: FormField.TEXT,
    FormKind.NOTE: FormField.TEXT,
    FormKind.REPORT: FormField.TEXT,
}
"""The field that every version of a form has. It comes even if it is empty."""


class FormChanged(Refusal):
    """The form was opened by a version that had other fields."""

    key = "error-form-changed"


def entrance_of_form(kind: FormKind) -> Entrance:
    """The entrance for whoever fills in this form."""
    return Entrance.CANDIDATE if kind in _OF_CANDIDATES else Entrance.COACHES


async def submit(interaction: BotInteraction, kind: FormKind, match: re.Match[str]) -> None:
    """Carry out a form; `match` is that of its id.

    Raises:
        Refusal: what the form asks for cannot be done.
    """
    subject, detail = (stored_number(match[group], NoSuchReview) for group in ("subject", "detail"))
    values = read_form(payload_of(interaction))
    if _MAIN_FIELD[kind] not in values:
        log.warning("refused", extra={"what": "form", "why": FormChanged.key, "user": interaction.user.id})
        raise FormChanged
    match kind:
        case FormKind.SEND:
            await candidate_presses.send(interaction, InterviewId(subject), detail, values, token=match["token"])
        case FormKind.OPINION:
            await candidate_presses.ask_another(interaction, ReviewId(subject), values, token=match["token"])
        case FormKind.ANSWER:
            await coach_presses.answer(interaction, ReviewId(subject), detail, values, token=match["token"])
        case FormKind.CLOSE:
            await coach_presses.close(interaction, ReviewId(subject), values, token=match["token"])
        case FormKind.PROFILE:
            await tool_presses.save_profile(interaction, values)
        case FormKind.SNIPPET:
            await tool_presses.save_snippet(interaction, detail, values)
        case FormKind.NOTE:
            await tool_presses.add_note(interaction, ReviewId(subject), values)
        case FormKind.REPORT:
            await presses.report(interaction, ReviewId(subject), values, token=match["token"])
