"""All buttons and menus of this version, and the test whether an id is known."""

from __future__ import annotations

from collections.abc import Sequence

from bot.client.persistent import PersistentButton
from cogs.banks.buttons import BANK_BUTTONS
from cogs.interviewing.buttons import BUTTONS
from cogs.practising.buttons import PLAN_BUTTONS
from cogs.practising.history.buttons import HISTORY_BUTTONS
from cogs.privacy.buttons import PRIVACY_BUTTONS
from cogs.privacy.export_buttons import EXPORT_BUTTONS
from cogs.privacy.forget_buttons import FORGET_BUTTONS
from cogs.reviewing.buttons import REVIEW_BUTTONS
from cogs.reviewing.safety.buttons import SAFETY_BUTTONS
from cogs.servers.buttons import MOVE_BUTTONS
from cogs.servers.log_presses import LOG_BUTTONS
from cogs.sharing.buttons import SHARE_BUTTONS
from cogs.sharing.community_buttons import COMMUNITY_BUTTONS

ALL_BUTTONS: Sequence[type[PersistentButton]] = (
    *BUTTONS,
    *REVIEW_BUTTONS,
    *BANK_BUTTONS,
    *SAFETY_BUTTONS,
    *MOVE_BUTTONS,
    *LOG_BUTTONS,
    *PLAN_BUTTONS,
    *HISTORY_BUTTONS,
    *FORGET_BUTTONS,
    *EXPORT_BUTTONS,
    *PRIVACY_BUTTONS,
    *COMMUNITY_BUTTONS,
    *SHARE_BUTTONS,
)


def is_known(custom_id: str) -> bool:
    """True if a button or menu of this version answers to this id."""
    return any(button.__discord_ui_compiled_template__.fullmatch(custom_id) for button in ALL_BUTTONS)
