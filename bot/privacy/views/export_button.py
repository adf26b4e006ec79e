"""The button with which a person asks for an export, wherever it is offered."""

from __future__ import annotations

from bot.outbound.draft import Button, ButtonStyle
from bot.text.texts import Texts

EXPORT_ID = "pv1:export"


def export_button(texts: Texts, *, locale: str, style: ButtonStyle = ButtonStyle.SECONDARY) -> Button:
    """The same for everybody: whose export it is says who presses it."""
    return Button(label=texts("button-export", locale=locale), custom_id=EXPORT_ID, style=style)
