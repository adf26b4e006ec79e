"""The ids of the buttons and the form with which somebody has themselves forgotten, with all their state."""

from __future__ import annotations

import re
from typing import Final

FORGET_ID: Final = "pv1:forget"
"""Shows what would go, as `/forget-me` does."""
_FORM_IDS = "pv1f:forget"
_FINGERPRINT = r"[0-9a-f]{12}"

FORGET_NOW_TEMPLATE: Final = rf"{FORGET_ID}:now:(?P<confirmed>{_FINGERPRINT})"
"""The pattern that fits every id of the button that opens the form, and no other."""


def forget_now_id(confirmed: str) -> str:
    """`confirmed`: the fingerprint of the summary that the page shows."""
    return f"{FORGET_ID}:now:{confirmed}"


def forget_form_id(confirmed: str, *, token: str) -> str:
    """`token`: at most 32 of A-Z, a-z, 0-9, `-` and `_`, new for each opened form."""
    return f"{_FORM_IDS}:{confirmed}:{token}"


def forget_form_of(custom_id: str) -> str | None:
    """The fingerprint in the id of this form; None if it is another one."""
    match = re.fullmatch(rf"{_FORM_IDS}:({_FINGERPRINT}):[A-Za-z0-9_-]{{1,32}}", custom_id)
    return None if match is None else match[1]
