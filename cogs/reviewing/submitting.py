"""Carries out submitted forms, told apart by their ids."""

from __future__ import annotations

import re

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.form_values import read_form
from bot.client.interactions import payload_of
from bot.client.persistent import stored_number
from bot.core.content import InterviewId, ReviewId
from bot.reviewing.domain.errors import NoSuchReview
from bot.reviewing.views.custom_ids import FormKind
from cogs.reviewing import candidate_presses, coach_presses, tool_presses

_OF_CANDIDATES = {FormKind.SEND, FormKind.OPINION}


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
    match kind:
        case FormKind.SEND:
            await candidate_presses.send(interaction, InterviewId(subject), detail, values, token=match["token"])
        case FormKind.OPINION:
            await candidate_presses.ask_another(interaction, ReviewId(subject), values)
        case FormKind.ANSWER:
            await coach_presses.answer(interaction, ReviewId(subject), detail, values, token=match["token"])
        case FormKind.CLOSE:
            await coach_presses.close(interaction, ReviewId(subject), values)
        case FormKind.PROFILE:
            await tool_presses.save_profile(interaction, values)
        case FormKind.SNIPPET:
            await tool_presses.save_snippet(interaction, detail, values)
        case FormKind.NOTE:
            await tool_presses.add_note(interaction, ReviewId(subject), values)
