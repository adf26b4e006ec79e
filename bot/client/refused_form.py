"""Gives back what was typed into a refused form, which is gone by then."""

from __future__ import annotations

from collections.abc import Sequence

from bot.client.form_values import FormField, Values, text_in
from bot.core.content import has_something_to_see
from bot.formatting import colours
from bot.formatting.pages import Say
from bot.outbound.draft import Draft, Embed, Row

_LABELS = {
    FormField.FOCUS: "form-focus",
    FormField.FEEDBACK: "form-feedback",
    FormField.NEXT_STEP: "form-next-step",
    FormField.REASON: "form-kept-reason",
    FormField.NAME: "form-profile-name",
    FormField.BIO: "form-profile-bio",
    FormField.TEXT: "form-kept-text",
    FormField.DATE: "form-plan-date",
    FormField.MINUTES: "form-plan-minutes",
    FormField.ZONE: "form-plan-zone",
}
"""The labels of fields that are typed rather than chosen, in the order in which they are shown."""


def refused_form(refusal: str, values: Values, say: Say, *, rows: tuple[Row, ...] = ()) -> Draft:
    """The sentence that refuses a form, with every word that was typed. Show it only to whoever typed it."""
    embeds = tuple(
        # As it was typed, not quoted: only the writer sees it, and `texts_on` reads it back.
        Embed(title=say(label), description=text_in(values, field), colour=colours.OWN)
        for field, label in _LABELS.items()
        if has_something_to_see(text_in(values, field))
    )
    lines = [refusal, say("form-kept")] if embeds else [refusal]
    return Draft(content="\n".join(lines), embeds=embeds, rows=rows)


def texts_on(descriptions: Sequence[str | None]) -> tuple[str, str]:
    """The feedback and the next step of a refused form, from the embeds of its message."""
    feedback, next_step = (*descriptions, None, None)[:2]
    return feedback or "", next_step or ""
