"""Carries out submitted forms by what their ids say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.client.bot import BotInteraction
from bot.messages import InterviewId, ReviewId
from bot.review.errors import NoSuchReview
from bot.ui import coaching, desk, sending
from bot.ui.durable import stored_number
from bot.ui.form_values import read_form
from bot.ui.review_ids import FormKind, form_of


async def submit(interaction: BotInteraction, payload: Mapping[str, Any]) -> None:
    """Carry out a form of ours; any other is left alone.

    Raises:
        Refusal: what the form asks for cannot be done.
    """
    known = form_of(str(payload.get("custom_id", "")))
    if known is None:
        return
    kind, match = known
    subject, detail = (stored_number(match[group], NoSuchReview) for group in ("subject", "detail"))
    values = read_form(payload)
    match kind:
        case FormKind.SEND:
            await sending.send(interaction, InterviewId(subject), detail, values, token=match["token"])
        case FormKind.OPINION:
            await sending.ask_another(interaction, ReviewId(subject), values)
        case FormKind.ANSWER:
            await coaching.answer(interaction, ReviewId(subject), detail, values, token=match["token"])
        case FormKind.CLOSE:
            await coaching.close(interaction, ReviewId(subject), values)
        case FormKind.PROFILE:
            await desk.save_profile(interaction, values)
        case FormKind.SNIPPET:
            await desk.save_snippet(interaction, detail, values)
        case FormKind.NOTE:
            await desk.add_note(interaction, ReviewId(subject), values)
