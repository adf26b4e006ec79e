"""All buttons, menus and forms of this version, and whether an id is of one of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ui.bank_buttons import BANK_BUTTONS
from bot.ui.buttons import BUTTONS
from bot.ui.durable import DurableButton
from bot.ui.review_buttons import REVIEW_BUTTONS
from bot.ui.review_ids import form_of

ALL_BUTTONS: Sequence[type[DurableButton]] = (*BUTTONS, *REVIEW_BUTTONS, *BANK_BUTTONS)


def is_known(custom_id: str) -> bool:
    """Whether some button, menu or form answers to this id."""
    return form_of(custom_id) is not None or any(
        button.__discord_ui_compiled_template__.fullmatch(custom_id) for button in ALL_BUTTONS
    )
