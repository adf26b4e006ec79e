"""Carries out submitted forms, told apart by their ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.form_values import read_form
from bot.client.interactions import payload_of
from bot.client.persistent import stored_number
from bot.core.content import InterviewId, ReviewId
from bot.reviewing.domain.errors import NoSuchReview
from bot.reviewing.views.custom_ids import FormKind, form_of
from cogs.reviewing import candidate_presses, coach_presses, tool_presses

_OF_CANDIDATES = {FormKind.SEND, FormKind.OPINION}


def entrance_of_form(payload: Mapping[str, Any]) -> Entrance:
    """The entrance for whoever fills in this form."""
    known = form_of(str(payload.get("custom_id", "")))
    return Entrance.CANDIDATE if known is None or known[0] in _OF_CANDIDATES else Entrance.COACHES


async def submit(interaction: BotInteraction) -> None:
    """Carry out one of our forms; any other is left alone.

    Raises:
        Refusal: what the form asks for cannot be done.
    """
    payload = payload_of(interaction)
    known = form_of(str(payload.get("custom_id", "")))
    if known is None:
        return
    kind, match = known
    subject, detail = (stored_number(match[group], NoSuchReview) for group in ("subject", "detail"))
    values = read_form(payload)
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
